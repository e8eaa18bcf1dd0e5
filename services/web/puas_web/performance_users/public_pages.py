"""The public pages behind a code of form F-03: the form, the same form with faults, thanks, and why nothing can be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from flask import Response, current_app, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from puas.db.identifiers import new_id
from puas.db.queries.performance_users import UsersForm
from puas.domain.performance_users import DO_NOT_KNOW, MISSING, NOTHING_KNOWN, SUGGESTION, UsersFault
from puas.domain.response_checks import LONGEST_SUGGESTION
from puas.domain.service_performance import SCORES
from puas.presentation.dates import long_date
from puas.runtime.emblem_images import version_of
from puas_web import answering_style, english_performance
from puas_web.cookie_sessions import answer_for_everybody

Notice = Literal["unknown", "suspended", "left", "closed", "withdrawn", "full", "too-large"]
STATUS: dict[Notice, int] = {"unknown": 404, "suspended": 503, "left": 410, "withdrawn": 410, "full": 409, "too-large": 413}


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """One statement as the page shows it."""

    number: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownAspect:
    """The statements of one aspect."""

    name: str
    statements: tuple[ShownStatement, ...]


@dataclass(frozen=True, slots=True)
class ShownUsersFault:
    """One thing to mend: where it is, and what to do."""

    field: str
    anchor: str
    text: str


def obstacle(found: UsersForm | None) -> Notice | None:
    """Why this code takes no answers now; None where it does."""
    if found is None:
        return "unknown"
    if found.tenant_state == "suspended":
        return "suspended"
    if found.tenant_state != "active":
        return "left"
    if found.state == "withdrawn":
        return "withdrawn"
    if found.state != "open" or found.until is None or found.today(datetime.now(UTC)) > found.until:
        return "closed"
    return None


def form(found: UsersForm, language: str) -> Response:
    """An empty form with an id of its own."""
    return _answer(_form(found, language, MultiDict(), str(new_id())))


def form_again(found: UsersForm, language: str, typed: MultiDict[str, str], form_id: str, faults: tuple[UsersFault, ...]) -> Response:
    """The form as it was filled in, with what is to be mended; it keeps its id."""
    with force_locale(language):
        shown = _explained(found, language, faults)
    return _answer(_form(found, language, typed, form_id, faults=shown), status=422)


def thanks(found: UsersForm, language: str) -> Response:
    """Says that the answer has arrived and nothing about scores; the same page for a repeat."""
    return _answer(_render("thanks.html", found, language))


def notice(found: UsersForm | None, kind: Notice, language: str) -> Response:
    """Why there is nothing to answer here, and what to do. A day that is still to come is not said of what was closed before it."""
    is_over = found is not None and found.until is not None and found.today(datetime.now(UTC)) > found.until
    until = long_date(found.until, "en" if language == "en" else "id") if found and found.until and is_over else ""
    return _answer(_render("notice.html", found, language, kind=kind, until=until), status=STATUS.get(kind, 200))


def aspects(found: UsersForm, language: str) -> tuple[ShownAspect, ...]:
    """The statements by aspect, numbered through as a reader counts them."""
    shown, number = [], 0
    for aspect in found.edition.user_aspects:
        statements = []
        for question in found.form.questions_of(aspect.number):
            number += 1
            statements.append(ShownStatement(number, question.code, english_performance.statement(question.text, language)))
        if statements:
            shown.append(ShownAspect(english_performance.aspect(aspect.name, language), tuple(statements)))
    return tuple(shown)


def _form(found: UsersForm, language: str, typed: MultiDict[str, str], form_id: str, **context: Any) -> str:
    return _render(
        "form.html",
        found,
        language,
        aspects=aspects(found, language),
        words=list(zip(SCORES, english_performance.score_words(language), strict=True)),
        do_not_know=DO_NOT_KNOW,
        typed=typed,
        form_id=form_id,
        longest=LONGEST_SUGGESTION,
        **context,
    )


def _explained(found: UsersForm, language: str, faults: tuple[UsersFault, ...]) -> tuple[ShownUsersFault, ...]:
    numbers = {each.code: each.number for aspect in aspects(found, language) for each in aspect.statements}
    return tuple(ShownUsersFault(each.field, _anchor(each, numbers), _sentence(each, numbers)) for each in faults)


def _anchor(fault: UsersFault, numbers: dict[str, int]) -> str:
    """The first control of the statement: a group of radio buttons has no place of its own to go to."""
    return f"{fault.field}-0" if fault.field in numbers else fault.field or f"{next(iter(numbers))}-0"


def _sentence(fault: UsersFault, numbers: dict[str, int]) -> str:
    if fault.field == SUGGESTION:
        return _("Saran Anda terlalu panjang. Ringkaslah menjadi paling banyak 2.000 huruf.")
    if fault.code == NOTHING_KNOWN:
        return _("Nilailah paling sedikit satu pernyataan.")
    number = numbers[fault.field]
    if fault.code == MISSING:
        return _("Pernyataan %(number)s belum dinilai.", number=number)
    return _("Nilai pernyataan %(number)s tidak dikenal. Pilih salah satu yang ada.", number=number)


def _render(template: str, found: UsersForm | None, language: str, **context: Any) -> str:
    """Without the context of the other pages: these belong to no account."""
    emblem = _emblem_url(found)
    with force_locale(language):
        return current_app.jinja_env.get_template(f"performance_users/public/{template}").render(
            point=found,
            language=language,
            style_url=answering_style.address(found.accent if found else None),
            icon_url=emblem or url_for("static", filename="icon.svg"),
            emblem_url=emblem,
            **context,
        )


def _emblem_url(found: UsersForm | None) -> str | None:
    if found is None or not found.emblem_key or found.tenant_state != "active":
        return None
    return url_for("emblem.small", tenant_slug=found.tenant_slug, version=version_of(found.emblem_key))


def _answer(html: str, *, status: int = 200) -> Response:
    answer_for_everybody()
    response = Response(html, status=status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response
