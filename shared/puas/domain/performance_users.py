"""Form F-03: what users of a service say of it, 0 to 5 on each statement, without a name and on one page.

The statements are the rule's, as they were seen. The words of the six scores are ours: no text of the form that was seen names
them. So is what is done with statements a user cannot judge: "tidak tahu" is no score and leaves the mean of that statement alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from puas.domain.regulation.performance_edition import UNVERIFIED, Basis, PerformanceForm
from puas.domain.response_checks import LONGEST_SUGGESTION, clean_suggestion
from puas.domain.service_performance import SCORES

SCORE_WORDS = ("Sangat tidak setuju", "Tidak setuju", "Kurang setuju", "Cukup setuju", "Setuju", "Sangat setuju")
"""What the scores 0 to 5 of a statement say."""

WORDS_BASIS = Basis(
    UNVERIFIED, "kebijakan Puas", "Kata untuk nilai 0 sampai 5 adalah susunan Puas; formulir yang kami lihat tidak menyebutnya."
)

DO_NOT_KNOW = "-"
"""What the form sends for "tidak tahu atau tidak memakai"."""

SEEN_RESPONDENTS = (10, 20)
RESPONDENTS_BASIS = Basis(
    UNVERIFIED, "praktik 2022", "Pada 2022 terlihat 10 sampai 20 pengguna per unit; jumlah wajibnya tidak kami ketahui."
)

SMALL_GROUP = 10
"""Below this many respondents figures are shown with a warning, and to nobody outside of the tenant."""

MOST_TARGET = 1_000
MOST_ANSWERS = 5_000
"""More than this one code takes in are no users of one unit."""

MISSING, NOT_A_SCORE, NOTHING_KNOWN, TOO_LONG = "missing", "not-a-score", "nothing-known", "too-long"
SUGGESTION = "suggestion"


@dataclass(frozen=True, slots=True)
class UsersFault:
    """One thing that is wrong; `field` is the code of a statement, the suggestion, or empty for the whole form."""

    field: str
    code: str


@dataclass(frozen=True, slots=True)
class CheckedUsersForm:
    """A form as it is stored: scores by code of the statement, without those the user could not judge."""

    scores: Mapping[str, int]
    suggestion: str


class UnacceptableUsersForm(ValueError):
    """A form with faults, all of them."""

    def __init__(self, faults: tuple[UsersFault, ...]) -> None:
        super().__init__(", ".join(f"{fault.field}: {fault.code}" for fault in faults))
        self.faults = faults


def check_users_form(form: PerformanceForm, typed: Mapping[str, str], suggestion: str = "") -> CheckedUsersForm:
    """Accept a form or raise with every fault. Each statement needs an answer, if only that one does not know."""
    faults: list[UsersFault] = []
    scores: dict[str, int] = {}
    known = {str(score): score for score in SCORES}
    for question in form.questions:
        given = typed.get(question.code, "")
        if given in known:
            scores[question.code] = known[given]
        elif given != DO_NOT_KNOW:
            faults.append(UsersFault(question.code, MISSING if not given else NOT_A_SCORE))
    words = clean_suggestion(suggestion)
    if len(words) > LONGEST_SUGGESTION:
        faults.append(UsersFault(SUGGESTION, TOO_LONG))
    if not faults and not scores:
        faults.append(UsersFault("", NOTHING_KNOWN))
    if faults:
        raise UnacceptableUsersForm(tuple(faults))
    return CheckedUsersForm(scores, words)
