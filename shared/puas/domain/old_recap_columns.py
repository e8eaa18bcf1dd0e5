"""Tables of a recap that stand: a row per unsur with its NRR, weighted NRR, NIK and mutu, and the unit's index below."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from puas.domain.old_recap_headings import Heading
from puas.domain.old_recap_rows import HIGHEST_MEAN, Context
from puas.domain.old_recap_tables import UNIT, UNKNOWN_ORDER, Printed, PrintedLetter, Recap, RecapLine, SheetRow, cell_name
from puas.domain.old_recap_words import (
    NINE,
    closing_kind,
    column_kind,
    edition_of_headings,
    read_count,
    read_letter,
    read_number,
    slug_of_number,
    unsur_heading,
)

_FEWEST_UNSUR = 5
_CLOSING_ROWS = 10
_HEADING_ROWS = 3


@dataclass(slots=True)
class Block:
    """Rows whose cell in one column names an unsur, in order; `rows` by index into the sheet."""

    column: int
    edition_id: str
    rows: dict[int, str] = field(default_factory=dict)
    order_known: bool = True


def find_blocks(rows: Sequence[SheetRow], taken: set[int], order: str) -> list[Block]:
    """All standing tables of a sheet; rows in `taken` are headings of lying tables."""
    width = max((len(row.cells) for row in rows), default=0)
    found: list[Block] = []
    for column in range(min(width, 60)):
        for block in _blocks_in(rows, column, taken, order):
            if not any(each.rows.keys() & block.rows.keys() and _is_beside(each, block) for each in found):
                found.append(block)
    return found


def _is_beside(known: Block, other: Block) -> bool:
    # "U1" and "Persyaratan" in neighbouring columns name the same rows.
    return abs(known.column - other.column) <= 2


def _blocks_in(rows: Sequence[SheetRow], column: int, taken: set[int], order: str) -> list[Block]:
    texts = [row.cells[column] if column < len(row.cells) else "" for row in rows]
    edition_id = edition_of_headings(texts)
    blocks: list[Block] = []
    current = Block(column, edition_id)
    gap = 0
    for index, text in enumerate(texts):
        slug, by_name = _slug(text, edition_id, order)
        has_figure = any(read_number(cell) is not None for cell in rows[index].cells[column + 1 :])
        if slug is not None and index not in taken and has_figure and slug not in current.rows.values():
            current.rows[index] = slug
            if not by_name and slug in ("pengaduan", "sarpras") and edition_id == NINE and order == UNKNOWN_ORDER:
                current.order_known = _neighbour_names(rows[index], column, edition_id)
            gap = 0
            continue
        gap += 1
        if gap > 1 or slug is not None:
            _keep(blocks, current)
            current, gap = Block(column, edition_id), 0
            if slug is not None and index not in taken and has_figure:
                current.rows[index] = slug
    _keep(blocks, current)
    return blocks


def _keep(blocks: list[Block], block: Block) -> None:
    if len(block.rows) >= _FEWEST_UNSUR:
        blocks.append(block)


def _slug(text: str, edition_id: str, order: str) -> tuple[str | None, bool]:
    heading = unsur_heading(text, edition_id) if text else None
    if heading is None:
        return None, False
    if heading.slug is not None:
        return heading.slug, True
    return slug_of_number(heading.number or 0, edition_id, order), False


def _neighbour_names(row: SheetRow, column: int, edition_id: str) -> bool:
    beside = row.cells[column + 1] if column + 1 < len(row.cells) else ""
    heading = unsur_heading(beside, edition_id) if beside else None
    return heading is not None and heading.slug is not None


def read_block(recap: Recap, context: Context, rows: Sequence[SheetRow], block: Block, group: int) -> RecapLine:
    """One line out of a standing table and the rows below it."""
    heading = Heading(min(block.rows), rows[min(block.rows)].number, block.edition_id, order_known=block.order_known)
    line = context.line(UNIT, context.agency or context.sheet, heading, group)
    kinds = _kinds(rows, block)
    for index, slug in _slugs_by_name(rows, block).items():
        for column, kind in kinds.items():
            _take(recap, line, slug, rows[index], column, kind)
    _read_closing(line, rows, block, kinds)
    return line


def _slugs_by_name(rows: Sequence[SheetRow], block: Block) -> dict[int, str]:
    """A name beside a number wins: U8 Sarana is sarpras in either order."""
    slugs = dict(block.rows)
    for index, _slug_by_number in block.rows.items():
        cells = rows[index].cells
        beside = unsur_heading(cells[block.column + 1], block.edition_id) if block.column + 1 < len(cells) else None
        if beside is not None and beside.slug is not None:
            slugs[index] = beside.slug
    return slugs if len(set(slugs.values())) == len(slugs) else dict(block.rows)


def _kinds(rows: Sequence[SheetRow], block: Block) -> dict[int, str]:
    first = min(block.rows)
    width = max(len(rows[index].cells) for index in block.rows)
    kinds: dict[int, str] = {}
    for column in range(block.column + 1, width):
        texts = [rows[index].cells[column] for index in range(max(0, first - _HEADING_ROWS), first) if column < len(rows[index].cells)]
        kind = next((kind for text in reversed(texts) if read_number(text) is None and (kind := column_kind(text))), None)
        if kind in ("number", "rank", "unsur", "agency", "service", "target", "change", "previous", "respondents", "year", "period"):
            continue
        kind = _by_size(rows, block, column, kind)
        if kind is not None and kind not in kinds.values():
            kinds[column] = kind
    return kinds


def _by_size(rows: Sequence[SheetRow], block: Block, column: int, kind: str | None) -> str | None:
    if kind in ("mutu", "predikat"):
        return "mutu" if kind == "mutu" else None
    texts = [rows[index].cells[column] for index in block.rows if column < len(rows[index].cells)]
    values = [value for text in texts if (value := read_number(text)) is not None]
    if len(values) < len(block.rows) // 2:
        letters = sum(1 for text in texts if read_letter(text))
        return "mutu" if kind is None and letters * 2 > len(block.rows) else None
    if kind == "weighted" or kind == "sum":
        return kind
    highest = max(values)
    if highest <= HIGHEST_MEAN:
        return "nrr"
    return "nik" if highest <= 110 else "sum"


def _take(recap: Recap, line: RecapLine, slug: str, row: SheetRow, column: int, kind: str) -> None:
    text = row.cells[column] if column < len(row.cells) else ""
    name = cell_name(column, row.number)
    if not text or text in ("-", "–"):
        return
    each = line.print_of(slug)
    if kind == "mutu":
        letter = read_letter(text)
        each.mutu = PrintedLetter(letter, name) if letter else None
        return
    value = read_number(text)
    if value is None or value < 0:
        recap.add_fault(line.sheet, name, text, "not_a_number" if value is None else "negative")
        return
    printed = Printed(value, name)
    if kind == "sum":
        each.total = printed
    elif kind == "weighted":
        each.weighted = printed
    elif kind == "nrr":
        each.nrr = printed
    else:
        each.nik = printed


def _read_closing(line: RecapLine, rows: Sequence[SheetRow], block: Block, kinds: dict[int, str]) -> None:
    last = max(block.rows)
    weighted = next((column for column, kind in kinds.items() if kind == "weighted"), None)
    for row in rows[last + 1 : last + 1 + _CLOSING_ROWS]:
        label = next((cell for cell in row.cells[max(0, block.column - 1) :] if cell and read_number(cell) is None), "")
        kind = closing_kind(label)
        if kind is None:
            continue
        if kind in ("mutu", "predikat"):
            _close_with_letter(line, row, label)
            continue
        columns = [column for column, cell in enumerate(row.cells) if column >= block.column and read_number(cell) is not None]
        if kind == "respondents":
            _close_with_people(line, row, columns)
            continue
        column = weighted if weighted in columns and kind in ("sum", "weighted", "nrr") else (columns[0] if columns else None)
        value = read_number(row.cells[column]) if column is not None else None
        if value is not None and value > 0 and column is not None:
            _close(line, kind, Printed(value, cell_name(column, row.number)), is_weighted=column == weighted)


def _close(line: RecapLine, kind: str, value: Printed, *, is_weighted: bool) -> None:
    if value.value <= HIGHEST_MEAN:
        if kind in ("sum", "weighted") or is_weighted:
            line.weighted_total = line.weighted_total or value
        else:
            line.ni = line.ni or value
    elif kind in ("ikm", "nrr", "unsur_nik", "weighted") and value.value <= 130:
        line.nik = line.nik or value


def _close_with_letter(line: RecapLine, row: SheetRow, label: str) -> None:
    for column, cell in enumerate(row.cells):
        letter = read_letter(cell.rpartition(":")[2] if ":" in cell else cell) if cell != label or ":" in cell else None
        if letter:
            line.mutu = line.mutu or PrintedLetter(letter, cell_name(column, row.number))
            return


def _close_with_people(line: RecapLine, row: SheetRow, columns: Sequence[int]) -> None:
    for column in columns:
        people = read_count(row.cells[column])
        if people is not None:
            line.respondents = Printed(Decimal(people), cell_name(column, row.number))
            return
