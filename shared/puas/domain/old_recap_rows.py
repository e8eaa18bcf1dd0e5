"""Tables of a recap that lie: a row per respondent, service, agency or year, unsur in the columns, sums and means below."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from puas.domain.old_recap_headings import Heading
from puas.domain.old_recap_tables import SERVICE, SUMMARY, UNIT, Answers, Printed, PrintedLetter, Recap, RecapLine, SheetRow, cell_name
from puas.domain.old_recap_words import closing_kind, part_of, read_count, read_letter, read_number, year_of
from puas.domain.reporting_scope import WHOLE_YEAR

HIGHEST_MEAN = Decimal("5.5")
_FOUR, _FIVE = 4, 5
_FEWEST_FIGURES = 2
_SHEET_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")
_NOTHING = {"", "-", "–", "—", "n/a"}


class Context:
    """What a sheet's name and titles say of everything on it."""

    def __init__(self, sheet: str, year: int | None, part: str, agency: str, stated_weight: str) -> None:
        self.sheet, self.year, self.part, self.agency, self.stated_weight = sheet, year, part, agency, stated_weight

    def line(self, role: str, title: str, heading: Heading, group: int) -> RecapLine:
        """A line that knows where it stands."""
        return RecapLine(
            sheet=self.sheet, role=role, title=title, edition_id=heading.edition_id, group=group, year=self.year, part=self.part,
            agency=self.agency, order_known=heading.order_known, stated_weight=self.stated_weight,
        )  # fmt: skip


def read_table(recap: Recap, context: Context, heading: Heading, rows: Sequence[SheetRow], group: int) -> None:
    """Read the rows below a heading into lines."""
    body = [row for row in rows if any(row.cells) and not _is_numbering(row, heading)]
    _take_numbers_for_numbers(heading, body)
    reader = _TableReader(recap, context, heading, group)
    if heading.years:
        reader.read_years(body)
    elif _holds_answers(heading, body):
        reader.read_answers(body)
    else:
        reader.read_lines(body)


def _is_numbering(row: SheetRow, heading: Heading) -> bool:
    """A row that numbers the columns, (1) (2) (3) …, as official tables have."""
    numbers = [read_number(cell.strip("()")) for cell in row.cells if cell]
    return row.number == heading.row + 1 and len(numbers) >= 5 and numbers == [Decimal(each) for each in range(1, len(numbers) + 1)]


def _take_numbers_for_numbers(heading: Heading, body: Iterable[SheetRow]) -> None:
    """"Responden" over 1, 2, 3, … numbers people; over 120, 85, … it counts them."""
    column = heading.column("respondents")
    numbers = [read_count(_cell(row, column)) for row in body if _closing_of(row, heading) is None and _cell(row, column)]
    if column is not None and len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
        heading.kinds[column] = "number"


def _holds_answers(heading: Heading, body: Iterable[SheetRow]) -> bool:
    if not heading.unsur or set(heading.kinds.values()) & {"ikm", "mutu", "ni", "respondents"}:
        return False
    scored = [row for row in body if _closing_of(row, heading) is None]
    values = [value for row in scored for column in heading.unsur if (value := _number_at(row, column)) is not None]
    scores = [value for value in values if value == int(value) and abs(value) < 10]
    return bool(values) and len(scores) * 10 >= len(values) * 9


def _cell(row: SheetRow, column: int | None) -> str:
    return row.cells[column] if column is not None and column < len(row.cells) else ""


def _number_at(row: SheetRow, column: int | None) -> Decimal | None:
    return read_number(_cell(row, column))


def _closing_of(row: SheetRow, heading: Heading) -> str | None:
    """What a row closes the table with, by the first text left of the unsur or in any other column."""
    for column, cell in enumerate(row.cells):
        if not cell or column in heading.unsur:
            continue
        kind = closing_kind(cell)
        if kind is not None:
            return kind
        if read_number(cell) is None:
            return None
    # A merged label may reach into the columns of unsur.
    first = next((cell for cell in row.cells if cell), "")
    return closing_kind(first) if read_number(first) is None else None


def _behind_equals(text: str) -> Decimal | None:
    """The figure of "IKM Unit Pelayanan = 88,30", all in one cell."""
    for mark in ("=", ":"):
        if mark in text:
            return read_number(text.rpartition(mark)[2])
    return None


class _TableReader:
    def __init__(self, recap: Recap, context: Context, heading: Heading, group: int) -> None:
        self.recap, self.context, self.heading, self.group = recap, context, heading, group
        # Below the first sum or mean come legends too, whose words are no faults.
        self.is_below = False

    # Rows of single respondents

    def read_answers(self, body: Sequence[SheetRow]) -> None:
        unit = self.context.line(UNIT, self._unit_title(), self.heading, self.group)
        scored = [row for row in body if _closing_of(row, self.heading) is None]
        scale = self._scale(scored)
        unit.answers = Answers(scale=scale, order_known=self.heading.order_known)
        by_service: dict[str, Answers] = {}
        for row in body:
            kind = _closing_of(row, self.heading)
            if kind is not None:
                self._read_closing(unit, row, kind)
            elif not self._is_legend(row):
                self._add_answer(unit.answers, by_service, row, scale)
        if len(by_service) > 1:
            for name, answers in by_service.items():
                line = self.context.line(SERVICE, name, self.heading, self.group)
                line.service, line.answers = name, answers
                self.recap.lines.append(line)
        elif by_service:
            unit.service = next(iter(by_service))
        if unit.says_anything():
            self.recap.lines.append(unit)

    def _is_legend(self, row: SheetRow) -> bool:
        columns = self.heading.unsur or self.heading.kinds
        return self.is_below and sum(1 for column in columns if _number_at(row, column) is not None) < min(_FEWEST_FIGURES, len(columns))

    def _scale(self, rows: Sequence[SheetRow]) -> int:
        values = [value for row in rows for column in self.heading.unsur if (value := _number_at(row, column)) is not None]
        fives = sum(1 for value in values if value == _FIVE)
        # A stray 5 is a slip of the pen, many are another form.
        return _FIVE if fives * 50 >= len(values) and fives > 1 else _FOUR

    def _add_answer(self, unit: Answers, by_service: dict[str, Answers], row: SheetRow, scale: int) -> None:
        scores = {slug: score for column, slug in self.heading.unsur.items() if (score := self._score(row, column, scale)) is not None}
        if not scores:
            return
        service = " ".join(_cell(row, self.heading.column("service")).split())
        for answers in (unit, by_service.setdefault(service, Answers(scale=scale, order_known=unit.order_known))) if service else (unit,):
            answers.respondents += 1
            for slug, score in scores.items():
                answers.totals[slug] = answers.totals.get(slug, 0) + score
                answers.answered[slug] = answers.answered.get(slug, 0) + 1

    def _score(self, row: SheetRow, column: int, scale: int) -> int | None:
        text = _cell(row, column)
        value = read_number(text)
        code = _fault_of(text, value, scale)
        if code:
            self.recap.add_fault(self.context.sheet, cell_name(column, row.number), text, code)
        return None if code or value is None else int(value)

    # Rows that carry an index

    def read_lines(self, body: Sequence[SheetRow]) -> None:
        summary = self.context.line(SUMMARY, self.context.agency or self.context.sheet, self.heading, self.group)
        lines: list[RecapLine] = []
        year, agency = self.context.year, self.context.agency
        for row in body:
            kind = _closing_of(row, self.heading)
            if kind is not None:
                self._read_closing(summary, row, kind)
                continue
            line = None if self._is_legend(row) else self._read_line(row, year, agency)
            if line is not None:
                lines.append(line)
                year, agency = line.year, line.agency
        self.recap.lines += lines
        if lines and (summary.says_anything() or summary.respondents):
            self.recap.lines.append(summary)

    def _read_line(self, row: SheetRow, year: int | None, agency: str) -> RecapLine | None:
        heading = self.heading
        service, office = (" ".join(_cell(row, heading.column(kind)).split()) for kind in ("service", "agency"))
        when = f"{_cell(row, heading.column('year'))} {_cell(row, heading.column('period'))}".strip()
        title = service or office or when
        if not title and not any(_number_at(row, column) is not None for column in heading.unsur):
            return None
        is_service = bool(service) and not office and not when
        line = self.context.line(SERVICE if is_service else UNIT, title or f"Baris {row.number}", heading, self.group)
        line.service, line.agency = service, office or agency
        line.year = year_of(when) or (None if when and not year else year)
        line.part = part_of(when) if when and part_of(when) != WHOLE_YEAR else line.part
        self._read_unsur(line, row)
        self._read_figures(line, row)
        return line if line.says_anything() else None

    def _read_unsur(self, line: RecapLine, row: SheetRow) -> None:
        for column, slug in self.heading.unsur.items():
            value = self._value(row, column)
            if value is None:
                continue
            if value.value <= HIGHEST_MEAN:
                line.print_of(slug).nrr = value
            else:
                line.print_of(slug).nik = value

    def _read_figures(self, line: RecapLine, row: SheetRow) -> None:
        heading = self.heading
        number = heading.column("respondents")
        people = read_count(_cell(row, number)) if number is not None else None
        if people is not None and number is not None:
            line.respondents = Printed(Decimal(people), cell_name(number, row.number))
        self._take_index(line, self._value(row, heading.column("ikm")))
        if (ni := self._value(row, heading.column("ni", "weighted"))) is not None:
            self._take_index(line, ni)
        line.mutu = self._letter(row, heading.column("mutu")) or self._letter(row, heading.column("predikat"))
        if line.mutu is None and (ikm := heading.column("ikm")) is not None:
            line.mutu = _letter_in(_cell(row, ikm), cell_name(ikm, row.number))
        line.previous = self._value(row, heading.column("previous"))
        line.change = self._value(row, heading.column("change"), negative=True)

    def read_years(self, body: Sequence[SheetRow]) -> None:
        """A column per year: every filled cell is an index."""
        for row in body:
            if _closing_of(row, self.heading) is not None:
                continue
            office = " ".join((_cell(row, self.heading.column("agency")) or _cell(row, self.heading.column("service"))).split())
            for column, year in self.heading.years.items():
                line = self.context.line(UNIT, f"{office or self.context.agency or self.context.sheet} {year}", self.heading, self.group)
                line.agency, line.year = office or line.agency, year
                self._take_index(line, self._value(row, column))
                line.mutu = _letter_in(_cell(row, column), cell_name(column, row.number))
                if line.says_anything():
                    self.recap.lines.append(line)

    # Rows below a table

    def _read_closing(self, line: RecapLine, row: SheetRow, kind: str) -> None:
        self.is_below = True
        if kind in ("mutu", "predikat"):
            self._close_with_letters(line, row)
            return
        columns = list(self.heading.unsur)
        values = {slug: value for column, slug in self.heading.unsur.items() if (value := self._value(row, column)) is not None}
        outside = [each for column in range(len(row.cells)) if column not in columns and (each := self._value(row, column)) is not None]
        if len(values) < 2:
            outside, values = [*values.values(), *outside], {}
        if kind == "respondents" or (kind == "sum" and self.heading.column("respondents") is not None):
            self._close_with_people(line, row)
        elif kind == "ikm":
            self._take_index(line, outside[0] if outside else self._in_words(row))
        elif kind == "weighted":
            for slug, value in values.items():
                line.print_of(slug).weighted = value
            line.weighted_total = outside[-1] if outside else line.weighted_total
        else:
            self._close_with_means(line, row, kind, values)

    def _close_with_means(self, line: RecapLine, row: SheetRow, kind: str, values: dict[str, Printed]) -> None:
        for slug, value in values.items():
            each = line.print_of(slug)
            if kind == "sum":
                each.total = value
            elif value.value > HIGHEST_MEAN:
                each.nik = value
            else:
                each.nrr = value
        if kind != "sum":
            self._take_index(line, self._value(row, self.heading.column("ikm")))
            line.mutu = line.mutu or self._letter(row, self.heading.column("mutu"))

    def _close_with_people(self, line: RecapLine, row: SheetRow) -> None:
        column = self.heading.column("respondents")
        columns = [column] if column is not None else range(len(row.cells))
        for each in columns:
            people = read_count(_cell(row, each))
            if people is not None:
                line.respondents = Printed(Decimal(people), cell_name(each, row.number))
                return

    def _close_with_letters(self, line: RecapLine, row: SheetRow) -> None:
        by_unsur = {slug: each for column, slug in self.heading.unsur.items() if (each := self._letter(row, column)) is not None}
        if len(by_unsur) >= 5 and len({each.cell for each in by_unsur.values()}) > 1:
            for slug, letter in by_unsur.items():
                line.print_of(slug).mutu = letter
            return
        for column, cell in enumerate(row.cells):
            text = read_letter(cell.rpartition(":")[2] if ":" in cell else cell.rpartition("=")[2])
            if text is not None:
                line.mutu = line.mutu or PrintedLetter(text, cell_name(column, row.number))
                return

    def _take_index(self, line: RecapLine, value: Printed | None) -> None:
        if value is None:
            return
        if 0 < value.value <= 1:
            # A sheet shows 0,8831 as 88,31 per cent.
            value = Printed(value.value * 100, value.cell)
        if value.value <= HIGHEST_MEAN:
            line.ni = line.ni or value
        else:
            line.nik = line.nik or value

    def _in_words(self, row: SheetRow) -> Printed | None:
        for column, cell in enumerate(row.cells):
            value = _behind_equals(cell)
            if value is not None:
                return Printed(value, cell_name(column, row.number))
        return None

    def _value(self, row: SheetRow, column: int | None, *, negative: bool = False) -> Printed | None:
        text = _cell(row, column)
        if column is None or text.strip() in _NOTHING:
            return None
        value = read_number(text)
        name = cell_name(column, row.number)
        if value is None:
            if (column in self.heading.unsur and not self.is_below) or text.upper().startswith(_SHEET_ERRORS):
                self.recap.add_fault(self.context.sheet, name, text, _fault_of(text, None, _FOUR))
            return None
        if value < 0 and not negative:
            self.recap.add_fault(self.context.sheet, name, text, "negative")
            return None
        return Printed(value, name)

    def _letter(self, row: SheetRow, column: int | None) -> PrintedLetter | None:
        letter = read_letter(_cell(row, column)) if column is not None else None
        return PrintedLetter(letter, cell_name(column or 0, row.number)) if letter else None

    def _unit_title(self) -> str:
        return self.context.agency or self.context.sheet


def _fault_of(text: str, value: Decimal | None, scale: int) -> str:
    if text.strip() in _NOTHING:
        return ""
    if text.upper().startswith(_SHEET_ERRORS):
        return "error_value"
    if value is None:
        return "not_a_number"
    if value < 0:
        return "negative"
    if value != int(value):
        return "not_a_score"
    return "" if 1 <= value <= scale else "out_of_scale"


def _letter_in(text: str, cell: str) -> PrintedLetter | None:
    """The letter beside a figure in one cell: 88,40 (A)."""
    head, _, rest = text.partition("(")
    letter = read_letter(rest.rstrip(")")) if read_number(head) is not None and rest else None
    return PrintedLetter(letter, cell) if letter else None
