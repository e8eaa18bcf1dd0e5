"""How the nine categories of performance look: each with its letter, and marks borrowed from the survey's four letters."""

from dataclasses import replace

from puas.presentation.grades import GradeLook, grade_look

# What of four marks a category wears; letter and words always stand beside it.
_WORN = {"A": "A", "A-": "A", "B": "B", "B-": "B", "C": "C", "C-": "C", "D": "D", "E": "D", "F": "D"}
_TAGS = {"A": "good", "A-": "good", "B": "plain", "B-": "plain", "C": "warn", "C-": "warn", "D": "bad", "E": "bad", "F": "bad"}


def category_look(letter: str) -> GradeLook:
    """The look of a category; of none, a grey ring."""
    return replace(grade_look(_WORN[letter]), letter=letter) if letter in _WORN else grade_look(None)


def category_tag(letter: str) -> str:
    """The kind of tag a category is shown in: good, plain, warn or bad."""
    return _TAGS.get(letter, "plain")
