"""Languages of the screens: Indonesian sentences are the source, catalogues are read from `.po` files in memory."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, request
from flask_babel import Babel, Domain, get_locale
from werkzeug.wrappers import Response

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
SOURCE_LANGUAGE = "id"
COOKIE = "bahasa"
EXTENSION = "puas_default_language"
COOKIE_SECONDS = 365 * 24 * 3600
CATALOGUES = Path(__file__).parent / "translations"


def offered_languages() -> dict[str, str]:
    """The languages a visitor is offered: the source, and those whose catalogue is there."""
    return {code: name for code, name in LANGUAGES.items() if code == SOURCE_LANGUAGE or (CATALOGUES / f"{code}.po").exists()}


def load_catalogue(language: str) -> NullTranslations:
    """The sentences of a language; the source language needs none."""
    # By folder, which a test may change; as text, for this runs once for each sentence of a page.
    return _compiled(str(CATALOGUES), language)


@cache
def _compiled(folder: str, language: str) -> NullTranslations:
    """Compile a catalogue without leaving a binary beside it."""
    path = Path(folder) / f"{language}.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


class CatalogueDomain(Domain):
    """Flask-Babel's domain over the catalogues above."""

    def get_translations(self) -> NullTranslations:
        locale = get_locale()
        return load_catalogue(locale.language if locale is not None else SOURCE_LANGUAGE)


def choose_language(default: str) -> str:
    """The visitor's own choice if it is one we have, else the installation's default."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in LANGUAGES else default


def visitor_language() -> str:
    """The language of this request, where nothing in its address names one."""
    return choose_language(current_app.extensions[EXTENSION])


def remember_language(response: Response, language: str) -> Response:
    if language in LANGUAGES:
        response.set_cookie(COOKIE, language, max_age=COOKIE_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


def init_app(app: Flask, *, default_locale: str) -> None:
    default = default_locale if default_locale in LANGUAGES else SOURCE_LANGUAGE
    app.extensions[EXTENSION] = default
    babel = Babel(app, default_locale=default, default_timezone="Asia/Jakarta", locale_selector=lambda: choose_language(default))
    babel.domain_instance = CatalogueDomain()
    app.context_processor(lambda: {"language": str(get_locale() or SOURCE_LANGUAGE), "languages": offered_languages()})
