"""How far an assessment of performance is, and what its next step is."""

from dataclasses import dataclass

NAME_EVALUATORS = "name-evaluators"
FILL_SELF = "fill-self"
WAIT_FOR_EVALUATORS = "wait-for-evaluators"
ASK_USERS = "ask-users"
VALIDATE = "validate"
NOTHING = "nothing"

STEPS = (NAME_EVALUATORS, FILL_SELF, WAIT_FOR_EVALUATORS, ASK_USERS, VALIDATE, NOTHING)


@dataclass(frozen=True, slots=True)
class AssessmentProgress:
    """What is done: whether the unit sent F-01, how many evaluators there are and have sent, how many users answered."""

    is_open: bool
    self_sent: bool
    evaluators: int
    sent: int
    asks_users: bool
    answers: int

    @property
    def is_ready(self) -> bool:
        """Whether it can be validated. The unit's own form is wished for and not needed: it does not enter the index."""
        return self.is_open and 0 < self.evaluators == self.sent and (self.answers > 0 or not self.asks_users)

    @property
    def next_step(self) -> str:
        """The first thing that is missing, in the order the forms build on each other."""
        if not self.is_open:
            return NOTHING
        if not self.evaluators:
            return NAME_EVALUATORS
        if not self.self_sent and not self.is_ready:
            return FILL_SELF
        if self.sent < self.evaluators:
            return WAIT_FOR_EVALUATORS
        return ASK_USERS if self.asks_users and not self.answers else VALIDATE
