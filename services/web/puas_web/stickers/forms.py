"""Forms for collection points, and for the code typed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from puas.db.tables.agencies import ServiceType
from puas.usecases.create_collection_points import KINDS, LONGEST_PLACE, MOST_AT_ONCE, NewPoint
from puas_web.forms import Form, tidy_lines, tidy_text
from puas_web.stickers.words import KIND_HINTS, KIND_NAMES

WHOLE_AGENCY = "all"


class PointsForm(Form):
    kind = RadioField(
        _l("Apa yang akan dibuat?"), choices=[SelectChoice(kind, KIND_NAMES[kind]) for kind in KINDS], default=KINDS[0]
    )
    services = SelectMultipleField(
        _l("Untuk layanan mana?"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), default=[WHOLE_AGENCY]
    )
    places = TextAreaField(
        _l("Di mana akan dipasang?"),
        description=_l("Satu tempat per baris, misalnya Loket 1. Setiap tempat mendapat kode sendiri."),
        filters=[tidy_lines],
        validators=[Length(max=20_000)],
        render_kw={"rows": 4},
    )
    kind_hints = KIND_HINTS

    def offer(self, services: Sequence[ServiceType]) -> PointsForm:
        """Fill in the services that can be chosen."""
        self.services.choices = [
            SelectChoice(WHOLE_AGENCY, _("Semua layanan – warga memilihnya di formulir")),
            *(SelectChoice(str(service.id), service.name) for service in services if service.state == "active"),
        ]
        return self

    def points(self) -> list[NewPoint] | None:
        """One point for each service at each place; None, with errors at their fields, where that cannot be."""
        places = [tidy_text(line) or "" for line in (self.places.data or "").splitlines() if line.strip()] or [""]
        chosen = self.services.data or []
        if not chosen:
            self.add_error(self.services, _("Pilih paling sedikit satu."))
        if any(len(place) > LONGEST_PLACE for place in places):
            self.add_error(self.places, _("Nama tempat paling panjang %(most)s karakter.", most=LONGEST_PLACE))
        if len(places) * len(chosen) > MOST_AT_ONCE:
            self.add_error(self.places, _("Paling banyak %(most)s sekaligus. Kurangi tempat atau layanan.", most=MOST_AT_ONCE))
        if self.errors:
            return None
        services = [None if each == WHOLE_AGENCY else UUID(each) for each in chosen]
        return [NewPoint(self.kind.data, place, service) for service in services for place in places]


class CodeForm(Form):
    class Meta(Form.Meta):
        # A search: nothing is changed by it, and it must work from a bookmark.
        csrf = False

    kode = StringField(
        _l("Kode survei"),
        description=_l("Tujuh huruf dan angka di bawah kode QR, misalnya BCD FGHJ. Huruf besar dan kecil sama saja."),
        filters=[tidy_text],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "maxlength": "20"},
    )
