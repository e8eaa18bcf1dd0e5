"""Forms about the person: log-in, forgotten password, profile, invitation."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import InputRequired, Length

from puas_web.forms import Form, tidy_email


class LogInForm(Form):
    email = EmailField(
        _l("Alamat surel"),
        filters=[tidy_email],
        validators=[InputRequired(), Length(max=254)],
        render_kw={"autocomplete": "username", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Kata sandi"), validators=[InputRequired(), Length(max=500)], render_kw={"autocomplete": "current-password"}
    )
    lanjut = HiddenField()
