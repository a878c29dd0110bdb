"""The filled sheet: hidden keys, words to read by, and cells to write in."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from bromost_common.languages import Language, in_language
from bromost_common.sheets.formulas import harmless
from bromost_indicators.entries.rows import RuleRow

from .plan import MOST_CELLS, MOST_COLUMNS, Line, Plan, SheetTooLargeError, Span
from .reading import FORMAT, HEADER, MARK
from .styles import HEADER_ROWS, Style, finish, styled
from .words import EVIDENCE, FIELDS, LABELS, WORDS, Words

_LONGEST = 32_000
# Beyond that a spreadsheet loses digits.
_DIGITS = 15
_PARTS = {"numerator", "denominator"}


class Column(NamedTuple):
    """One of a period's columns."""

    span: Span
    field: str

    @property
    def key(self) -> str:
        first, last = self.span
        return f"{first}/{last}/{self.field}"


@dataclass
class Cell:
    """What is written, and how it looks."""

    value: str | Decimal | date | None
    style: Style = Style.LOCKED


class Sheet:
    """The rows of the sheet, for a workbook and for a text file alike."""

    def __init__(self, plan: Plan, language: Language, *, every_place: bool) -> None:
        self.plan = plan
        self.language = language
        self.words: Words = WORDS[language]
        self.columns = list(self._columns())
        self.lines = plan.lines(every_place=every_place)
        self._refuse_too_large()

    def _refuse_too_large(self) -> None:
        # A marked copy has one more.
        width = 1 + len(LABELS) + len(self.columns) + 1
        if width > MOST_COLUMNS:
            raise SheetTooLargeError(f"At most {MOST_COLUMNS} columns in a sheet.")
        if width * (HEADER_ROWS + len(self.lines)) > MOST_CELLS:
            raise SheetTooLargeError(f"At most {MOST_CELLS} cells in a sheet.")

    def _columns(self) -> Iterator[Column]:
        for span in self.plan.spans:
            with_parts = self.plan.has_parts(span)
            for name in FIELDS:
                if with_parts or name not in _PARTS:
                    yield Column(span, name)
            if self.plan.has_evidence(span):
                yield Column(span, EVIDENCE)
            yield Column(span, MARK)

    def header(self) -> Iterator[list[Cell]]:
        names = self.words.columns
        key, head = Style.HIDDEN, Style.HEADER
        none = [Cell("", head)] * len(LABELS)
        yield [
            Cell(f"{FORMAT} {self.plan.owner.id}", key),
            *(Cell(name, key) for name in LABELS),
            *(Cell(column.key, key) for column in self.columns),
        ]
        for name, at in (("from", 0), ("to", 1)):
            days = [Cell(c.span[at], Style.DAY) for c in self.columns]
            yield [Cell(HEADER, key), *none[1:], Cell(names[name], head), *days]
        yield [
            Cell(HEADER, key),
            *(Cell(names[name], head) for name in LABELS),
            *(Cell(names.get(c.field, ""), head) for c in self.columns),
        ]

    def body(self) -> Iterator[tuple[Line, list[Cell]]]:
        for line in self.lines:
            told = [self._cell(line, column) for column in self.columns]
            yield line, [Cell(line.key, Style.HIDDEN), *self._labels(line), *told]

    def _labels(self, line: Line) -> list[Cell]:
        plan, language = self.plan, self.language
        rules = plan.rules(line.indicator_id)
        return [
            Cell(plan.title(line)),
            Cell(plan.place(line, language)),
            Cell(plan.breakdown(line, language)),
            Cell(_unit(rules[-1], language) if rules else ""),
        ]

    def _cell(self, line: Line, column: Column) -> Cell:
        span, name = column
        if not self.plan.may_say(line, span):
            return Cell(None, Style.NOT_HERE)
        if name == MARK:
            return Cell(self.plan.mark(line, span), Style.HIDDEN)
        if name == EVIDENCE:
            return Cell(self.plan.evidence(line, span))
        rule = self.plan.rule(line.indicator_id, span)
        assert rule is not None
        period = self.plan.periods[line.indicator_id, span]
        closed = period.id in self.plan.ground.locked or (
            name == "comment" and bool(line.leaf)
        )
        style = Style.LOCKED if closed else Style.OPEN
        said: str | None = getattr(self.plan.now(line, span), name)
        if said is None:
            return Cell(None, style)
        return Cell(self._written(name, said, rule), style)

    def _written(self, name: str, said: str, rule: RuleRow) -> str | Decimal:
        if name == "state":
            return self.words.states[said]
        if name == "comment" or rule.kind == "text":
            return said
        number = Decimal(said)
        if name == "value":
            return self._word(number, rule) or number
        return number

    def _word(self, number: Decimal, rule: RuleRow) -> str | None:
        """The word for a step, or for yes or no."""
        return next((w for n, w in self.choices(rule) if n == number), None)

    def choices(self, rule: RuleRow) -> list[tuple[Decimal, str]]:
        """What the value of an indicator is chosen from, if it is."""
        if rule.scale is not None:
            return [
                (
                    Decimal(step["value"]),
                    in_language(step["label"], self.language, rule.original_language),
                )
                for step in rule.scale
            ]
        if rule.kind in {"yes_no", "milestone"}:
            return [(Decimal(1), self.words.yes), (Decimal(0), self.words.no)]
        return []


def _unit(rule: RuleRow, language: Language) -> str:
    if rule.unit_name:
        return in_language(
            rule.unit_name,  # type: ignore[arg-type]  # keys are languages
            language,
            rule.original_language,
        )
    return {"percent": "%", "number": ""}.get(rule.unit, rule.unit.rpartition(":")[2])


def write_csv(sheet: Sheet) -> bytes:
    """With its hidden cells in sight; UTF-8 with the mark that Excel asks for."""
    text = io.StringIO(newline="")
    out = csv.writer(text)
    for cells in sheet.header():
        out.writerow([_plain(cell.value) for cell in cells])
    for _, cells in sheet.body():
        out.writerow([_plain(cell.value) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def _plain(value: str | Decimal | date | None) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if not isinstance(value, str):
        return str(value or "")
    return harmless(value)


def write_workbook(sheet: Sheet) -> bytes:
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(sheet.words.sheet)
    finish(workbook, page, sheet)
    for cells in sheet.header():
        page.append([_cell(page, one) for one in cells])
    for _, cells in sheet.body():
        page.append([_cell(page, one) for one in cells])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _cell(page: Any, cell: Cell) -> Any:
    value: Any = cell.value
    if isinstance(value, Decimal):
        if len(value.as_tuple().digits) > _DIGITS:
            value = format(value, "f")
        else:
            value = int(value) if value == value.to_integral() else float(value)
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST]
    return styled(page, value, cell.style)
