"""Forms of the sign-up: which region, who asks, and the two confirmations."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from puas.db.queries.regions import RegionChoice
from puas.domain.official_address import is_address
from puas_web.forms import Form, tidy_email, tidy_text


class ChooseRegionForm(Form):
    """A name typed by hand, or a choice from the list by province."""

    typed = StringField(
        _l("Nama kabupaten atau kota"),
        filters=[tidy_text],
        validators=[Length(max=100)],
        render_kw={"list": "regions", "autocomplete": "off", "spellcheck": "false"},
    )
    listed = SelectField(_l("Pilih dari daftar"), choices=[], validate_choice=False)

    def offer(self, regencies: list[RegionChoice]) -> None:
        """Fill the list, one group per province."""
        self.listed.choices = [SelectChoice("", _("– pilih –"))]
        for each in regencies:
            words = _("%(name)s (sudah terdaftar)", name=each.name) if each.is_on_board else each.name
            self.listed.choices.append(SelectChoice(each.code, words, optgroup=each.province_name))


class RequesterForm(Form):
    """Who asks, and in the name of which office."""

    office_name = StringField(
        _l("Instansi"),
        description=_l("Unit yang mengoordinasikan survei, misalnya Bagian Organisasi Sekretariat Daerah."),
        filters=[tidy_text],
        validators=[DataRequired(), Length(min=3, max=150)],
        render_kw={"autocomplete": "organization"},
    )
    name = StringField(
        _l("Nama lengkap Anda"),
        filters=[tidy_text],
        validators=[DataRequired(), Length(min=2, max=100)],
        render_kw={"autocomplete": "name"},
    )
    position = StringField(
        _l("Jabatan"),
        filters=[tidy_text],
        validators=[DataRequired(), Length(min=2, max=100)],
        render_kw={"autocomplete": "organization-title"},
    )
    email = EmailField(
        _l("Alamat surel dinas"),
        description=_l("Sebaiknya yang berakhiran .go.id. Alamat lain boleh dipakai, tetapi ditandai agar penyetuju memeriksanya."),
        filters=[tidy_email],
        validators=[DataRequired(), Length(max=254)],
        render_kw={"autocomplete": "email", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"},
    )

    def validate_email(self, field: Field) -> None:
        if not is_address(field.data):
            raise ValidationError(_("Tulis alamat surel yang lengkap, misalnya nama@bojonegorokab.go.id."))


def filled_from(draft: Any) -> RequesterForm:
    """The form with what was typed before."""
    return RequesterForm(obj=draft)
