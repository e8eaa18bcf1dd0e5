"""What a requested document is rendered from: frozen with the request, so that a retry renders the very same pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from puas.domain.canonical_json import from_plain, parse_json, to_canonical_json
from puas.domain.report_snapshot import ReportSnapshot, in_present_format
from puas.domain.result_snapshot import FourCounts, ResultSnapshot

SKM_REPORT = "skm_report"
STICKER_SHEET = "sticker_sheet"
POSTER = "poster"
REGENCY_RECAP = "regency_recap"
REGENCY_BRIEF = "regency_brief"
EVALUATION_SLIDES = "evaluation_slides"
RESULT_BANNER = "result_banner"
RESULT_POSTER = "result_poster"
REPORT_BUNDLE = "report_bundle"
PROVINCE_RECAP = "province_recap"
PROVINCE_BRIEF = "province_brief"
PROVINCE_SLIDES = "province_slides"
PROVINCE_FIGURES = "province_figures"
OFFICIAL_LETTER = "official_letter"
CERTIFICATE = "certificate"
REPORT_CARD = "report_card"
PROVINCE_READINGS = "province_readings"
COMPLIANCE_RECORD = "compliance_record"
PERFORMANCE_RECORD = "performance_assessment"
MALL_RESULTS = "mall_results"
PROCEDURE_EVALUATION = "procedure_evaluation"
TRAINING_SLIDES = "training_slides"
TRAINING_HANDBOOK = "training_handbook"
TRAINING_WORKSHEETS = "training_worksheets"
TRAINING_POSTERS = "training_posters"
TRAINING_GUIDE = "training_guide"
TRAINING_CARDS = "training_cards"
TRAINING_KIT = "training_kit"
SERVICE_STANDARDS = "service_standards"
SERVICE_SHEET = "service_sheet"
SERVICE_PLEDGE = "service_pledge"
INNOVATION_PROPOSAL = "innovation_proposal"
MINIMUM_SERVICE_RECORD = "minimum_service_record"
COMPLAINT_RECORD = "complaint_record"

FORMATS_OF: Mapping[str, tuple[str, ...]] = {
    SKM_REPORT: ("pdf", "docx", "xlsx"),
    STICKER_SHEET: ("pdf",),
    POSTER: ("pdf",),
    REGENCY_RECAP: ("pdf", "docx", "xlsx"),
    REGENCY_BRIEF: ("pdf", "docx"),
    EVALUATION_SLIDES: ("pptx",),
    # For the wall in two sizes of paper and for a screen, each to print and as a picture.
    RESULT_BANNER: ("banner-a4.pdf", "banner-a4.png", "banner-a3.pdf", "banner-a3.png", "square.pdf", "square.png"),
    REPORT_BUNDLE: ("zip",),
    RESULT_POSTER: ("poster-a4.pdf", "poster-a4.png", "poster-a3.pdf", "poster-a3.png"),
    PROVINCE_RECAP: ("pdf", "docx", "xlsx"),
    PROVINCE_BRIEF: ("pdf", "docx"),
    PROVINCE_SLIDES: ("pptx",),
    PROVINCE_FIGURES: ("xlsx", "csv"),
    OFFICIAL_LETTER: ("pdf", "docx"),
    CERTIFICATE: ("pdf",),
    REPORT_CARD: ("pdf", "docx"),
    PROVINCE_READINGS: ("xlsx",),
    TRAINING_SLIDES: ("pptx",),
    TRAINING_HANDBOOK: ("pdf", "docx"),
    # For those who practise, and with every answer for those who teach.
    TRAINING_WORKSHEETS: ("peserta.xlsx", "pelatih.xlsx"),
    TRAINING_POSTERS: ("a4.pdf", "a3.pdf"),
    TRAINING_GUIDE: ("pdf", "docx"),
    TRAINING_CARDS: ("pdf",),
    TRAINING_KIT: ("zip",),
    SERVICE_STANDARDS: ("pdf", "docx"),
    SERVICE_SHEET: ("a4.pdf", "a4.png", "a3.pdf", "a3.png"),
    SERVICE_PLEDGE: ("a4.pdf", "a3.pdf"),
    INNOVATION_PROPOSAL: ("pdf", "docx"),
    MINIMUM_SERVICE_RECORD: ("pdf", "docx"),
    COMPLAINT_RECORD: ("pdf", "docx", "xlsx"),
    COMPLIANCE_RECORD: ("pdf", "docx"),
    PERFORMANCE_RECORD: ("pdf", "docx", "xlsx"),
    MALL_RESULTS: ("pdf", "docx", "xlsx"),
    PROCEDURE_EVALUATION: ("pdf", "docx", "xlsx"),
}
"""The formats each document comes in, in the order they are rendered."""

RECAP_DOCUMENTS = frozenset({REGENCY_RECAP, REGENCY_BRIEF, EVALUATION_SLIDES})
"""Those about a whole regency, each rendered from its recap."""

PROVINCE_DOCUMENTS = frozenset({PROVINCE_RECAP, PROVINCE_BRIEF, PROVINCE_SLIDES, PROVINCE_FIGURES})
"""Those about a whole province, each rendered from what its regencies published."""

SHORT_DOCUMENTS = frozenset({PROVINCE_BRIEF, PROVINCE_SLIDES})
"""Those with a record inside that print the index and a choice of the other figures."""

TRAINING_DOCUMENTS = (
    TRAINING_SLIDES, TRAINING_GUIDE, TRAINING_HANDBOOK, TRAINING_WORKSHEETS, TRAINING_POSTERS, TRAINING_CARDS, TRAINING_KIT,
)  # fmt: skip
"""Those made for a training session, in the order a trainer needs them."""

FILED_DOCUMENTS = frozenset(
    {
        PERFORMANCE_RECORD,
        INNOVATION_PROPOSAL,
        MINIMUM_SERVICE_RECORD,
        COMPLAINT_RECORD,
        COMPLIANCE_RECORD,
        REPORT_CARD,
        SERVICE_STANDARDS,
        SERVICE_PLEDGE,
        MALL_RESULTS,
        PROCEDURE_EVALUATION,
    }
)
"""Those a register makes for filing; an official signs them."""

KEPT_FOR_GOOD = frozenset({OFFICIAL_LETTER, CERTIFICATE})
"""Those whose files never expire: they were handed to somebody, and nobody can ask for the same one anew."""

SIGNED_DOCUMENTS = FILED_DOCUMENTS | {SKM_REPORT, REGENCY_RECAP, REGENCY_BRIEF, PROVINCE_RECAP, PROVINCE_BRIEF, OFFICIAL_LETTER}
"""Those an official signs; a version that came back signed is kept beside ours."""


def twin_key_of(document: str, year: int, part: str) -> str:
    """Requests for the same document over the same scope are the same request while one of them runs."""
    return f"{document}:{year}:{part}"


MOST_ANSWERS = 20_000
"""Above this a sheet of answers is an export of its own, not part of a report that must be ready in seconds."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One counted answer for the sheet of data: no name, no id, the day but not the hour.

    `service` is the id of the service; `scores` stand in the rule's body order.
    """

    service: str
    answered_on: date
    gender: str
    age: int | None
    education: str
    occupation: str
    disability: str
    scores: tuple[int | None, ...]
    suggestion: str


@dataclass(frozen=True, slots=True)
class SkmReportSource:
    """A report and the answers behind it. The answers are empty once retention has erased them."""

    report: ReportSnapshot
    answers: tuple[AnswerRow, ...]

    def without_answers(self) -> "SkmReportSource":
        """What is kept once the files are made: enough to verify them, without a copy of the answers."""
        return SkmReportSource(self.report, ())

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "SkmReportSource":
        """Read a source, also one of the first format; raises UnreadableRecord when it is none."""
        data = parse_json(text)
        if isinstance(data, dict) and "report" in data:
            data = {**data, "report": in_present_format(data["report"])}
        return from_plain(cls, data)


@dataclass(frozen=True, slots=True)
class PrintedPoint:
    """A collection point as it hangs on the wall. Without `service` the form asks for it."""

    code: str
    url: str
    service: str
    place: str


@dataclass(frozen=True, slots=True)
class PointsSource:
    """A sheet of stickers or a set of posters for one agency."""

    document_id: str
    government: str
    agency: str
    accent_colour: str
    emblem_file: str | None
    sample_data: bool
    points: tuple[PrintedPoint, ...]

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "PointsSource":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))


def answers_fit(result: ResultSnapshot, answers: tuple[AnswerRow, ...], order: tuple[str, ...]) -> bool:
    """Whether the answers at hand are exactly those the frozen counts were made of.

    After an erasure, a release from quarantine or an import they no longer are, and then a sheet of data would contradict
    the index beside it.
    """
    return all(_counts(answers, unit.id, order) == dict(unit.counts) for unit in result.units) and len(answers) == sum(
        unit.respondents for unit in result.units
    )


def _counts(answers: tuple[AnswerRow, ...], service: str, order: tuple[str, ...]) -> dict[str, FourCounts]:
    own = [row.scores for row in answers if row.service == service]
    counted: dict[str, FourCounts] = {}
    for position, slug in enumerate(order):
        given = [scores[position] for scores in own]
        counted[slug] = (given.count(1), given.count(2), given.count(3), given.count(4))
    return counted
