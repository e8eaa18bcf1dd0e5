"""Merging an agency into another: choose, see what would happen, type the name."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import Field, StringField
from wtforms.validators import DataRequired, ValidationError

from puas.db.queries.agency_history import list_possible_targets, preview_merger
from puas.db.tables.agencies import Agency
from puas.domain.minimum_services import FIELDS
from puas.domain.permissions import Action
from puas.domain.register_merger import SAME_NUMBER, KeptProcedure, RegisterPlan, UnusableNumbers
from puas.runtime import clock
from puas.usecases.merge_agencies import Merger, UnableToMergeAgencies, merge_agencies
from puas_web.access import current_account_id, tenant
from puas_web.agency_access import agency_or_404
from puas_web.database import db
from puas_web.english_registers import register_word
from puas_web.forms import Answer, Form, show_again, tidy_text
from puas_web.local_day import today_here
from puas_web.result_signing import signing_key

blueprint = Blueprint("agency_mergers", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda field: register_word(FIELDS.get(field, field)), "minimum_service_name")

AGENCY = "/t/<slug:tenant>/perangkat-daerah/<uuid:agency_id>"

REFUSALS = {
    "other-owner": _l("Salah satunya milik instansi lain dan tidak dihitung di sini, sehingga keduanya tidak dapat digabungkan."),
    "other-mall": _l("Keduanya melayani di mal pelayanan publik yang berbeda. Keluarkan dahulu salah satunya dari malnya."),
    "already-merged": _l("Perangkat daerah ini sudah bergabung ke perangkat daerah lain. Tidak ada yang berubah."),
    "archived": _l("Perangkat daerah tujuan sudah diarsipkan. Pilih yang masih aktif."),
}


NUMBER_FAULTS = {
    "in-use": _l("Nomor ini sudah dipakai SOP lain di perangkat daerah ini, mungkin yang sudah dicabut."),
    "too-long": _l("Tulisan ini terlalu panjang."),
    "unprintable": _l("Ada karakter yang tidak dapat dicetak. Ketik ulang bagian ini."),
}


class MergerForm(Form):
    """The name of the agency that ends, typed so that it is the right one; and numbers for SOP whose own the other agency uses."""

    typed_name = StringField(
        _l("Ketik nama perangkat daerah yang digabungkan untuk memastikan"), filters=[tidy_text], validators=[DataRequired()]
    )

    def __init__(self, agency_name: str, same_number: Sequence[KeptProcedure]) -> None:
        super().__init__()
        self._agency_name = agency_name
        self._numbered = {each.id: f"nomor-{each.id}" for each in same_number}

    @classmethod
    def about(cls, agency: Agency, plan: RegisterPlan) -> MergerForm:
        """With a field for each such SOP, filled in with a number that is free."""
        same = [each for each in plan.procedures_kept if each.reason == SAME_NUMBER]
        fields = {
            f"nomor-{each.id}": StringField(
                _l("Nomor baru untuk SOP %(number)s, %(title)s", number=each.number, title=each.title), default=each.suggestion,
                filters=[tidy_text],
            )
            for each in same
        }  # fmt: skip
        made: MergerForm = type("NumberedMergerForm", (cls,), fields)(agency.name, same)
        return made

    @property
    def numbers(self) -> list[Field]:
        return [self[name] for name in self._numbered.values()]

    def new_numbers(self) -> dict[UUID, str]:
        """What was typed for each SOP; one left blank stays where it is."""
        return {key: self[name].data or "" for key, name in self._numbered.items()}

    def explain(self, unusable: UnusableNumbers) -> None:
        """Say at each number why it cannot be."""
        for key, reason in unusable.reasons.items():
            self.add_error(self[self._numbered[key]], str(NUMBER_FAULTS[reason]))

    def validate_typed_name(self, field: Field) -> None:
        if (field.data or "").casefold() != self._agency_name.casefold():
            raise ValidationError(_("Nama yang diketik belum sama dengan “%(name)s”.", name=self._agency_name))


@blueprint.get(f"{AGENCY}/gabungkan")
@tenant(Action.MANAGE_AGENCIES)
def choose(agency_id: UUID) -> Answer:
    """Which agency goes on with the work."""
    agency = _ending(agency_id)
    targets = list_possible_targets(db.session(), tenant_id=agency.tenant_id, agency_id=agency_id)
    chosen = next((each for each, _name in targets if str(each) == request.args.get("ke", "")), None)
    if chosen is not None:
        return redirect(url_for(".merge", agency_id=agency_id, into_id=chosen))
    return render_template("agencies/choose_merger.html", agency=agency, targets=targets)


@blueprint.route(f"{AGENCY}/gabungkan/<uuid:into_id>", methods=["GET", "POST"])
@tenant(Action.MANAGE_AGENCIES)
def merge(agency_id: UUID, into_id: UUID) -> Answer:
    """What would happen, and the deed."""
    agency, into = _ending(agency_id), agency_or_404(into_id)
    if agency.id == into.id or into.state != "active":
        return redirect(url_for(".choose", agency_id=agency_id))
    preview = preview_merger(db.session(), tenant_id=agency.tenant_id, agency_id=agency_id, into_id=into_id, today=today_here())
    form = MergerForm.about(agency, preview.registers)
    page = {"form": form, "agency": agency, "into": into, "preview": preview}
    if not form.is_submitted():
        return render_template("agencies/merge.html", **page)
    if not form.validate():
        return show_again("agencies/merge.html", **page)
    try:
        done = merge_agencies(
            session=db.session(), tenant_id=agency.tenant_id, agency_id=agency_id, into_id=into_id,
            account_id=current_account_id(), signing_key=signing_key(), now=clock.now(), new_numbers=form.new_numbers(),
        )  # fmt: skip
    except UnusableNumbers as unusable:
        form.explain(unusable)
        return show_again("agencies/merge.html", **page)
    except UnableToMergeAgencies as refused:
        flash(str(REFUSALS.get(refused.reason) or REFUSALS["archived"]), "warn")
        return redirect(url_for("agencies.show", agency_id=agency_id))
    flash(_sentence(done), "good")
    return redirect(url_for("agencies.show", agency_id=into_id))


def _ending(agency_id: UUID) -> Agency:
    """An agency that can still merge: active, or archived without having merged."""
    agency = agency_or_404(agency_id)
    if agency.merged_into_id is not None:
        abort(404)
    return agency


def _sentence(done: Merger) -> str:
    services = ngettext("%(num)s layanan", "%(num)s layanan", done.services)
    points = ngettext("%(num)s stiker", "%(num)s stiker", done.points)
    return _(
        "%(name)s bergabung ke %(into)s: %(services)s dan %(points)s diteruskan.",
        name=done.name, into=done.into, services=services, points=points,
    )  # fmt: skip
