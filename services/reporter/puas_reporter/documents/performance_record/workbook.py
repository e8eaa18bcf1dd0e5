"""The assessment as a workbook: scores as given, means, aspects and index as live formulas with the value each must give."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from puas.domain.performance_record import PerformanceRecordSource
from puas.domain.performance_worksheet import printed_figure
from puas.domain.rounding import round_half_up
from puas.domain.service_performance import AspectFigure, IndicatorFigure, PerformanceOutcome
from puas_reporter.documents.filing import SAMPLE
from puas_reporter.documents.performance_record.content import TITLE
from puas_reporter.documents.sheets import Cell, Sheet, Workbook, column_name, reference
from puas_reporter.documents.skm_report.front_matter import print_accent

_SCORES, _USERS, _INDEX = "F-02", "F-03", "Indeks"
_HEAD_ROW = 4
_FIRST_ROW = 6
_PLACES = 6
"""Places of the frozen values behind formulas; the index itself is rounded by its formula."""


def performance_workbook(source: PerformanceRecordSource) -> Workbook:
    """All sheets. A recorded assessment has only the index somebody else computed."""
    head = source.head
    if source.is_recorded:
        sheets: tuple[Sheet, ...] = (_recorded(source),)
    else:
        outcome = source.outcome()
        scores, places = _score_sheet(source, outcome)
        users = _user_sheet(source, outcome) if outcome.user_aspects else None
        sheets = (_index_sheet(source, outcome, places), scores, *([users] if users else []))
    return Workbook(
        title=f"{TITLE} {source.agency} {source.year}",
        author=head.office,
        subject=f"{source.edition.name}, {source.year}",
        keywords=("IPP", source.edition.name, source.agency, str(source.year), head.document_id),
        header=f"{source.agency} · {source.year}",
        footer=f"{source.edition.name} · {head.document_id}",
        accent=print_accent(head.letterhead.accent_colour),
        created=head.prepared_at,
        sheets=sheets,
    )


def _opening(source: PerformanceRecordSource, title: str) -> tuple[tuple[Cell, ...], ...]:
    marks = " · ".join(each for each in (source.head.draft_mark, SAMPLE if source.head.is_sample else "") if each)
    return (
        (Cell(title, "title"),),
        (Cell(f"{source.agency}, {source.year}"),),
        (Cell(source.edition.name),),
        (Cell(marks, "mark") if marks else Cell(),),
    )


def _exact(value: Fraction | None) -> Decimal | None:
    return None if value is None else round_half_up(value, _PLACES)


def _recorded(source: PerformanceRecordSource) -> Sheet:
    rows = (
        *_opening(source, TITLE.upper()),
        (Cell("Indeks", "head"), Cell("Kategori", "head"), Cell("Sumber", "head")),
        (Cell(source.recorded_index, "number"), Cell(source.recorded_category, "center"), Cell(source.recorded_source, "text")),
    )
    return Sheet(_INDEX, rows, (14, 14, 60), (_FIRST_ROW - 1, 0), _HEAD_ROW)


def _score_sheet(source: PerformanceRecordSource, outcome: PerformanceOutcome) -> tuple[Sheet, dict[int, tuple[int, int]]]:
    """The scores; with the first and last row of each aspect."""
    people = len(source.evaluators)
    first, last = 4, 3 + people
    names = [each.person for each in source.evaluators]
    head = ("Aspek", "Kode", "Indikator", "Bobot dalam aspek", *names, "Rata-rata", "Putusan validator", "Nilai", "Bobot × nilai", "Alasan")
    reasons = {each.indicator: each.reason for each in source.decisions}
    rows: list[tuple[Cell, ...]] = []
    places: dict[int, tuple[int, int]] = {}
    for aspect in outcome.aspects:
        start = _FIRST_ROW + len(rows)
        for each in aspect.indicators:
            rows.append(_indicator_row(aspect, each, _FIRST_ROW + len(rows), (first, last), reasons.get(each.indicator.code, "")))
        places[aspect.aspect.number] = (start, _FIRST_ROW + len(rows) - 1)
    table = (*_opening(source, "FORMULIR F-02: NILAI EVALUATOR"), tuple(Cell(each, "head") for each in head), *rows)
    widths = (8, 10, 60, 12, *([12] * people), 11, 11, 10, 12, 40)
    return Sheet(_SCORES, table, widths, (_FIRST_ROW - 1, 3), _HEAD_ROW), places


def _indicator_row(
    aspect: AspectFigure, figure: IndicatorFigure, row: int, people: tuple[int, int], reason: str
) -> tuple[Cell, ...]:
    first, last = people
    mean, decided, value = (column_name(last + step) for step in (1, 2, 3))
    weight = figure.weight if figure.indicator.scored else None
    scores = tuple(Cell(score, "score") for score in figure.scores)
    given = any(score is not None for score in figure.scores)
    average = f"=AVERAGE({column_name(first)}{row}:{column_name(last)}{row})" if given else ""
    chosen = f'=IF(ISNUMBER({decided}{row}),{decided}{row},{mean}{row})' if figure.value is not None else ""
    # The weight as a fraction of whole numbers, so that the sheet computes exactly what the rule says.
    share = f"={weight.numerator}/{weight.denominator}" if weight is not None else ""
    product = f"=D{row}*{value}{row}" if weight is not None and figure.value is not None else ""
    total = weight * figure.value if weight is not None and figure.value is not None else None
    return (
        Cell(aspect.aspect.roman, "center"),
        Cell(figure.indicator.code, "center"),
        Cell(figure.indicator.name, "text"),
        Cell(_exact(weight), "mean", share),
        *scores,
        Cell(_exact(figure.mean), "mean", average),
        Cell(figure.decided, "score"),
        Cell(_exact(figure.value), "mean", chosen),
        Cell(_exact(total), "mean", product),
        Cell(reason, "text"),
    )


def _user_sheet(source: PerformanceRecordSource, outcome: PerformanceOutcome) -> Sheet:
    head = ("Aspek", "Pernyataan", *(str(score) for score in range(6)), "Dinilai", "Rata-rata")
    rows: list[tuple[Cell, ...]] = []
    for aspect in outcome.user_aspects:
        for each in aspect.questions:
            row = _FIRST_ROW + len(rows)
            answered = f"=SUM(C{row}:H{row})"
            mean = f"=(0*C{row}+1*D{row}+2*E{row}+3*F{row}+4*G{row}+5*H{row})/I{row}" if each.answered else ""
            rows.append((
                Cell(aspect.aspect.roman, "center"), Cell(each.question.text, "text"), *(Cell(count, "count") for count in each.counts),
                Cell(each.answered, "count", answered), Cell(_exact(each.mean), "mean", mean),
            ))  # fmt: skip
    table = (*_opening(source, "FORMULIR F-03: NILAI PENGGUNA"), tuple(Cell(each, "head") for each in head), *rows)
    return Sheet(_USERS, table, (8, 70, 8, 8, 8, 8, 8, 8, 10, 11), (_FIRST_ROW - 1, 2), _HEAD_ROW)


def _index_sheet(source: PerformanceRecordSource, outcome: PerformanceOutcome, places: dict[int, tuple[int, int]]) -> Sheet:
    counted = [each for each in outcome.aspects if each.aspect.weight is not None]
    rows: list[tuple[Cell, ...]] = []
    asked, at = {each.aspect.number: each for each in outcome.user_aspects}, _FIRST_ROW
    product = column_name(3 + len(source.evaluators) + 4)
    for aspect in counted:
        row, weight = _FIRST_ROW + len(rows), aspect.aspect.weight or Fraction(0)
        start, end = places[aspect.aspect.number]
        value = f"=SUM({reference(_SCORES)}{product}{start}:{product}{end})" if aspect.value is not None else ""
        users, lines = asked.get(aspect.aspect.number), 0
        formula = ""
        if users is not None:
            lines = len(users.questions)
            formula = f"=AVERAGE({reference(_USERS)}J{at}:J{at + lines - 1})" if users.value is not None else ""
        at += lines
        rows.append((
            Cell(f"{aspect.aspect.roman}. {aspect.aspect.name}", "text"),
            Cell(_exact(weight), "mean", f"={weight.numerator}/{weight.denominator}"),
            Cell(_exact(aspect.value), "mean", value),
            Cell(_exact(aspect.value * weight if aspect.value is not None else None), "mean", f"=B{row}*C{row}" if value else ""),
            Cell(_exact(users.value if users else None), "mean", formula),
        ))  # fmt: skip
    last = _FIRST_ROW + len(rows) - 1
    head = ("Aspek", "Bobot", "F-02", "Bobot × F-02", "F-03")
    table = (*_opening(source, TITLE.upper()), tuple(Cell(each, "head") for each in head), *rows, *_sums(source, outcome, last))
    return Sheet(_INDEX, table, (48, 12, 12, 14, 12), (_FIRST_ROW - 1, 1), _HEAD_ROW)


def _sums(source: PerformanceRecordSource, outcome: PerformanceOutcome, last: int) -> tuple[tuple[Cell, ...], ...]:
    edition = source.edition
    total = last + 1
    sums = f"=SUM(D{_FIRST_ROW}:D{last})" if outcome.evaluated is not None else ""
    users = f"=AVERAGE(E{_FIRST_ROW}:E{last})" if outcome.users is not None else ""
    index = ""
    if outcome.printed is not None:
        mine, theirs = edition.evaluators_share, edition.users_share
        shares = f"{mine.numerator}/{mine.denominator}*D{total}"
        index = f"=ROUND({shares}+{theirs.numerator}/{theirs.denominator}*E{total},2)" if edition.asks_users else f"=ROUND(D{total},2)"
    bounds = "".join(f'IF(B{total + 1}<={each.highest},"{each.letter}",' for each in edition.categories[:-1])
    letter = f'={bounds}"{edition.categories[-1].letter}"{")" * (len(edition.categories) - 1)}' if index else ""
    category = outcome.category.letter if outcome.category else None
    return (
        (
            Cell("Jumlah F-02; rata-rata aspek F-03", "total_text"), Cell(None, "total_text"), Cell(None, "total_text"),
            Cell(_exact(outcome.evaluated), "total_mean", sums), Cell(_exact(outcome.users), "total_mean", users),
        ),
        (Cell("Indeks Pelayanan Publik (IPP)", "total_text"), Cell(printed_figure(outcome.index), "total", index)),
        (Cell("Kategori", "total_text"), Cell(category, "total_center", letter)),
        (Cell(edition.bases["formula"].note, "note"),),
    )  # fmt: skip
