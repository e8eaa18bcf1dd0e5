"""The outlines of a SKM report in use: chapters and sections of each form, and which text of a person stands in each.

Both are filled from the same snapshot, so they differ in order and titles, never in a number. (Outlines of the report
templates of 2021-2023 and of 2024-2025 under PermenPANRB 14/2017.)
"""

from collections.abc import Mapping
from dataclasses import dataclass

from puas.domain.report_snapshot import FIVE_CHAPTERS, FOUR_CHAPTERS, TEXT_SECTIONS


@dataclass(frozen=True, slots=True)
class FormSection:
    """A section with the texts that stand in it one after the other; without a title it is the whole chapter."""

    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormChapter:
    """A chapter (BAB) with its sections in order."""

    title: str
    sections: tuple[FormSection, ...]


@dataclass(frozen=True, slots=True)
class ReportForm:
    """One outline. `annexes` come in this order; `profile_list` names the category lists it prints (empty: the finest)."""

    id: str
    years: str
    chapters: tuple[FormChapter, ...]
    annexes: tuple[str, ...]
    profile_list: str

    def text_sections(self) -> dict[str, str]:
        """The texts this form prints, by slug and in its order, with the titles people know them by."""
        found: dict[str, str] = {}
        for section in (section for chapter in self.chapters for section in chapter.sections):
            alone = len(section.texts) == 1
            found |= {text: (alone and section.title) or TEXT_SECTIONS[text] for text in section.texts}
        if LOOK_BACK in self.annexes:
            found[_LOOK_BACK_TEXT] = TEXT_SECTIONS[_LOOK_BACK_TEXT]
        return found


QUESTIONNAIRE = "questionnaire"
PROCESSING = "processing"
DOCUMENTATION = "documentation"
LOOK_BACK = "look-back"
ANNEX_TITLES: Mapping[str, str] = {
    QUESTIONNAIRE: "Kuesioner",
    PROCESSING: "Hasil Pengolahan Data",
    DOCUMENTATION: "Dokumentasi",
    LOOK_BACK: "Laporan Hasil Tindak Lanjut SKM Periode Sebelumnya",
}
"""The annexes a form may have. Documentation is left out where there are no photographs."""

_LOOK_BACK_TEXT = "tindak_lanjut_sebelumnya"


def _section(text: str, title: str = "") -> FormSection:
    return FormSection(title or TEXT_SECTIONS[text], (text,))


_FOUR = ReportForm(
    FOUR_CHAPTERS,
    "2024–2025",
    (
        FormChapter(
            "Pendahuluan",
            (
                _section("latar_belakang"),
                _section("tujuan_manfaat"),
                _section("metode"),
                _section("waktu"),
                _section("penentuan_responden"),
            ),
        ),
        FormChapter(
            "Analisis Data SKM",
            (
                _section("analisis_responden"),
                _section("analisis_layanan"),
                FormSection("Analisis Masalah dan Rencana Tindak Lanjut", ("analisis_masalah", "rencana_tindak_lanjut")),
                _section("tren", "Tren Nilai SKM (5 Tahun Terakhir)"),
            ),
        ),
        FormChapter("Hasil Tindak Lanjut SKM Periode Sebelumnya", (FormSection("", (_LOOK_BACK_TEXT,)),)),
        FormChapter("Kesimpulan", (_section("kesimpulan"), _section("saran"))),
    ),
    (QUESTIONNAIRE, DOCUMENTATION, PROCESSING),
    "",
)

_FIVE = ReportForm(
    FIVE_CHAPTERS,
    "2021–2023",
    (
        FormChapter(
            "Pendahuluan",
            (
                _section("latar_belakang"),
                _section("dasar_pelaksanaan"),
                _section("tujuan_manfaat", "Maksud dan Tujuan"),
            ),
        ),
        FormChapter(
            "Pengumpulan Data SKM",
            (
                _section("pelaksana"),
                _section("metode"),
                _section("lokasi"),
                _section("waktu"),
                _section("penentuan_responden"),
            ),
        ),
        FormChapter(
            "Hasil Pengolahan Data SKM",
            (
                _section("analisis_responden", "Jumlah Responden SKM"),
                _section("analisis_layanan", "Indeks Kepuasan Masyarakat Unit Layanan dan per Unsur Layanan"),
            ),
        ),
        FormChapter(
            "Analisis Hasil SKM",
            (
                _section("analisis_masalah", "Analisis Permasalahan/Kelemahan dan Kelebihan Unsur Layanan"),
                _section("rencana_tindak_lanjut"),
                _section("tren"),
            ),
        ),
        FormChapter("Kesimpulan", (FormSection("", ("kesimpulan", "saran")),)),
    ),
    (QUESTIONNAIRE, PROCESSING, DOCUMENTATION, LOOK_BACK),
    "report-2021",
)

REPORT_FORMS: Mapping[str, ReportForm] = {form.id: form for form in (_FOUR, _FIVE)}


def report_form(form_id: str) -> ReportForm:
    """The outline with this id."""
    return REPORT_FORMS[form_id]
