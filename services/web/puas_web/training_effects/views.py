"""Dampak pelatihan: who was trained, where nobody is yet, and whether the trained report better."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from puas.domain.permissions import Action
from puas_web.access import province
from puas_web.csv_files import MIME_TYPE, csv_text
from puas_web.training_effects import queries
from puas_web.training_effects.words import MATCH_WORDS, MEASURE_WORDS

blueprint = Blueprint("training_effects", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/pelatihan/dampak"


@blueprint.get(ROOM)
@province(Action.VIEW_TRAINING)
def index() -> str:
    """The province at a glance; `kabupaten` names one whose agencies are listed."""
    return render_template("training_effects/index.html", page=queries.read_page(), measures=MEASURE_WORDS, ways=MATCH_WORDS)


@blueprint.get(f"{ROOM}.csv")
@province(Action.VIEW_TRAINING)
def table() -> Response:
    """Every agency that surveys, with who of it was trained."""
    found = queries.read_province()
    header = [
        _("Kode"), _("Kabupaten/kota"), _("Perangkat daerah"), _("Peserta hadir"), _("Bersertifikat"), _("Dilatih pertama kali"),
        _("Dicocokkan lewat"),
    ]  # fmt: skip
    rows = [
        (
            each.region_code, found.name_of(each.region_code), each.name, each.people, each.certificates,
            each.trained_on.isoformat() if each.trained_on else "", str(MATCH_WORDS.get(each.matched_by, "")),
        )
        for each in found.trainings.agencies
    ]  # fmt: skip
    headers = {"Content-Disposition": "attachment; filename=pelatihan-per-perangkat-daerah.csv"}
    return Response(csv_text(header, rows), mimetype=MIME_TYPE, headers=headers)
