"""Turns of phrase the drafts have in common."""

from puas.domain.comparison import SAME, UP, Change
from puas.domain.printed_numbers import comma, listed
from puas.domain.regulation.edition import NOT_STATED
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import IndexFigures, ProfileTable, ResultSnapshot, UnsurFigures


def paragraphs(*parts: str) -> str:
    """Paragraphs with a blank line between them."""
    return "\n\n".join(parts)


def who(result: ResultSnapshot) -> str:
    """Whose report it is."""
    return result.agency.name if result.agency else result.tenant.name


def name_of(result: ResultSnapshot, unsur: UnsurFigures) -> str:
    """An unsur as the rule prints it."""
    return edition(result.edition_id).unsur_named(unsur.slug).name


def value_of(unsur: UnsurFigures) -> str:
    """NIK and letter of an unsur."""
    return "–" if unsur.nik is None else f"{comma(unsur.nik)}, mutu {unsur.mutu}"


def named_value(result: ResultSnapshot, unsur: UnsurFigures) -> str:
    """An unsur with NIK and letter."""
    return f"{name_of(result, unsur)} ({value_of(unsur)})"


def short_index(index: IndexFigures) -> str:
    """An index with its letter."""
    return "–" if index.nik is None else f"{comma(index.nik)}, mutu {index.mutu}"


def index_words(index: IndexFigures) -> str:
    """An index with letter and predikat, in words."""
    return "–" if index.nik is None else f"{comma(index.nik)} dengan mutu {index.mutu} ({index.predikat})"


def no_index(result: ResultSnapshot) -> str:
    """Why there is no index."""
    if result.index.reason_unsur:
        names = edition(result.edition_id)
        unsur = listed([names.unsur_named(slug).name for slug in result.index.reason_unsur])
        return f"Indeks belum dapat dihitung karena tidak seorang pun menjawab unsur {unsur}."
    return "Indeks belum dapat dihitung karena belum ada jawaban yang masuk."


def by_size(table: ProfileTable) -> list[tuple[str, int]]:
    """The stated groups of a table, the largest first."""
    stated = [(row.label, row.respondents) for row in table.rows if row.slug != NOT_STATED and row.respondents]
    return sorted(stated, key=lambda row: -row[1])


def step_words(step: Change) -> str:
    """A step of a trend: "naik 0,87 dari"."""
    if step.direction == SAME:
        return "sama dengan"
    return f"{'naik' if step.direction == UP else 'turun'} {comma(abs(step.amount))} dari"


def moved(step: Change) -> str:
    """A change: "meningkat 0,87"."""
    if step.direction == SAME:
        return "tidak berubah"
    return f"{'meningkat' if step.direction == UP else 'menurun'} {comma(abs(step.amount))}"
