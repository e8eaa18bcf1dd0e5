"""What a report's figures allow its text to say: every value that may stand there, and the words that name its owner."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from puas.domain.proof_text import MONTHS, WrittenNumber
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import ReportSnapshot
from puas.domain.result_snapshot import IndexFigures, UnitResult, UnsurFigures

INDEX = "index"
UNSUR = "unsur"
SERVICE = "service"
PREVIOUS = "previous"
TARGET = "target"
TREND = "trend"

_ALIASES: Mapping[str, tuple[str, ...]] = {
    "persyaratan": ("persyaratan pelayanan", "persyaratan"),
    "prosedur": ("sistem,? mekanisme,? dan prosedur", "mekanisme dan prosedur", "prosedur pelayanan", "prosedur"),
    "waktu": ("waktu penyelesaian", "waktu pelayanan", "kecepatan waktu", "waktu"),
    "biaya": ("biaya ?/ ?tarif", "kewajaran biaya", "biaya", "tarif"),
    "produk": ("produk,? spesifikasi jenis pelayanan", "spesifikasi produk", "produk layanan", "produk pelayanan", "produk"),
    "kompetensi": ("kompetensi pelaksana", "kompetensi petugas", "kompetensi"),
    "perilaku": ("perilaku pelaksana", "perilaku petugas", "perilaku"),
    "pengaduan": ("penanganan pengaduan,? saran,? dan masukan", "penanganan pengaduan", "pengaduan"),
    "sarpras": ("sarana dan prasarana", "sarana prasarana", "sarpras", "sarana"),
}
_EVERYDAY = frozenset({"persyaratan", "prosedur", "waktu", "biaya", "tarif", "produk", "kompetensi", "perilaku", "pengaduan", "sarana"})
"""Names of unsur that are words of every day too: they count only where the sentence shows that the unsur is meant."""

_MAY_FOLLOW = "dan|dengan|sebesar|memperoleh|mendapat|yang|adalah|merupakan|menjadi|turun|naik|meningkat|menurun|masih|bermutu|serta"

_INDEX_WORDS = (
    r"IKM|Indeks Kepuasan Masyarakat|nilai SKM|nilai indeks|indeks|nilai konversi|nilai interval|hasil SKM|nilai survei|\bNIK\b|\bNI\b"
)
_PREVIOUS_WORDS = r"(?:periode|tahun|semester|triwulan|survei|SKM)(?: yang)? (?:sebelumnya|lalu)"


@dataclass(frozen=True, slots=True)
class Known:
    """A value that may be printed, with the letter it carries."""

    value: Decimal
    slack: Decimal
    mutu: str | None

    def fits(self, number: WrittenNumber) -> bool:
        """Whether a written number is this value, written with as many decimals or rounded to fewer."""
        if abs(number.value - self.value) > self.slack + 1:
            # No rounding reaches further; most pairs end here.
            return False
        step = Decimal(1).scaleb(-number.places)
        own = max(0, -int(self.value.as_tuple().exponent))
        tolerance = self.slack
        if number.places < own:
            tolerance += step / 2 + Decimal(1).scaleb(-own) / 2
        elif number.places > own:
            tolerance += Decimal(1).scaleb(-own) / 2
        return abs(number.value - self.value) <= tolerance


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a sentence that name something figures belong to."""

    start: int
    end: int
    kind: str
    key: str


@dataclass(frozen=True)
class Facts:
    """The figures of one report, arranged for looking them up from its text."""

    report: ReportSnapshot
    rule: Edition
    index: tuple[Known, ...]
    unsur: Mapping[str, tuple[Known, ...]]
    services: Mapping[str, tuple[Known, ...]]
    service_unsur: Mapping[tuple[str, str], tuple[Known, ...]]
    groups: Mapping[str, tuple[Known, ...]]
    previous: tuple[Known, ...]
    previous_unsur: Mapping[str, tuple[Known, ...]]
    target: tuple[Known, ...]
    trend: Mapping[str, tuple[Known, ...]]
    patterns: tuple[tuple[re.Pattern[str], str, str], ...] = field(repr=False)
    # Every check asks about the same sentences.
    _seen: dict[tuple[str, bool], tuple[Mention, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, report: ReportSnapshot) -> "Facts":
        """Arrange a report."""
        result, rule = report.result, edition(report.result.edition_id)
        indexes = (result.index, result.simple_mean, result.respondent_weighted)
        return cls(
            report=report,
            rule=rule,
            index=tuple(known for each in indexes for known in _of_index(each)),
            unsur={each.slug: _of_unsur(each) for each in result.unsur},
            services={unit.id: _of_index(unit.index) for unit in result.units},
            service_unsur={(unit.id, each.slug): _of_unsur(each) for unit in result.units for each in unit.unsur},
            groups=_group_means(report),
            previous=_both_scales(report.previous.nik, report.previous.mutu) if report.previous else (),
            previous_unsur={each.slug: _both_scales(each.nik, each.mutu) for each in report.previous.unsur} if report.previous else {},
            target=_both_scales(report.target.nik, report.target.mutu) if report.target else (),
            trend={point.label: _both_scales(point.nik, point.mutu) for point in report.trend},
            patterns=tuple(_patterns(report)),
        )

    def units(self) -> tuple[UnitResult, ...]:
        """The units that have figures."""
        return self.report.result.units

    def name_of(self, mention: Mention) -> str:
        """What a mention is called in print."""
        if mention.kind == UNSUR:
            return self.rule.unsur_named(mention.key).name
        if mention.kind == SERVICE:
            return next((unit.name for unit in self.units() if unit.id == mention.key), mention.key)
        return mention.key

    def known_of(self, mention: Mention) -> tuple[Known, ...]:
        """The values of what a mention names."""
        tables: Mapping[str, Mapping[str, tuple[Known, ...]]] = {UNSUR: self.unsur, SERVICE: self.services, TREND: self.trend}
        if mention.kind in tables:
            return tables[mention.kind].get(mention.key, ())
        return {INDEX: self.index, PREVIOUS: self.previous, TARGET: self.target}[mention.kind]

    def mentions(self, text: str, *, loose: bool = False) -> tuple[Mention, ...]:
        """What a sentence names, from left to right. `loose` takes everyday words for unsur too, as in a list of unsur."""
        seen = self._seen.get((text, loose))
        if seen is None:
            seen = self._seen[text, loose] = self._find_mentions(text, loose)
        return seen

    def _find_mentions(self, text: str, loose: bool) -> tuple[Mention, ...]:
        taken: list[Mention] = []
        for pattern, kind, key in self.patterns:
            for match in pattern.finditer(text):
                free = all(match.end() <= each.start or match.start() >= each.end for each in taken)
                if free and (loose or kind != UNSUR or _means_the_unsur(text, match)):
                    taken.append(Mention(match.start(), match.end(), kind, key))
        return tuple(sorted(taken, key=lambda each: each.start))


def spelled(known: Iterable[Known]) -> str:
    """The values as they would be printed, each once."""
    return " / ".join(dict.fromkeys(str(each.value).replace(".", ",") for each in known))


def _group_means(report: ReportSnapshot) -> dict[str, tuple[Known, ...]]:
    """The means of an unsur in the groups of respondents, which have no letters."""
    slugs = {slug for each in report.groups for slug in each.nrr}
    return {slug: tuple(Known(each.nrr[slug], Decimal(0), None) for each in report.groups if slug in each.nrr) for slug in slugs}


def _of_index(index: IndexFigures) -> tuple[Known, ...]:
    values = (index.nik, index.ni)
    return tuple(Known(value, Decimal(0), index.mutu) for value in values if value is not None)


def _of_unsur(unsur: UnsurFigures) -> tuple[Known, ...]:
    return tuple(Known(value, Decimal(0), unsur.mutu) for value in (unsur.nik, unsur.nrr) if value is not None)


def _both_scales(nik: Decimal, mutu: str) -> tuple[Known, ...]:
    """A value of which only the rounded NIK is known: on the scale of 1 to 4 it may differ by a rounding."""
    return (Known(nik, Decimal(0), mutu), Known(nik / 25, Decimal("0.0002"), mutu))


def _patterns(report: ReportSnapshot) -> Iterator[tuple[re.Pattern[str], str, str]]:
    """The longest names first, so that a service called after an unsur is not taken for it."""
    result = report.result
    for name, key in sorted(_service_names(result.units), key=lambda each: -len(each[0])):
        yield _word(re.escape(name)), SERVICE, key
    aliases = [(alias, slug) for slug, several in _ALIASES.items() for alias in several]
    for alias, slug in sorted(aliases, key=lambda each: -len(each[0])):
        yield _word(alias), UNSUR, slug
    yield _word(re.escape(result.period.label)), INDEX, result.period.label
    labels = [(point.label, TREND) for point in report.trend if point.label != result.period.label]
    if report.previous is not None and report.previous.label != result.period.label:
        yield _word(re.escape(report.previous.label)), PREVIOUS, report.previous.label
    for label, kind in sorted(labels, key=lambda each: -len(each[0])):
        yield _label(label), kind, label
    yield _word(_PREVIOUS_WORDS), PREVIOUS, report.previous.label if report.previous else ""
    yield _word(r"target"), TARGET, "target"
    own = [name for name in (result.agency.name if result.agency else "", result.tenant.name) if name]
    for name in own:
        yield _word(re.escape(name)), INDEX, name
    yield _word(_INDEX_WORDS), INDEX, "IKM"


def _service_names(units: Iterable[UnitResult]) -> Iterator[tuple[str, str]]:
    for unit in units:
        names = {unit.name, re.sub(r"\s*\([^)]*\)", "", unit.name).strip(), *re.findall(r"\(([^)]{3,})\)", unit.name)}
        yield from ((name, unit.id) for name in names if len(name) >= 3)


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


def _label(label: str) -> re.Pattern[str]:
    """A year by itself is a label of a trend only where it is no part of a law, a date or another label."""
    if not label.isdigit():
        return _word(re.escape(label))
    months = "".join(rf"(?<!{month} )" for month in MONTHS)
    return re.compile(rf"(?<![\w/.,–-])(?<!\d )(?<!\d tahun ){months}(?:tahun )?{label}(?![\w/–-]|[.,]\d)", re.IGNORECASE)


def _means_the_unsur(text: str, match: re.Match[str]) -> bool:
    """Whether an everyday word stands for the unsur: after "unsur", before a value, or capitalised inside the sentence."""
    if match[0].lower() not in _EVERYDAY:
        return True
    before, after = text[: match.start()], text[match.end() :]
    if re.search(r"\bunsur\s+[“\"(]?$", before, re.IGNORECASE):
        return True
    if re.match(r"\s*(?:\(|:|=|sebesar|dengan nilai|memperoleh)?\s*(?:\(|nilai|sebesar)?\s*\d{1,3}[.,]\d", after, re.IGNORECASE):
        return True
    inside = bool(before.strip()) and before.rstrip()[-1] not in '.:(“"'
    return match[0][0].isupper() and inside and not re.match(rf"\s+(?!(?:{_MAY_FOLLOW})\b)[a-z]", after)
