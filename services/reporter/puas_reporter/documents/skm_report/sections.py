"""What stands in each section of a report: the text a person wrote or left as drafted, with the tables that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from puas.domain.report_forms import FormChapter, FormSection, ReportForm
from puas.domain.report_snapshot import FIVE_CHAPTERS, ReportSnapshot
from puas.presentation.dates import date_range
from puas.presentation.numbers import roman
from puas_reporter.documents.blocks import Block, Heading, Paragraph
from puas_reporter.documents.skm_report.collection import sample_table, timetable
from puas_reporter.documents.skm_report.index_tables import index_blocks, key_figures
from puas_reporter.documents.skm_report.look_back import look_back
from puas_reporter.documents.skm_report.problems import extremes, plan, suggestions
from puas_reporter.documents.skm_report.respondents import profile
from puas_reporter.documents.skm_report.trend import trend
from puas_reporter.documents.skm_report.wording import with_table, written_text


class Sections:
    """Writes the chapters of one report in the order of its form."""

    def __init__(self, report: ReportSnapshot, form: ReportForm, pictures: Mapping[str, bytes]) -> None:
        self._report = report
        self._form = form
        self._pictures = pictures
        self._writers: Mapping[str, Callable[[], list[Block]]] = {
            "waktu": self._time,
            "penentuan_responden": lambda: with_table(written_text(report, "penentuan_responden"), sample_table(report)),
            "analisis_responden": lambda: [*self._text("analisis_responden"), *profile(report, form)],
            "analisis_layanan": lambda: [*self._text("analisis_layanan"), *index_blocks(report.result)],
            "analisis_masalah": lambda: [*extremes(report.result), *self._text("analisis_masalah"), *suggestions(report)],
            "rencana_tindak_lanjut": lambda: plan(report, form),
            "tren": lambda: trend(report),
            "tindak_lanjut_sebelumnya": lambda: look_back(report, pictures),
        }

    def chapters(self) -> list[Block]:
        """All chapters, numbered."""
        written: list[Block] = []
        for number, chapter in enumerate(self._form.chapters, start=1):
            written += [Heading(chapter.title, 1, roman(number)), *self._chapter(number, chapter)]
        return written

    def _chapter(self, number: int, chapter: FormChapter) -> list[Block]:
        first = chapter.sections[0].texts[0]
        written: list[Block] = [key_figures(self._report)] if first == "analisis_responden" else []
        for place, section in enumerate(chapter.sections, start=1):
            written += self._section(f"{number}.{place}", section)
        return written

    def _section(self, number: str, section: FormSection) -> list[Block]:
        heading: list[Block] = [Heading(section.title, 2, number)] if section.title else []
        return heading + [block for text in section.texts for block in self._written(text)]

    def _written(self, text: str) -> list[Block]:
        writer = self._writers.get(text)
        return writer() if writer else self._text(text)

    def _text(self, section: str) -> list[Block]:
        return [*written_text(self._report, section)]

    def _time(self) -> list[Block]:
        period = self._report.result.period
        when = date_range(period.starts_on, period.ends_on)
        said = written_text(self._report, "waktu") or [Paragraph(f"Pengumpulan data dilaksanakan pada {when}.")]
        if self._form.id != FIVE_CHAPTERS:
            return [*said]
        return with_table(said, timetable(self._report))
