"""What the pages about the person show of the session, and where their letters lead."""

from flask import current_app
from flask_babel import get_locale
from flask_login import current_user

from puas_web.accounts.forms import ProfileForm


def profile_form() -> ProfileForm:
    """The profile as it is stored, whatever else was posted."""
    return ProfileForm(formdata=None, name=current_user.name, language=str(get_locale()))


def base_url() -> str:
    """The address letters lead to; never taken from the request, whose host anybody can write."""
    return str(current_app.config["PUAS_BASE_URL"])
