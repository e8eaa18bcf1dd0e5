"""The annexes in the order of the form: questionnaire as printed, processing, photographs, look back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from puas.domain.document_source import AnswerRow
from puas.domain.regulation.edition import ProfileQuestion, Question
from puas.domain.regulation.registry import edition
from puas.domain.report_forms import ANNEX_TITLES, DOCUMENTATION, LOOK_BACK, PROCESSING, QUESTIONNAIRE, ReportForm
from puas.domain.report_snapshot import FIVE_CHAPTERS, ReportSnapshot
from puas.domain.result_snapshot import ResultSnapshot
from puas_reporter.documents.blocks import Block, Column, FactList, Heading, Paragraph, Photo, Table, Together, Turn
from puas_reporter.documents.skm_report.look_back import look_back
from puas_reporter.documents.skm_report.processing import processing

_QUESTION_COLUMNS = (Column("No", 5, "center"), Column("Pertanyaan dan jawaban (lingkari satu huruf)", 88), Column("P*)", 7, "center"))
_GAP = "\N{NO-BREAK SPACE}" * 2
_BOX = "□"
_DOTS = "………………………………………………………………………………………"
_NO_PHOTOS = "Tidak ada foto kegiatan yang dilampirkan pada laporan periode ini."


@dataclass(frozen=True, slots=True)
class AnnexMaterial:
    """What annexes need besides the report: pictures by storage key, and the answers if they are still there."""

    pictures: Mapping[str, bytes]
    answers: Sequence[AnswerRow]


def all_annexes(report: ReportSnapshot, form: ReportForm, material: AnnexMaterial) -> list[Block]:
    """Every annex of the form, numbered; after turned pages the paper is turned back."""
    makers: Mapping[str, Callable[[], list[Block]]] = {
        QUESTIONNAIRE: lambda: _questionnaire(report.result),
        PROCESSING: lambda: processing(report, material.answers),
        DOCUMENTATION: lambda: _documentation(report, material.pictures),
        LOOK_BACK: lambda: look_back(report, material.pictures),
    }
    written: list[Block] = []
    for number, annex in enumerate(_present(report, form, material), start=1):
        if _is_turned(written):
            written.append(Turn(landscape=False))
        written += [Heading(ANNEX_TITLES[annex], 1, str(number), label="LAMPIRAN"), *makers[annex]()]
    return written


def _present(report: ReportSnapshot, form: ReportForm, material: AnnexMaterial) -> list[str]:
    """The older form names its annexes by number, so one without photographs stays and says so."""
    photos = any(photo.file in material.pictures for photo in report.photos)
    return [annex for annex in form.annexes if annex != DOCUMENTATION or photos or form.id == FIVE_CHAPTERS]


def _is_turned(blocks: Sequence[Block]) -> bool:
    turns = [block for block in blocks if isinstance(block, Turn)]
    return bool(turns) and turns[-1].landscape


def _documentation(report: ReportSnapshot, pictures: Mapping[str, bytes]) -> list[Block]:
    photos = [Photo(each.caption, pictures[each.file]) for each in report.photos if each.file in pictures]
    return [*photos] or [Paragraph(_NO_PHOTOS)]


def _questionnaire(result: ResultSnapshot) -> list[Block]:
    """The form of the rule's annex as it is handed out on paper."""
    rule = edition(result.edition_id)
    unit = (result.agency.name if result.agency else result.tenant.name).upper()
    rows = tuple(
        (str(number), _question(rule.question_about(slug)), "")
        for number, slug in enumerate(rule.slugs("questionnaire"), start=1)
    )
    return [
        Paragraph(f"KUESIONER SURVEI KEPUASAN MASYARAKAT (SKM)\nPADA UNIT LAYANAN {unit}", strong=True, align="center"),
        FactList((("Tanggal dan jam survei", f"{_DOTS[:16]}   {_BOX} 08.00–12.00   {_BOX} 13.00–17.00"),), small=True),
        Paragraph("I. PROFIL", strong=True, align="left"),
        FactList((*(_profile_fact(question) for question in rule.profile), ("Jenis layanan yang diterima", _DOTS[:30])), small=True),
        Together((
            Paragraph("II. PENDAPAT RESPONDEN TENTANG PELAYANAN", strong=True, align="left"),
            Table(
                f"Pertanyaan dan pilihan jawaban menurut {rule.name}", _QUESTION_COLUMNS, rows,
                note="*) P = nilai pendapat responden, diisi petugas: a = 1, b = 2, c = 3, d = 4.", small=True,
            ),
            FactList((("III. SARAN DAN MASUKAN", _DOTS[:80]),), small=True),
        )),
    ]  # fmt: skip


def _question(question: Question) -> str:
    answers = (f"{letter}. {answer}".replace(" ", "\N{NO-BREAK SPACE}") for letter, answer in zip("abcd", question.answers, strict=True))
    return f"{question.text}\n{f'{_GAP} '.join(answers)}"


def _profile_fact(question: ProfileQuestion) -> tuple[str, str]:
    if question.dimension == "age_group":
        return question.label, "…… tahun"
    return question.label, "   ".join(f"{_BOX}\N{NO-BREAK SPACE}{category.label}" for category in question.categories)
