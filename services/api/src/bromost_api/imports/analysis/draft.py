"""First pass: what each row says, before it is compared with the registry."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from bromost_api.imports.columns import Field
from bromost_api.imports.partners import Part, name_of, parts_of
from bromost_api.imports.values import (
    DecimalMark,
    Refusal,
    amount_of,
    currency_of,
    decimal_mark_of,
    year_of,
)
from bromost_common.sheets.cells import (
    Cell,
    Cells,
    Row,
    is_error,
    is_formula,
    letter,
    text_of,
)

from .options import Options

MAX_CODE = 40
MAX_TITLE = 2_000
MAX_PARTNERS = 4_000
MAX_NAME = 300


class Reason(NamedTuple):
    """Why a row is refused, and which cell is to blame. `code` is API."""

    code: str
    field: Field | None
    column: str | None
    cell: str | None
    message: str
    text: str = ""

    def as_json(self) -> dict[str, Any]:
        return {**self._asdict(), "field": self.field and self.field.value}


@dataclass(slots=True)
class DraftRow:
    """A row's own words and figures."""

    number: int
    reasons: list[Reason] = field(default_factory=list)
    code: str = ""
    country: str = ""
    title: str = ""
    partners: str = ""
    funder: str = ""
    year: int = 0
    amount: Decimal = Decimal(0)
    currency: str = ""


class Draft(NamedTuple):
    """All rows, and the different texts in them that the registry is asked about."""

    rows: list[DraftRow]
    parts: dict[str, tuple[Part, ...]]
    countries: set[str]
    names: set[str]
    others: set[str]


class RowReader:
    """Reads the cells of rows by the columns they are mapped to."""

    def __init__(
        self,
        options: Options,
        width: int,
        currencies: frozenset[str],
        mark: DecimalMark | None,
    ) -> None:
        self._columns = options.columns
        self._currency = options.currency
        self._width = width
        self._currencies = currencies
        self._mark = mark
        self._letters = {f: letter(i) for f, i in options.columns.items()}

    def read(self, row: Row) -> DraftRow:
        draft = DraftRow(row.number)
        if len(row.cells) > self._width:
            column = letter(self._width)
            draft.reasons.append(
                Reason(
                    "row_too_long",
                    None,
                    column,
                    f"{column}{row.number}",
                    "The row has more cells than the header.",
                    text_of(row.cells[self._width])[:80],
                )
            )
        self._refuse_computed(draft, row.cells)
        self._read_texts(draft, row.cells)
        self._read_figures(draft, row.cells)
        return draft

    def reason(
        self, draft: DraftRow, field_: Field, code: str, message: str, text: str = ""
    ) -> None:
        column = self._letters.get(field_)
        draft.reasons.append(
            Reason(
                code,
                field_,
                column,
                column and f"{column}{draft.number}",
                message,
                text[:80],
            )
        )

    def _cell(self, cells: Cells, field_: Field) -> Cell:
        index = self._columns.get(field_)
        return cells[index] if index is not None and index < len(cells) else None

    def _refuse_computed(self, draft: DraftRow, cells: Cells) -> None:
        for field_ in self._columns:
            cell = self._cell(cells, field_)
            if is_formula(cell):
                self.reason(
                    draft,
                    field_,
                    "formula_cell",
                    "A formula is not read; put its value into the cell.",
                    text_of(cell),
                )
            elif is_error(cell):
                self.reason(
                    draft,
                    field_,
                    "error_cell",
                    "The cell holds an error of the spreadsheet.",
                    text_of(cell),
                )

    def _read_texts(self, draft: DraftRow, cells: Cells) -> None:
        draft.code = self._text(draft, cells, Field.PROJECT_CODE, MAX_CODE)
        draft.title = self._text(draft, cells, Field.PROJECT_TITLE, MAX_TITLE)
        draft.partners = self._text(draft, cells, Field.PARTNERS, MAX_PARTNERS)
        draft.country = self._text(draft, cells, Field.COUNTRY, MAX_NAME)
        draft.funder = self._text(draft, cells, Field.FUNDER, MAX_NAME)
        for field_, text in (
            (Field.PROJECT_CODE, draft.code),
            (Field.PROJECT_TITLE, draft.title),
            (Field.FUNDER, draft.funder),
        ):
            if not text:
                name = field_.value
                self.reason(draft, field_, f"{name}_missing", f"There is no {name}.")

    def _text(self, draft: DraftRow, cells: Cells, field_: Field, longest: int) -> str:
        text = text_of(self._cell(cells, field_)).replace("\x00", "")
        if len(text) > longest:
            self.reason(
                draft,
                field_,
                "text_too_long",
                f"The text has more than {longest} characters.",
                text,
            )
            return text[:longest]
        return text

    def _read_figures(self, draft: DraftRow, cells: Cells) -> None:
        year_cell = self._cell(cells, Field.YEAR)
        amount_cell = self._cell(cells, Field.AMOUNT)
        if not is_formula(year_cell) and not is_error(year_cell):
            year = year_of(year_cell)
            if isinstance(year, Refusal):
                self.reason(draft, Field.YEAR, *year, text_of(year_cell))
            else:
                draft.year = year
        if not is_formula(amount_cell) and not is_error(amount_cell):
            amount = amount_of(amount_cell, self._mark)
            if isinstance(amount, Refusal):
                self.reason(draft, Field.AMOUNT, *amount, text_of(amount_cell))
            else:
                draft.amount = amount
        text = text_of(self._cell(cells, Field.CURRENCY)) or self._currency or ""
        currency = currency_of(text, self._currencies)
        if isinstance(currency, Refusal):
            self.reason(draft, Field.CURRENCY, *currency, text)
        else:
            draft.currency = currency


def mark_for(
    rows: Sequence[Row], options: Options, delimiter: str | None
) -> DecimalMark | None:
    """The decimal mark: as said, as proven by the column, else by the delimiter."""
    if options.decimal_mark:
        return options.decimal_mark
    index = options.columns.get(Field.AMOUNT, 0)
    proven = decimal_mark_of(r.cells[index] for r in rows if index < len(r.cells))
    # Semicolons delimit where the comma is taken: it is the decimal mark there.
    return proven or ("," if delimiter == ";" else None)


def collect(rows: Sequence[DraftRow]) -> Draft:
    """The rows with their different texts, each parsed once."""
    parts: dict[str, tuple[Part, ...]] = {}
    names: set[str] = set()
    others: set[str] = set()
    countries: set[str] = set()
    for row in rows:
        countries.add(row.country)
        names.update(name_of(row.funder).spellings)
        others.add(row.title)
        if row.partners in parts:
            continue
        parts[row.partners] = found = parts_of(row.partners)
        for part in found:
            names.add(part.text)
            for side in part.sides:
                names.update(side.spellings)
    return Draft(list(rows), parts, countries - {""}, names - {""}, others - {""})
