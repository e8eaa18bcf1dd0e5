"""How a zone of the Ombudsman looks: the word always, and the shape and fill of a letter of the survey beside it."""

from puas.presentation.grades import GradeLook, grade_look

_LETTERS = {"hijau": "A", "kuning": "C", "merah": "D"}

# The class of a tag on a page; a year without a scale has a plain one.
_TAGS = {"hijau": "good", "kuning": "warn", "merah": "bad"}


def zone_look(zone: str) -> GradeLook:
    """Fill and shape; of no zone, a grey ring."""
    return grade_look(_LETTERS.get(zone))


def zone_tag(zone: str) -> str:
    """The kind of tag."""
    return _TAGS.get(zone, "plain")
