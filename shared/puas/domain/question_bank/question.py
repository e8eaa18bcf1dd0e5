"""What a question of the test is made of."""

from __future__ import annotations

from dataclasses import dataclass

RULE = "PermenPANRB 14/2017"


@dataclass(frozen=True, slots=True)
class Question:
    """A question with one right answer. `topic` is one of `curricula.TOPICS`; `right` stands first in `options` of the source.

    `why` explains the right answer and is shown after the test; `source` says where it stands, empty for practice of Puas.
    """

    key: str
    topic: str
    text: str
    right: str
    wrong: tuple[str, str, str]
    why: str
    source: str = ""

    @property
    def options(self) -> dict[str, str]:
        """Answers by the key they are stored under."""
        return dict(zip("abcd", (self.right, *self.wrong), strict=True))


RIGHT = "a"
"""Key of the right answer. It never leaves the server: pages send the place of an option in the order it was shown."""
