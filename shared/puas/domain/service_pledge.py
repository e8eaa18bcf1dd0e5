"""The maklumat pelayanan of an agency: a promise to serve by its standards, signed by its head and shown to everyone.

The sentences proposed are those commonly seen on walls of offices; that a rule prescribes them was not seen, so they are a proposal.
"""

from datetime import date

LONGEST_BODY = 2_000
LONGEST_NAME = 200
LONGEST_PLACE = 80

PROPOSED = (
    "Dengan ini, kami menyatakan sanggup menyelenggarakan pelayanan sesuai standar pelayanan yang telah ditetapkan, dan apabila"
    " tidak menepati janji ini, kami siap menerima sanksi sesuai peraturan perundang-undangan yang berlaku."
)


def pledge_paragraphs(body: str) -> tuple[str, ...]:
    """The paragraphs of a pledge; each line is one."""
    lines = (" ".join(line.split()) for line in body.replace("\x00", " ").replace("\r", "\n").split("\n"))
    return tuple(line for line in lines if line)


def pledge_fault(*, body: str, dated_on: date | None, place: str, name: str, position: str, today: date) -> tuple[str, str] | None:
    """Field and reason of the first thing wrong with a pledge; None where it may be put in force."""
    if not pledge_paragraphs(body):
        return "body", "missing"
    if len(body) > LONGEST_BODY:
        return "body", "too-long"
    for field, words, most in (
        ("signatory_name", name, LONGEST_NAME), ("signatory_position", position, LONGEST_NAME), ("place", place, LONGEST_PLACE),
    ):  # fmt: skip
        if not words.strip() and field != "place":
            return field, "missing"
        if len(words) > most:
            return field, "too-long"
    if dated_on is None:
        return "dated_on", "missing"
    return ("dated_on", "in-future") if dated_on > today else None
