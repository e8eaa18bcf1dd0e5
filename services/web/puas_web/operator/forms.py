"""Forms of the operator."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from puas.db.queries.regions import ProvinceChoice
from puas.domain.official_address import is_address
from puas_web.forms import Form, tidy_email, tidy_lines, tidy_text


class ProvinceForm(Form):
    """Bring a province in."""

    region_code = SelectField(_l("Provinsi"), choices=[], validators=[DataRequired()])
    office_name = StringField(
        _l("Instansi"), description=_l("Misalnya Biro Organisasi Sekretariat Daerah."), filters=[tidy_text],
        validators=[DataRequired(), Length(max=150)],
    )  # fmt: skip
    admin_name = StringField(_l("Nama admin pertama"), filters=[tidy_text], validators=[DataRequired(), Length(max=100)])
    admin_email = EmailField(_l("Alamat surel admin pertama"), filters=[tidy_email], validators=[DataRequired(), Length(max=254)])

    def offer(self, provinces: list[ProvinceChoice]) -> None:
        """Only those that are not on board."""
        free = [SelectChoice(each.code, each.name) for each in provinces if each.tenant_id is None]
        self.region_code.choices = [SelectChoice("", _("– pilih –")), *free]

    def validate_admin_email(self, field: Field) -> None:
        if not is_address(field.data):
            raise ValidationError(_("Tulis alamat surel yang lengkap, misalnya nama@jatimprov.go.id."))


class SuspendForm(Form):
    """Why a tenant is closed for now; its name is typed so that it is the right one."""

    reason = TextAreaField(
        _l("Alasan"), description=_l("Dikirim kepada admin ruang kerja ini."), filters=[tidy_lines],
        validators=[DataRequired(), Length(max=1000)],
    )  # fmt: skip
    typed_name = StringField(_l("Ketik nama ruang kerja untuk memastikan"), filters=[tidy_text], validators=[DataRequired()])

    def __init__(self, tenant_name: str) -> None:
        super().__init__()
        self._tenant_name = tenant_name

    def validate_typed_name(self, field: Field) -> None:
        if (field.data or "").casefold() != self._tenant_name.casefold():
            raise ValidationError(_("Nama yang diketik belum sama dengan “%(name)s”.", name=self._tenant_name))
