"""The form a recap is uploaded with."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileAllowed, FileField, FileRequired
from wtforms import IntegerField, SelectField
from wtforms.validators import NumberRange, Optional

from puas.domain.old_recap_import import KnownAgency
from puas.domain.old_recap_tables import ORDERS, UNKNOWN_ORDER
from puas_web.forms import Form

WHOLE_REGION = "semua"

ORDER_NAMES = {
    UNKNOWN_ORDER: _l("Belum tahu, atau nama unsurnya tertulis"),
    "body": _l("U8 pengaduan, U9 sarana (urutan peraturan)"),
    "questionnaire": _l("U8 sarana, U9 pengaduan (urutan kuesioner)"),
}


class RecapForm(Form):
    sheet = FileField(
        _l("Berkas rekap"),
        description=_l("XLSX atau CSV, paling besar 10 MB. Boleh tabel responden, rekap per unsur, per tahun, atau per perangkat daerah."),
        validators=[
            FileRequired(_l("Pilih berkas yang akan diperiksa.")),
            FileAllowed(["xlsx", "csv", "xls", "txt"], _l("Gunakan berkas XLSX atau CSV.")),
        ],
        render_kw={"accept": ".xlsx,.csv"},
    )
    agency = SelectField(_l("Rekap ini tentang"))
    year = IntegerField(
        _l("Tahun"),
        description=_l("Hanya bila tahunnya tidak tertulis di dalam berkas."),
        validators=[Optional(), NumberRange(min=2004, max=2100)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    order = SelectField(_l("Bila kolomnya hanya bernomor U1 sampai U9"), default=UNKNOWN_ORDER)

    def offer(self, agencies: Sequence[KnownAgency], *, whole_region: str | None, chosen: str = "") -> None:
        """Choices in the language of the page; officers have no whole region."""
        region = [(WHOLE_REGION, _("Beberapa perangkat daerah (%(name)s)", name=whole_region))] if whole_region else []
        self.agency.choices = [*region, *((str(each.id), each.name) for each in agencies)]
        self.order.choices = [(each, ORDER_NAMES[each]) for each in ORDERS]
        known = [value for value, _label in self.agency.choices]
        if known and not self.is_submitted():
            self.agency.data = chosen if chosen in known else known[0]

    @property
    def agency_id(self) -> UUID | None:
        """The agency chosen; None for the whole region. Only after validation."""
        return None if self.agency.data == WHOLE_REGION else UUID(self.agency.data)
