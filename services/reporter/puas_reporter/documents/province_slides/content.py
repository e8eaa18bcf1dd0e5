"""The slides of a province: a frozen snapshot in, slides out; ten, or eleven where regencies are too many for one chart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from puas.domain import province_words
from puas.domain.follow_up_ideas import PLANS
from puas.domain.province_result import AgencyPoint, KindLine, RegencyLine
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.domain.regulation.registry import edition
from puas.presentation.dates import date_range
from puas.presentation.numbers import MISSING, index_number, percentage, signed_number, whole_number
from puas_reporter.documents.province_recap import wording
from puas_reporter.documents.province_recap.drawings import by_index
from puas_reporter.documents.province_slides import notes
from puas_reporter.documents.regency_recap.drawings import short_label
from puas_reporter.documents.skm_report.front_matter import print_accent
from puas_reporter.documents.skm_report.wording import grade_cell
from puas_reporter.documents.slide_deck import Bars, Boxes, Deck, Grid, Line, Opening, Points, Slide

_MOST_BARS = 20
_MOST_ROWS = 6
_LONGEST_NAME = 40


def province_deck(snapshot: ProvinceSnapshot, emblem: bytes | None = None) -> Deck:
    """All slides of a snapshot."""
    result = snapshot.result
    name = result.province_name
    return Deck(
        title=f"Survei Kepuasan Masyarakat {name} {result.label}",
        author=name,
        subject=f"Paparan SKM provinsi, {result.label}, {result.edition_name}",
        keywords=("SKM", "IKM", "Evaluasi", name, str(result.scope_year)),
        accent=print_accent(snapshot.letterhead.accent_colour),
        footer=f"SKM {name} · {result.label} · {snapshot.document_id}",
        mark=wording.marks(snapshot),
        emblem=emblem,
        created=snapshot.prepared_at,
        opening=Opening(
            "Evaluasi Survei Kepuasan Masyarakat Kabupaten/Kota",
            (name, result.label, f"{date_range(result.starts_on, result.ends_on)} · {result.edition_name}"),
            notes.opening(snapshot),
        ),
        slides=(
            _summary(snapshot), *_regencies(snapshot), _improved(snapshot), _trend(snapshot), _unsur(snapshot), _weakest(snapshot),
            _kinds(snapshot), _reporting(snapshot), _follow_up(snapshot), _decisions(snapshot),
        ),
    )  # fmt: skip


def _source(snapshot: ProvinceSnapshot) -> str:
    result = snapshot.result
    return f"n = {whole_number(result.respondents)} responden, {whole_number(len(result.counted))} kabupaten/kota; angka tercetak"


def _summary(snapshot: ProvinceSnapshot) -> Slide:
    result, found = snapshot.result, snapshot.change
    items, done, _late = province_words.promise_counts(result)
    boxes = Boxes(
        (
            ("Indeks provinsi", index_number(result.index.nik), f"Mutu {grade_cell(result.index.mutu, result.index.predikat)}"),
            (
                "Perubahan",
                signed_number(found.amount) if found else MISSING,
                f"dari {snapshot.previous.label}" if snapshot.previous else "belum ada pembanding",
            ),
            ("Kabupaten/kota", f"{len(result.counted)} / {len(result.regencies)}", "memiliki indeks"),
            ("Janji selesai", f"{whole_number(done)} / {whole_number(items)}" if items else MISSING, "rencana tindak lanjut"),
        )
    )
    rows = tuple(
        (
            f"{words[:1].upper()}{words[1:]}", index_number(index.nik), index_number(index.margin), grade_cell(index.mutu, index.predikat),
            used,
        )
        for words, index, used in (
            (province_words.SIMPLE_MEAN_WORDS, result.simple_mean, "" if result.is_weighted else "ditetapkan"),
            (province_words.WEIGHTED_WORDS, result.respondent_weighted, "ditetapkan" if result.is_weighted else ""),
        )
    )  # fmt: skip
    head = ("Cara hitung", "IKM", "± 95%", "Mutu", "Status")
    grid = Grid(head, rows, (42, 12, 12, 20, 14), frozenset({1, 2}), "Indeks provinsi menurut dua cara hitung")
    title = f"Indeks {result.label}: {province_words.index_words(result.index)}"
    return Slide(title, ((boxes, 0.46), (grid, 0.54)), notes.summary(snapshot), _source(snapshot))


def _regencies(snapshot: ProvinceSnapshot) -> list[Slide]:
    """All of them: nobody is left out of a league, so many are spread over two slides."""
    ordered = by_index(snapshot)
    if len(ordered) <= _MOST_BARS:
        return [_bars(snapshot, "Indeks kabupaten/kota", ordered)]
    half = (len(ordered) + 1) // 2
    parts = ((f"urutan 1–{half}", ordered[:half]), (f"urutan {half + 1}–{len(ordered)}", ordered[half:]))
    return [_bars(snapshot, f"Indeks kabupaten/kota, {places}", lines) for places, lines in parts]


def _bars(snapshot: ProvinceSnapshot, title: str, lines: Sequence[RegencyLine]) -> Slide:
    labels = tuple(f"{index_number(each.nik)} {each.figures.mutu if each.figures else ''}" for each in lines)
    names = tuple(_fitted(wording.marked_name(each)) for each in lines)
    said = "; ".join(f"{each.name} {label}" for each, label in zip(lines, labels, strict=True))
    chart = Bars(names, tuple(each.nik or Decimal(0) for each in lines), labels, "IKM", *_scale(snapshot), f"{title}: {said}")
    sign = "Tanda *: tanpa peringkat. " if any(each.rank is None for each in lines) else ""
    return Slide(title, ((chart, 1.0),), notes.regencies(snapshot, title, lines), f"{sign}{_source(snapshot)}")


def _fitted(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:20].rstrip()} … {name[-17:].lstrip()}"


def _scale(snapshot: ProvinceSnapshot) -> tuple[int, int]:
    bands = edition(snapshot.result.edition_id).bands
    return int(min(band.nik_from for band in bands)), int(max(band.nik_to for band in bands))


def _improved(snapshot: ProvinceSnapshot) -> Slide:
    result = snapshot.result
    title = "Yang paling meningkat"
    points = Points((province_words.improved_sentence(result),))
    rows = tuple(
        (
            each.name, index_number(each.previous_nik), wording.index_with_margin(each),
            signed_number(each.change.amount) if each.change else MISSING, index_number(each.change_margin),
        )
        for each in province_words.most_improved(result, _MOST_ROWS)
    )  # fmt: skip
    source = "Hanya kenaikan yang lebih besar daripada batas kebetulannya (±) yang disebut."
    if not rows:
        return Slide(title, ((points, 1.0),), notes.improved(snapshot), source)
    head = ("Kabupaten/kota", "Sebelum", "Sekarang", "Kenaikan", "±")
    grid = Grid(head, rows, (46, 13, 19, 12, 10), frozenset({1, 2, 3, 4}), "Kabupaten/kota dengan kenaikan terbesar")
    return Slide(title, ((points, 0.28), (grid, 0.72)), notes.improved(snapshot), source)


def _trend(snapshot: ProvinceSnapshot) -> Slide:
    points = snapshot.result.trend
    if len(points) < 2:
        return Slide("Tren", ((Points(("Tren terlihat setelah ada dua hasil.",)), 1.0),), notes.trend(snapshot))
    values = [each.nik for each in points]
    labels = tuple(f"{index_number(each.nik)} {each.mutu}" for each in points)
    names = tuple(f"{short_label(each.label)} ({whole_number(each.regencies)} kab/kota)" for each in points)
    chart = Line(
        names=names,
        values=tuple(values),
        labels=labels,
        series="IKM provinsi",
        target=None,
        target_name="",
        lowest=int(min(values)) // 5 * 5 - 5,
        highest=min(100, int(max(values)) // 5 * 5 + 10),
        description=f"Tren indeks: {'; '.join(f'{name} {label}' for name, label in zip(names, labels, strict=True))}.",
    )
    return Slide("Tren indeks provinsi", ((chart, 1.0),), notes.trend(snapshot), _source(snapshot))


def _unsur(snapshot: ProvinceSnapshot) -> Slide:
    result = snapshot.result
    known = [each for each in result.unsur if result.unsur_index(each) is not None]
    labels = tuple(f"{index_number(result.unsur_index(each))} {result.unsur_mutu(each)}" for each in known)
    names = tuple(province_words.unsur_label(result, each.slug) for each in known)
    said = "; ".join(f"{name} {label}" for name, label in zip(names, labels, strict=True))
    chart = Bars(
        names, tuple(result.unsur_index(each) or Decimal(0) for each in known), labels, "Nilai", *_scale(snapshot),
        f"Nilai per unsur: {said}",
    )  # fmt: skip
    source = f"{_source(snapshot)}. {province_words.lowest_sentence(result)}"
    return Slide("Nilai per unsur pelayanan", ((chart, 1.0),), notes.unsur(snapshot), source)


def _weakest(snapshot: ProvinceSnapshot) -> Slide:
    result = snapshot.result
    rows = tuple(
        (
            province_words.unsur_label(result, each.slug), f"{index_number(result.unsur_index(each))} {result.unsur_mutu(each)}",
            whole_number(len(province_words.regencies_weakest_in(result, each.slug))), PLANS.get(each.slug, ("", "", ""))[0],
        )
        for each in province_words.lowest_unsur(result)
    )  # fmt: skip
    head = ("Unsur", "Nilai", "Terlemah di", "Usulan perbaikan bersama")
    grid = Grid(head, rows, (24, 11, 13, 52), frozenset({1, 2}), "Tiga unsur terendah dan usulan perbaikannya")
    source = "Terlemah di: di berapa kabupaten/kota unsur itu yang paling rendah."
    return Slide("Tiga unsur terendah: di mana dan apa yang diusulkan", ((grid, 1.0),), notes.weakest(snapshot), source)


def _kinds(snapshot: ProvinceSnapshot) -> Slide:
    known = sorted((each for each in snapshot.result.kinds if each.agencies), key=lambda each: (-each.agencies, each.kind))
    title = "Perangkat daerah sejenis"
    if not known:
        return Slide(title, ((Points(("Belum ada yang dapat dibandingkan.",)), 1.0),), notes.kinds(snapshot))
    rows = tuple(_kind(each) for each in known[:_MOST_ROWS])
    head = ("Jenis", "Banyak", "Rata-rata", "Tertinggi", "Terendah")
    grid = Grid(head, rows, (14, 9, 13, 32, 32), frozenset({1, 2}), "Jenis perangkat daerah, tertinggi dan terendah")
    more = f"dan {whole_number(len(known) - len(rows))} jenis lain di rekap. " if len(known) > len(rows) else ""
    return Slide(title, ((grid, 1.0),), notes.kinds(snapshot), f"{more}{_source(snapshot)}")


def _kind(each: KindLine) -> tuple[str, ...]:
    def named(points: Sequence[AgencyPoint]) -> str:
        return f"{points[0].name}, {points[0].regency} ({index_number(points[0].nik)} {points[0].mutu})" if points else MISSING

    mean = f"{index_number(each.simple_mean)} {each.simple_mutu}"
    return wording.kind_label(each), whole_number(each.agencies), mean, named(each.highest), named(each.lowest)


def _reporting(snapshot: ProvinceSnapshot) -> Slide:
    result = snapshot.result
    waiting = [each for each in result.regencies if each.state != "handed_over"]
    waiting.sort(key=lambda each: (-each.reporting.late, each.code, each.name))
    rows = tuple((each.name, wording.reported_cell(each), wording.state_words(each)) for each in waiting[:_MOST_ROWS])
    points = Points((province_words.reporting_sentence(snapshot), province_words.agencies_sentence(result)))
    title = "Pelaporan: siapa yang belum"
    if not rows:
        return Slide(title, ((points, 1.0),), notes.reporting(snapshot), _source(snapshot))
    grid = Grid(("Kabupaten/kota", "Diserahkan", "Keadaan"), rows, (46, 14, 40), frozenset({1}), "Kabupaten/kota yang belum menyerahkan")
    more = f"dan {whole_number(len(waiting) - len(rows))} lainnya; daftar lengkap ada di rekap" if len(waiting) > len(rows) else ""
    return Slide(title, ((points, 0.36), (grid, 0.64)), notes.reporting(snapshot), more or _source(snapshot))


def _follow_up(snapshot: ProvinceSnapshot) -> Slide:
    result = snapshot.result
    late = [each for each in result.regencies if each.reporting.promises_late]
    late.sort(key=lambda each: (-each.reporting.promises_late, each.name))
    rows = tuple(
        (
            each.name, whole_number(each.reporting.promises), whole_number(each.reporting.promises_done),
            percentage(each.reporting.promises_done, each.reporting.promises), whole_number(each.reporting.promises_late),
        )
        for each in late[:_MOST_ROWS]
    )  # fmt: skip
    title = "Yang dijanjikan dan yang dikerjakan"
    points = Points((province_words.promise_sentence(result),))
    if not rows:
        return Slide(title, ((points, 1.0),), notes.follow_up(snapshot))
    head = ("Rencana lewat waktu terbanyak", "Rencana", "Selesai", "Bagian", "Lewat waktu")
    grid = Grid(head, rows, (48, 12, 12, 13, 15), frozenset({1, 2, 3, 4}), "Kabupaten/kota dengan rencana yang lewat waktu")
    more = f"dan {whole_number(len(late) - len(rows))} kabupaten/kota lain" if len(late) > len(rows) else ""
    return Slide(title, ((points, 0.26), (grid, 0.74)), notes.follow_up(snapshot), more)


def _decisions(snapshot: ProvinceSnapshot) -> Slide:
    points = Points(province_words.decisions(snapshot), numbered=True)
    check = f"Keaslian angka: {snapshot.verification_url}"
    return Slide("Yang perlu diputuskan", ((points, 1.0),), notes.decisions(snapshot), check, code=snapshot.verification_url)
