"""What a correction changed: two versions of a report compared, and the differences as sentences for its version history."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from puas.domain.printed_numbers import comma, thousands
from puas.domain.regulation.registry import edition
from puas.domain.report_forms import REPORT_FORMS
from puas.domain.report_review import chapter_of_text
from puas.domain.report_snapshot import PlannedFollowUp, ReportSnapshot
from puas.domain.result_snapshot import IndexFigures, ResultSnapshot

LONGEST_QUOTE = 80


def changes_between(before: ReportSnapshot, after: ReportSnapshot) -> tuple[str, ...]:
    """Every difference a reader would look for, figures first; empty where only numbers of documents and dates differ."""
    return (
        *_figures(before.result, after.result),
        *_target(before, after),
        *_form(before, after),
        *_texts(before, after),
        *_plan(before, after),
        *_surroundings(before, after),
    )


def _figures(before: ResultSnapshot, after: ResultSnapshot) -> Iterator[str]:
    if (before.index.nik, before.index.mutu) != (after.index.nik, after.index.mutu):
        yield f"IKM {_index(before.index)} menjadi {_index(after.index)}."
    yield from _counted("Jumlah responden", before.respondents, after.respondents)
    yield from _counted("Jumlah populasi", before.population, after.population)
    yield from _counted("Sampel minimum", before.sample_target, after.sample_target)
    rule = edition(after.edition_id)
    earlier = {each.slug: each for each in before.unsur}
    for unsur in after.unsur:
        old = earlier.get(unsur.slug)
        if old is not None and (old.nik, old.mutu) != (unsur.nik, unsur.mutu):
            name = rule.unsur_named(unsur.slug).name
            yield f"Unsur {name}: {_value(old.nik, old.mutu)} menjadi {_value(unsur.nik, unsur.mutu)}."
    yield from _units(before, after)


def _units(before: ResultSnapshot, after: ResultSnapshot) -> Iterator[str]:
    earlier = {each.id: each for each in before.units}
    for unit in after.units:
        old = earlier.pop(unit.id, None)
        if old is None:
            yield f"Layanan {unit.name} kini ikut dinilai: {_index(unit.index)}."
        elif (old.index.nik, old.index.mutu) != (unit.index.nik, unit.index.mutu):
            yield f"Layanan {unit.name}: {_index(old.index)} menjadi {_index(unit.index)}."
    yield from (f"Layanan {old.name} tidak lagi ikut dinilai." for old in earlier.values())


def _counted(what: str, before: int | None, after: int | None) -> Iterator[str]:
    if before != after:
        yield f"{what} {_number(before)} menjadi {_number(after)}."


def _target(before: ReportSnapshot, after: ReportSnapshot) -> Iterator[str]:
    old, new = (each.target.nik if each.target else None for each in (before, after))
    if old != new:
        yield f"Target {_value(old, None)} menjadi {_value(new, None)}."


def _form(before: ReportSnapshot, after: ReportSnapshot) -> Iterator[str]:
    if before.form != after.form:
        yield f"Bentuk laporan tahun {REPORT_FORMS[before.form].years} menjadi bentuk tahun {REPORT_FORMS[after.form].years}."


def _texts(before: ReportSnapshot, after: ReportSnapshot) -> Iterator[str]:
    for section, title in REPORT_FORMS[after.form].text_sections().items():
        if _words(before.texts.get(section, "")) != _words(after.texts.get(section, "")):
            yield f"{chapter_of_text(after.form, section)}, {title}: uraian diubah."


def _plan(before: ReportSnapshot, after: ReportSnapshot) -> Iterator[str]:
    """Items are the same while unsur and words are; of the others those on the same unsur, in their order, are taken for rewritten."""
    gone = [each for each in before.planned_follow_ups if not _has(after.planned_follow_ups, each)]
    rule = edition(after.result.edition_id)
    kept = {(each.unsur, _words(each.plan)): each for each in before.planned_follow_ups}
    for item in after.planned_follow_ups:
        where = f"Rencana tindak lanjut unsur {rule.unsur_named(item.unsur).name}"
        old = kept.get((item.unsur, _words(item.plan)))
        if old is not None:
            yield from _item(where, old, item)
            continue
        rewritten = next((each for each in gone if each.unsur == item.unsur), None)
        if rewritten is None:
            yield f"{where} ditambah: {_quote(item.plan)}."
            continue
        gone.remove(rewritten)
        yield f"{where} diubah: {_quote(rewritten.plan)} menjadi {_quote(item.plan)}."
        yield from _item(where, rewritten, item)
    for each in gone:
        yield f"Rencana tindak lanjut unsur {rule.unsur_named(each.unsur).name} dihapus: {_quote(each.plan)}."


def _has(items: Sequence[PlannedFollowUp], wanted: PlannedFollowUp) -> bool:
    return any((each.unsur, _words(each.plan)) == (wanted.unsur, _words(wanted.plan)) for each in items)


def _item(where: str, before: PlannedFollowUp, after: PlannedFollowUp) -> Iterator[str]:
    if before.when != after.when:
        yield f"{where}: waktu {before.when or 'belum ditentukan'} menjadi {after.when or 'belum ditentukan'}."
    if before.responsible != after.responsible:
        yield f"{where}: penanggung jawab {before.responsible or 'belum ada'} menjadi {after.responsible or 'belum ada'}."


def _surroundings(before: ReportSnapshot, after: ReportSnapshot) -> Iterator[str]:
    pairs = (
        (before.done_follow_ups, after.done_follow_ups, "Tabel tindak lanjut periode sebelumnya diubah."),
        (before.trend[:-1], after.trend[:-1], "Nilai tahun-tahun sebelumnya pada tren diubah."),
        (before.suggestions, after.suggestions, "Saran responden yang dicetak diubah."),
        ([each.sha256 for each in before.photos], [each.sha256 for each in after.photos], "Foto dokumentasi diubah."),
        (
            (before.signatory.name, before.signatory.position, before.signatory.nip),
            (after.signatory.name, after.signatory.position, after.signatory.nip),
            "Penanda tangan diubah.",
        ),
        (before.letterhead.lines, after.letterhead.lines, "Nama pada kop laporan diubah."),
    )
    yield from (sentence for old, new, sentence in pairs if old != new)


def _index(figures: IndexFigures) -> str:
    return _value(figures.nik, figures.mutu)


def _value(nik: Decimal | None, mutu: str | None) -> str:
    if nik is None:
        return "belum ada"
    return f"{comma(nik)} ({mutu})" if mutu else comma(nik)


def _number(value: int | None) -> str:
    return "belum diketahui" if value is None else thousands(value)


def _words(text: str) -> str:
    return " ".join(text.split())


def _quote(text: str) -> str:
    words = _words(text)
    return f"“{words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 2].rstrip() + ' …'}”"
