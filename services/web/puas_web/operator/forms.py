"""Forms of the operator."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from puas.db.queries.regions import ProvinceChoice
from puas.domain.official_address import is_address
from puas_web.forms import Form, email_address, tidy_email, tidy_text


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


class TrainerForm(Form):
    """Invite a trainer into the training house."""

    email = EmailField(
        _l("Alamat surel pelatih"), description=_l("Undangan dikirim ke alamat ini dan berlaku 14 hari."), filters=[tidy_email],
        validators=[DataRequired(message=_l("Tulis alamat surel orang yang diundang.")), email_address, Length(max=254)],
        render_kw={"autocomplete": "off", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"},
    )  # fmt: skip
