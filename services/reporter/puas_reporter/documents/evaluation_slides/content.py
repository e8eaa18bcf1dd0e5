"""The slides of the evaluation: a frozen recap in, slides out; nine, or ten where agencies are too many for one chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from puas.domain import recap_words
from puas.domain.follow_up_ideas import PLANS
from puas.domain.recap_snapshot import AgencyLine, RecapSnapshot
from puas.domain.regulation.registry import edition
from puas.presentation.dates import date_range
from puas.presentation.numbers import MISSING, average_number, index_number, percentage, signed_number, whole_number
from puas_reporter.documents.evaluation_slides import notes
from puas_reporter.documents.regency_recap import wording
from puas_reporter.documents.regency_recap.drawings import short_label
from puas_reporter.documents.skm_report.front_matter import print_accent
from puas_reporter.documents.skm_report.wording import grade_cell
from puas_reporter.documents.slide_deck import Bars, Boxes, Deck, Grid, Line, Opening, Points, Slide

_MOST_BARS = 16
_AT_EACH_END = 10
_MOST_ROWS = 6
_LONGEST_NAME = 46


def evaluation_deck(recap: RecapSnapshot, emblem: bytes | None = None) -> Deck:
    """All slides of a recap."""
    result = recap.result
    name = wording.regency_name(recap)
    return Deck(
        title=f"Evaluasi Survei Kepuasan Masyarakat {name} {result.period.label}",
        author=name,
        subject=f"Paparan evaluasi SKM, {result.period.label}, {result.edition_name}",
        keywords=("SKM", "IKM", "Evaluasi", name, str(recap.scope_year)),
        accent=print_accent(recap.letterhead.accent_colour),
        footer=f"SKM {name} · {result.period.label} · {recap.document_id}",
        mark=wording.marks(recap),
        emblem=emblem,
        created=recap.prepared_at,
        opening=Opening(
            "Evaluasi Survei Kepuasan Masyarakat",
            (name, result.period.label, f"{date_range(result.period.starts_on, result.period.ends_on)} · {result.edition_name}"),
            notes.opening(recap),
        ),
        slides=(
            _summary(recap), *_agencies(recap), _trend(recap), _unsur(recap), _weakest(recap), _participation(recap), _follow_up(recap),
            _decisions(recap),
        ),
    )  # fmt: skip


def _source(recap: RecapSnapshot) -> str:
    return f"n = {whole_number(recap.result.respondents)} responden, {whole_number(len(recap.counted))} perangkat daerah"


def _summary(recap: RecapSnapshot) -> Slide:
    result, target, change = recap.result, recap.target, recap.change
    boxes = Boxes(
        (
            ("Indeks Kepuasan Masyarakat", index_number(result.index.nik), f"Mutu {grade_cell(result.index.mutu, result.index.predikat)}"),
            (
                "Perubahan",
                signed_number(change.amount) if change else MISSING,
                f"dari {recap.previous.label}" if recap.previous else "belum ada pembanding",
            ),
            ("Target", index_number(target.nik if target else None), _target_remark(recap)),
            ("Perangkat daerah", f"{len(recap.counted)} / {len(recap.agencies)}", "memiliki indeks"),
        )
    )
    rows = tuple(
        (f"{words[:1].upper()}{words[1:]}", average_number(index.ni), index_number(index.nik), grade_cell(index.mutu, index.predikat), used)
        for words, index, used in (
            (recap_words.SIMPLE_MEAN_WORDS, result.simple_mean, "" if recap.is_pooled else "ditetapkan"),
            (recap_words.POOLED_WORDS, result.respondent_weighted, "ditetapkan" if recap.is_pooled else ""),
        )
    )
    grid = Grid(
        ("Cara hitung", "NI", "IKM", "Mutu", "Status"), rows, (42, 12, 12, 20, 14), frozenset({1, 2}), "Indeks menurut dua cara hitung"
    )
    title = f"Indeks {result.period.label}: {recap_words.index_words(result.index)}"
    return Slide(title, ((boxes, 0.46), (grid, 0.54)), notes.summary(recap), _source(recap))


def _target_remark(recap: RecapSnapshot) -> str:
    if recap.target is None:
        return "belum ditetapkan"
    check = recap.target_check
    return "belum dapat dinilai" if check is None else f"{'tercapai' if check.reached else 'belum tercapai'} ({signed_number(check.gap)})"


def _agencies(recap: RecapSnapshot) -> list[Slide]:
    ordered = sorted(recap.counted, key=lambda each: -(each.index.nik or Decimal(0)))
    if len(ordered) <= _MOST_BARS:
        return [_agency_bars(recap, "Indeks seluruh perangkat daerah", ordered)]
    highest, lowest = ordered[:_AT_EACH_END], ordered[_AT_EACH_END:][-_AT_EACH_END:]
    ends = ((f"{len(highest)} indeks tertinggi", highest), (f"{len(lowest)} indeks terendah", lowest))
    return [_agency_bars(recap, title, lines) for title, lines in ends]


def _agency_bars(recap: RecapSnapshot, title: str, lines: Sequence[AgencyLine]) -> Slide:
    names = _chart_names(lines)
    labels = tuple(f"{index_number(each.index.nik)} {each.index.mutu}" for each in lines)
    chart = Bars(
        names, tuple(each.index.nik or Decimal(0) for each in lines), labels, "IKM", *_scale(recap),
        f"{title}: {'; '.join(f'{each.name} {label}' for each, label in zip(lines, labels, strict=True))}",
    )  # fmt: skip
    sign = f"{wording.SIGN_NOTE} " if any(each.is_under_sample for each in lines) else ""
    return Slide(title, ((chart, 1.0),), notes.agencies(recap, title, lines), f"{sign}{_source(recap)}")


def _chart_names(lines: Sequence[AgencyLine]) -> tuple[str, ...]:
    """The full name where there is room, else a short one that belongs to one agency only, else the name without its middle."""
    short = Counter(each.short_name for each in lines)
    found = []
    for each in lines:
        name = each.name
        if len(name) > _LONGEST_NAME:
            unmistakable = each.short_name and short[each.short_name] == 1
            name = each.short_name if unmistakable else f"{name[:24].rstrip()} … {name[-19:].lstrip()}"
        found.append(f"{name} {wording.UNDER_SAMPLE_SIGN}" if each.is_under_sample else name)
    return tuple(found)


def _scale(recap: RecapSnapshot) -> tuple[int, int]:
    bands = edition(recap.result.edition_id).bands
    return int(min(band.nik_from for band in bands)), int(max(band.nik_to for band in bands))


def _trend(recap: RecapSnapshot) -> Slide:
    if len(recap.trend) < 2:
        return Slide("Tren dan target", ((Points(("Tren terlihat setelah ada dua hasil.", _target(recap))), 1.0),), notes.trend(recap))
    values = [*(each.nik for each in recap.trend), *([recap.target.nik] if recap.target else [])]
    labels = tuple(f"{index_number(each.nik)} {each.mutu}" for each in recap.trend)
    names = tuple(short_label(each.label) for each in recap.trend)
    chart = Line(
        names=names,
        values=tuple(each.nik for each in recap.trend),
        labels=labels,
        series="IKM",
        target=recap.target.nik if recap.target else None,
        target_name=f"Target {index_number(recap.target.nik)} ({recap.target.mutu})" if recap.target else "",
        lowest=int(min(values)) // 5 * 5 - 5,
        highest=min(100, int(max(values)) // 5 * 5 + 10),
        description=f"Tren indeks: {'; '.join(f'{name} {label}' for name, label in zip(names, labels, strict=True))}. {_target(recap)}",
    )
    return Slide("Tren indeks dan target", ((chart, 1.0),), notes.trend(recap), _rules(recap))


def _rules(recap: RecapSnapshot) -> str:
    """Which points were measured by which rule: `2022: Kepmenpan 25/2004; 2023–2026: PermenPANRB 14/2017`."""
    spans: dict[str, list[str]] = {}
    for each in recap.trend:
        spans.setdefault(each.edition_name, []).append(short_label(each.label))
    named = [f"{names[0] if len(names) == 1 else f'{names[0]} – {names[-1]}'}: {rule}" for rule, names in spans.items()]
    return f"Peraturan: {'; '.join(named)}. {_source(recap)}"


def _target(recap: RecapSnapshot) -> str:
    words = recap_words.target_words(recap)
    return f"{words[:1].upper()}{words[1:]}."


def _unsur(recap: RecapSnapshot) -> Slide:
    unsur = [each for each in recap.result.unsur if each.nik is not None]
    labels = tuple(f"{index_number(each.nik)} {each.mutu}" for each in unsur)
    names = tuple(recap_words.unsur_label(recap, each.slug) for each in unsur)
    chart = Bars(
        names, tuple(each.nik or Decimal(0) for each in unsur), labels, "Nilai", *_scale(recap),
        f"Nilai per unsur: {'; '.join(f'{name} {label}' for name, label in zip(names, labels, strict=True))}",
    )  # fmt: skip
    return Slide(
        "Nilai per unsur pelayanan", ((chart, 1.0),), notes.unsur(recap), f"{_source(recap)}. {recap_words.lowest_sentence(recap)}"
    )


def _weakest(recap: RecapSnapshot) -> Slide:
    rows = tuple(
        (
            recap_words.unsur_label(recap, each.slug), f"{index_number(each.nik)} {each.mutu}",
            whole_number(len(recap_words.agencies_weakest_in(recap, each.slug))), PLANS.get(each.slug, ("", "", ""))[0],
        )
        for each in recap_words.weakest(recap)
    )  # fmt: skip
    head = ("Unsur", "Nilai", "Perangkat daerah", "Usulan perbaikan bersama")
    grid = Grid(head, rows, (24, 11, 13, 52), frozenset({1, 2}), "Tiga unsur terendah dan usulan perbaikannya")
    return Slide(
        "Tiga unsur terendah: di mana dan apa yang diusulkan", ((grid, 1.0),), notes.weakest(recap),
        "Perangkat daerah: berapa yang memuat unsur itu di antara tiga unsur terendahnya.",
    )  # fmt: skip


def _participation(recap: RecapSnapshot) -> Slide:
    short = sorted(recap.under_sample, key=lambda each: -each.missing)
    missing = [(each.name, wording.state_words(each), MISSING) for each in recap.without_index]
    few = [(each.name, "sampel belum tercapai", f"kurang {whole_number(each.missing)}") for each in short]
    found = [*missing[: _MOST_ROWS // 2 if few else _MOST_ROWS], *few]
    rows = tuple(found[:_MOST_ROWS])
    more = len(missing) + len(few) - len(rows)
    points = Points((recap_words.units_sentence(recap), _sample_words(len(few))))
    if not rows:
        return Slide("Keikutsertaan dan sampel", ((points, 1.0),), notes.participation(recap), _source(recap))
    grid = Grid(
        ("Perangkat daerah", "Keadaan", "Sampel"), rows, (54, 30, 16), frozenset(), "Perangkat daerah tanpa indeks atau kurang sampel"
    )
    source = f"dan {whole_number(more)} lainnya; daftar lengkap ada di rekap" if more else _source(recap)
    return Slide("Keikutsertaan dan sampel", ((points, 0.3), (grid, 0.7)), notes.participation(recap), source)


def _sample_words(number: int) -> str:
    if not number:
        return "Tidak ada yang respondennya kurang dari sampel minimum."
    return f"{whole_number(number)} perangkat daerah belum memenuhi sampel minimum."


def _follow_up(recap: RecapSnapshot) -> Slide:
    late = sorted((each for each in recap.agencies if each.promised.open), key=lambda each: (-each.promised.open, each.name))
    rows = tuple(
        (
            each.name,
            whole_number(each.promised.items),
            whole_number(each.promised.done),
            percentage(each.promised.done, each.promised.items),
        )
        for each in late[:_MOST_ROWS]
    )
    title = "Yang dijanjikan dan yang dikerjakan"
    points = Points((recap_words.promise_sentence(recap),))
    if not rows:
        return Slide(title, ((points, 1.0),), notes.follow_up(recap))
    head = ("Rencana paling banyak belum selesai", "Rencana", "Selesai", "Bagian")
    grid = Grid(head, rows, (58, 14, 14, 14), frozenset({1, 2, 3}), "Perangkat daerah dengan rencana yang belum selesai")
    more = f"dan {whole_number(len(late) - len(rows))} perangkat daerah lain" if len(late) > len(rows) else ""
    return Slide(title, ((points, 0.26), (grid, 0.74)), notes.follow_up(recap), more)


def _decisions(recap: RecapSnapshot) -> Slide:
    points = Points(recap_words.decisions(recap), numbered=True)
    check = f"Keaslian angka: {recap.verification_url}"
    return Slide("Yang perlu diputuskan", ((points, 1.0),), notes.decisions(recap), check, code=recap.verification_url)
