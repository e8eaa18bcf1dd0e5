"""What makes a filled form acceptable: scores 1 to 4 or blank, profile answers from the edition's lists.

Used by the form, by paper entry, by imports and by the API alike. Every fault names its field and a code; the words for
a code belong to whoever talks to the person.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from puas.domain.regulation.edition import Edition
from puas.domain.tally import SCORES

NOT_A_SCORE = "not_a_score"
MISSING_SCORE = "missing_score"
NOTHING_ANSWERED = "nothing_answered"
UNKNOWN_FIELD = "unknown_field"
UNKNOWN_CATEGORY = "unknown_category"
NOT_AN_AGE = "not_an_age"
SUGGESTION_TOO_LONG = "suggestion_too_long"

YOUNGEST, OLDEST = 5, 120
LONGEST_SUGGESTION = 2000

_CATEGORY_FIELDS = ("gender", "education", "occupation", "disability")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; `field` is a slug of an unsur or a profile field, `given` what was typed."""

    field: str
    code: str
    given: str = ""


class UnacceptableResponse(ValueError):
    """A response with faults, all of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(f"{fault.field}: {fault.code}" for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class CheckedResponse:
    """A response as it is stored: every unsur of the edition, None where blank; profile slugs, None where not said."""

    scores: Mapping[str, int | None]
    gender: str | None
    age: int | None
    education: str | None
    occupation: str | None
    disability: str | None
    suggestion: str | None


def check_response(
    edition: Edition,
    *,
    scores: Mapping[str, object],
    profile: Mapping[str, object] | None = None,
    suggestion: str = "",
    every_unsur: bool = False,
) -> CheckedResponse:
    """Accept a response or raise with every fault. `every_unsur` refuses blanks, as the screen form does."""
    given = profile or {}
    faults: list[Fault] = []
    checked = _check_scores(edition, scores, every_unsur, faults)
    categories = {name: _check_category(edition, name, given.get(name), faults) for name in _CATEGORY_FIELDS}
    age = _check_age(given.get("age"), faults)
    faults.extend(
        Fault(name, UNKNOWN_FIELD) for name in given if name != "age" and name not in _CATEGORY_FIELDS
    )
    words = clean_suggestion(suggestion)
    if len(words) > LONGEST_SUGGESTION:
        faults.append(Fault("suggestion", SUGGESTION_TOO_LONG, str(len(words))))
    if faults:
        raise UnacceptableResponse(tuple(faults))
    return CheckedResponse(scores=checked, age=age, suggestion=words or None, **categories)


def read_score(value: object) -> int | None:
    """A score from a form, a cell or JSON: None for a blank; ValueError for anything but 1, 2, 3 and 4."""
    if value is None:
        return None
    text = str(value).strip()
    if not text:
        return None
    if len(text) == 1 and text.isascii() and text.isdigit() and int(text) in SCORES:
        return int(text)
    raise ValueError(f"not a score: {text!r}")


def clean_suggestion(text: str) -> str:
    """A respondent's words without control characters; line breaks stay, and nothing else is touched."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        character for character in lines if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
    )
    return "".join(kept).strip()


def age_group(edition: Edition, age: int | None) -> str | None:
    """The age group a response is tallied under; None when the age was not said."""
    return None if age is None else edition.age_group_of(age)


def _check_scores(
    edition: Edition, scores: Mapping[str, object], every_unsur: bool, faults: list[Fault]
) -> dict[str, int | None]:
    known = edition.slugs()
    faults.extend(Fault(name, UNKNOWN_FIELD) for name in scores if name not in known)
    checked: dict[str, int | None] = {}
    unreadable = False
    for slug in known:
        try:
            checked[slug] = read_score(scores.get(slug))
        except ValueError:
            unreadable = True
            checked[slug] = None
            faults.append(Fault(slug, NOT_A_SCORE, str(scores.get(slug))[:40]))
            continue
        if every_unsur and checked[slug] is None:
            faults.append(Fault(slug, MISSING_SCORE))
    if not every_unsur and not unreadable and all(score is None for score in checked.values()):
        faults.append(Fault("scores", NOTHING_ANSWERED))
    return checked


def _check_category(edition: Edition, name: str, value: object, faults: list[Fault]) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str) and value in edition.profile_question(name).slugs():
        return value
    faults.append(Fault(name, UNKNOWN_CATEGORY, str(value)[:40]))
    return None


def _check_age(value: object, faults: list[Fault]) -> int | None:
    if value is None or value == "":
        return None
    text = str(value).strip()
    if not isinstance(value, bool) and text.isascii() and text.isdigit() and len(text) <= 3:
        if YOUNGEST <= int(text) <= OLDEST:
            return int(text)
    faults.append(Fault("age", NOT_AN_AGE, text[:40]))
    return None
