"""Forms of somebody who joins a training: its code, who they are, and the code that brings them back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from puas.db.identifiers import new_id
from puas.domain.training_people import LONGEST_GROUP, LONGEST_NAME, LONGEST_WORDS, ParticipantDetails
from puas_web.forms import Form, tidy_text

_CODE_KEYBOARD = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-input"}


class CodeForm(Form):
    """The code of a training, as it is typed."""

    code = StringField(
        _l("Kode pelatihan"), description=_l("Tujuh huruf dan angka yang ditampilkan pelatih. Huruf besar atau kecil sama saja."),
        validators=[DataRequired(message=_l("Ketik kode yang ditampilkan pelatih.")), Length(max=40)], render_kw=_CODE_KEYBOARD,
    )  # fmt: skip


class JoinForm(Form):
    """Who joins. `sent_as` is made with the form, so that a form sent twice is one participant."""

    sent_as = HiddenField()
    name = StringField(
        _l("Nama lengkap"), description=_l("Beserta gelar, seperti akan tercetak pada sertifikat."), filters=[tidy_text],
        validators=[DataRequired(message=_l("Tulis nama lengkap Anda.")), Length(max=LONGEST_NAME)], render_kw={"autocomplete": "name"},
    )  # fmt: skip
    position = StringField(
        _l("Jabatan"), filters=[tidy_text], validators=[Length(max=LONGEST_WORDS)], render_kw={"autocomplete": "organization-title"}
    )
    agency_name = StringField(
        _l("Perangkat daerah atau unit kerja"), description=_l("Misalnya Puskesmas Ledokombo."), filters=[tidy_text],
        validators=[Length(max=LONGEST_WORDS)], render_kw={"autocomplete": "organization"},
    )  # fmt: skip
    region_code = SelectField(_l("Kabupaten/kota"), default="")
    group_name = StringField(
        _l("Kelompok"), description=_l("Isi bila pelatih membagi kelompok. Peserta satu kelompok berlatih di satu ruang latihan."),
        filters=[tidy_text], validators=[Length(max=LONGEST_GROUP)], render_kw={"autocomplete": "off"},
    )  # fmt: skip
    is_another = BooleanField(_l("Saya orang lain yang namanya sama"))
    replaces = BooleanField(_l("Ya, keluarkan akun itu dari peramban ini"))

    asks_replacement = False

    def offer(self, regions: Sequence[tuple[str, str]], *, asks_replacement: bool) -> JoinForm:
        """The regencies to choose from; `asks_replacement`: another account is signed in on this browser."""
        self.region_code.choices = [SelectChoice("", _("– pilih –")), *(SelectChoice(code, name) for code, name in regions)]
        self.asks_replacement = asks_replacement
        if not self.is_submitted():
            self.sent_as.data = str(new_id())
        return self

    def validate_replaces(self, field: Field) -> None:
        if self.asks_replacement and not field.data:
            raise ValidationError(_("Centang bila akun itu boleh dikeluarkan, atau pakai peramban lain."))

    def participant_id(self) -> UUID:
        """The id the form was sent as; one that cannot be read gets a new one."""
        try:
            return UUID(self.sent_as.data or "")
        except ValueError:
            return new_id()

    def details(self) -> ParticipantDetails:
        return ParticipantDetails(
            self.name.data, self.position.data or "", self.agency_name.data or "", self.region_code.data or None, self.group_name.data or ""
        )


class ReturnForm(Form):
    """The personal code."""

    code = StringField(
        _l("Kode pribadi"), description=_l("Tampil di halaman Latihan Anda. Bila hilang, tanyakan kepada pelatih."),
        validators=[DataRequired(message=_l("Ketik kode pribadi Anda.")), Length(max=40)], render_kw=_CODE_KEYBOARD,
    )  # fmt: skip
    replaces = BooleanField(_l("Ya, keluarkan akun itu dari peramban ini"))

    asks_replacement = False

    def validate_replaces(self, field: Field) -> None:
        if self.asks_replacement and not field.data:
            raise ValidationError(_("Centang bila akun itu boleh dikeluarkan, atau pakai peramban lain."))
