"""Forms for malls of services, their members and their counters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from puas.db.tables.malls import ServiceMall
from puas.domain.mall_details import COUNTER_KINDS, STICKER, MallDetails
from puas.usecases.create_collection_points import NewPoint
from puas_web.date_field import WrittenDateField
from puas_web.forms import Form, tidy_lines, tidy_text
from puas_web.malls.words import COUNTER_KINDS as KIND_NAMES
from puas_web.malls.words import SAVE_REFUSALS
from puas_web.whole_numbers import read_whole

EVERY_SERVICE = "all"


class MallForm(Form):
    name = StringField(
        _l("Nama mal"), description=_l("Misalnya Mal Pelayanan Publik Kabupaten Contoh."), filters=[tidy_text], validators=[InputRequired()]
    )
    address = StringField(_l("Alamat"), filters=[tidy_text])
    decree = StringField(_l("Dasar pembentukan"), description=_l("Nomor dan tahun peraturan atau keputusannya."), filters=[tidy_text])
    opened_on = WrittenDateField(_l("Mulai melayani"))
    version = HiddenField()

    @classmethod
    def about(cls, mall: ServiceMall) -> MallForm:
        """The form with what is known of a mall."""
        return cls(obj=mall)

    def details(self) -> MallDetails:
        return MallDetails(self.name.data or "", self.address.data or "", self.decree.data or "", self.opened_on.data)

    def explain(self, faults: Mapping[str, str]) -> None:
        """Each fault at its field, or on top."""
        for field, reason in faults.items():
            if field in self:
                self.add_errors({field: SAVE_REFUSALS[reason]})
            else:
                self.form_errors.append(str(SAVE_REFUSALS[reason]))

    @property
    def seen_version(self) -> int | None:
        return read_whole(self.version.data or "")


class MemberForm(Form):
    agency = SelectField(_l("Perangkat daerah"), validators=[InputRequired(_l("Pilih perangkat daerahnya."))])
    joined_on = WrittenDateField(_l("Melayani sejak"), validators=[InputRequired()])

    def offer(self, agencies: Sequence[tuple[UUID, str]]) -> MemberForm:
        """Those that serve in no mall now; one chosen on an older page is answered by the use case."""
        offered = [SelectChoice(str(key), name) for key, name in agencies]
        typed = self.agency.data
        if typed and typed not in {each.value for each in offered}:
            self.agency.validate_choice = False
        self.agency.choices = [SelectChoice("", _("Pilih perangkat daerah")), *offered]
        return self


class LeaveForm(Form):
    left_on = WrittenDateField(_l("Hari terakhir melayani"), validators=[InputRequired()])


class CountersForm(Form):
    kind = RadioField(_l("Cara menjawab"), choices=[SelectChoice(kind, KIND_NAMES[kind]) for kind in COUNTER_KINDS], default=STICKER)
    service = SelectField(_l("Layanan"), default=EVERY_SERVICE)
    places = TextAreaField(
        _l("Nama atau nomor gerai"),
        description=_l("Satu gerai per baris, misalnya Gerai 4. Setiap gerai mendapat kode sendiri."),
        filters=[tidy_lines],
        validators=[InputRequired(), Length(max=20_000)],
        render_kw={"rows": 5},
    )

    def offer(self, services: Sequence[tuple[UUID, str]]) -> CountersForm:
        """The services the agency offers now; one archived meanwhile is answered by the use case."""
        everything = SelectChoice(EVERY_SERVICE, str(_l("Semua layanan – warga memilihnya di formulir")))
        self.service.choices = [everything, *(SelectChoice(str(key), name) for key, name in services)]
        if self.service.data and self.service.data not in {each.value for each in self.service.choices}:
            self.service.validate_choice = False
        return self

    def counters(self) -> list[NewPoint] | None:
        """One counter per line; None where the service is no id."""
        try:
            service = None if self.service.data == EVERY_SERVICE else UUID(self.service.data)
        except ValueError:
            return None
        names = [tidy_text(line) or "" for line in (self.places.data or "").splitlines() if line.strip()]
        return [NewPoint(self.kind.data, name, service) for name in names]
