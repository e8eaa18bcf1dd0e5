"""Forms about the person: log-in, forgotten password, invitation, profile."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from puas.domain.password_rules import LONGEST, SHORTEST
from puas_web.forms import Form, email_address, tidy_email, tidy_text
from puas_web.i18n import offered_languages

_ADDRESS: dict[str, Any] = {"autocomplete": "username", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}
_NEW: dict[str, Any] = {"autocomplete": "new-password", "minlength": SHORTEST}
_PASSWORD_HINT = _l("Paling sedikit 10 karakter. Beberapa kata yang mudah Anda ingat lebih baik daripada satu kata dengan tanda.")


class LogInForm(Form):
    email = EmailField(
        _l("Alamat surel"),
        filters=[tidy_email],
        validators=[DataRequired(message=_l("Tulis alamat surel Anda.")), Length(max=254)],
        render_kw=_ADDRESS,
    )
    password = PasswordField(
        _l("Kata sandi"),
        validators=[DataRequired(message=_l("Tulis kata sandi Anda.")), Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )
    lanjut = HiddenField()


class ForgottenPasswordForm(Form):
    email = EmailField(
        _l("Alamat surel"),
        filters=[tidy_email],
        validators=[
            DataRequired(message=_l("Tulis alamat surel Anda.")),
            email_address,
            Length(max=254),
        ],
        render_kw=_ADDRESS,
    )


class NewPasswordForm(Form):
    password = PasswordField(
        _l("Kata sandi baru"), description=_PASSWORD_HINT, validators=[DataRequired(), Length(max=LONGEST)], render_kw=_NEW
    )


class JoinForm(Form):
    name = StringField(
        _l("Nama lengkap"),
        description=_l("Seperti yang dikenal rekan kerja Anda, boleh dengan gelar."),
        filters=[tidy_text],
        validators=[DataRequired(message=_l("Tulis nama lengkap Anda.")), Length(max=120)],
        render_kw={"autocomplete": "name"},
    )
    password = PasswordField(
        _l("Buat kata sandi"), description=_PASSWORD_HINT, validators=[DataRequired(), Length(max=LONGEST)], render_kw=_NEW
    )


class ProfileForm(Form):
    name = StringField(
        _l("Nama lengkap"),
        filters=[tidy_text],
        validators=[DataRequired(message=_l("Tulis nama lengkap Anda.")), Length(max=120)],
        render_kw={"autocomplete": "name"},
    )
    language = RadioField(_l("Bahasa layar"), choices=lambda: [SelectChoice(code, name) for code, name in offered_languages().items()])


class ChangePasswordForm(Form):
    old_password = PasswordField(
        _l("Kata sandi sekarang"), validators=[DataRequired(), Length(max=LONGEST)], render_kw={"autocomplete": "current-password"}
    )
    password = PasswordField(
        _l("Kata sandi baru"), description=_PASSWORD_HINT, validators=[DataRequired(), Length(max=LONGEST)], render_kw=_NEW
    )
