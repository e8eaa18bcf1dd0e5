"""What a reviewer may remark on: the chapters of the report's own form, its annexes, or the report as a whole."""

from dataclasses import dataclass

from puas.domain.report_forms import REPORT_FORMS, report_form
from puas.domain.submission_workflow import GENERAL

ANNEXES = "annexes"
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")

LONGEST_REMARK = 2_000


@dataclass(frozen=True, slots=True)
class ReviewChapter:
    """A place for a remark. The key names form and chapter, so that a remark keeps its place when the tenant changes its form."""

    key: str
    title: str


def chapter_key(form_id: str, place: int | str) -> str:
    """The key of a chapter by its number from one, or of the annexes."""
    return f"{form_id}/{place}"


def chapter_title(number: int, title: str) -> str:
    """ "Bab II: Analisis Data SKM"."""
    return f"Bab {NUMERALS[number - 1]}: {title}"


def chapters_of(form_id: str) -> tuple[ReviewChapter, ...]:
    """Every place for a remark in a report of this form, in its order; the report as a whole comes first."""
    chapters = enumerate(report_form(form_id).chapters, start=1)
    return (
        ReviewChapter(GENERAL, "Seluruh laporan"),
        *(ReviewChapter(chapter_key(form_id, number), chapter_title(number, each.title)) for number, each in chapters),
        ReviewChapter(chapter_key(form_id, ANNEXES), "Lampiran"),
    )


def chapter_name(key: str) -> str:
    """The place of a remark in words, whatever form the report had; of an unknown key the report as a whole."""
    known = {each.key: each.title for form_id in REPORT_FORMS for each in chapters_of(form_id)}
    return known.get(key, known[GENERAL])


def chapter_of_text(form_id: str, section: str) -> str:
    """The chapter a text is printed in, as "Bab III", or "Lampiran"; empty where the form does not print it."""
    form = report_form(form_id)
    for number, chapter in enumerate(form.chapters, start=1):
        if any(section in each.texts for each in chapter.sections):
            return f"Bab {NUMERALS[number - 1]}"
    return "Lampiran" if section in form.text_sections() else ""
