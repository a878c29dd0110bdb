"""What is told of a row, held against the rule that it goes by."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from bromost_common.errors import ConflictError, InvalidError, invalid
from bromost_indicators.calculation.cells import (
    ALL,
    discrepancies,
    method_of_cells,
    subtotals,
)
from bromost_indicators.calculation.values import (
    Amount,
    exact,
    known,
    quotient,
    rounded,
)
from bromost_indicators.definitions.calculating import rule_of
from bromost_indicators.definitions.combinations import CHOICES
from bromost_indicators.figures import misfit

from .rows import EntryRow, RuleRow, Wish
from .schemas import CellIn, EntryFields

WITH_VALUE = frozenset({"reported", "zero", "estimated"})
_quotient = exact(quotient)


class PeriodLockedError(ConflictError):
    """Of these days nothing more is said."""

    code = "period_locked"


class Lock(NamedTuple):
    """Why nothing more may be said."""

    starts_on: date
    ends_on: date
    reason: str
    locked_by: str | None

    def told(self) -> str:
        by = f" by {self.locked_by}" if self.locked_by else ""
        return f"{self.starts_on} to {self.ends_on} is locked{by}: {self.reason}"


class Row(NamedTuple):
    """All that decides what may be said of a period at a place."""

    rule: RuleRow
    newest: EntryRow | None = None
    # The live categories of each axis in use, in order.
    axes: Sequence[frozenset[UUID]] = ()
    places: frozenset[UUID] = frozenset()
    lock: Lock | None = None
    # Which of the files that are named may be stood on.
    files: Collection[UUID] = ()


# Where in a body something stands: a cell of it, or itself.
Place: TypeAlias = tuple[str | int, ...]


class Told(NamedTuple):
    """What is stored of it."""

    value: Decimal | None
    # Of a share, what it is made of: as it was told, or as its cells come to.
    numerator: Decimal | None
    denominator: Decimal | None
    state: str
    cells: Sequence[dict[str, Any]]


def told(row: Row, wanted: EntryFields | Wish) -> Told:
    """The columns of the entry and its cells, or the first coded refusal."""
    if row.lock is not None:
        raise PeriodLockedError(row.lock.told())
    if row.rule.kind == "formula":
        raise _refused("value", "formula_not_entered", "It is worked out.")
    if wanted.place_id is not None and wanted.place_id not in row.places:
        raise _refused("place_id", "unknown_place", "The project has no such place.")
    if wanted.evidence:
        _check_evidence(row, wanted)
    cells: list[dict[str, Any]] = []
    if wanted.cells:
        cells = [_cell(row, place, one) for place, one in enumerate(wanted.cells)]
        _refuse_repeated(cells)
    total = _total(row.rule, cells)
    value = _value(row.rule, wanted, total)
    state = _state(wanted.state, value)
    _check_text(row.rule, wanted)
    if state in WITH_VALUE and value is None and wanted.text is None:
        raise _refused("value", "value_missing", "Say the value, or why there is none.")
    if state not in WITH_VALUE and (value is not None or cells):
        raise _refused("value", "state_without_value", "Without a value, as it says.")
    if cells and not wanted.is_partial:
        _check_sum(row.rule, value, total, wanted, cells)
    return Told(value, *_parts(row.rule, value, total, wanted), state, cells)


def _parts(
    rule: RuleRow,
    value: Decimal | None,
    total: Amount | None,
    wanted: EntryFields | Wish,
) -> tuple[Decimal | None, Decimal | None]:
    """Without those of its cells, a share could not be added to others."""
    told = wanted.numerator, wanted.denominator
    if told != (None, None) or value is None or total is None or total.value != value:
        return told
    has_parts = CHOICES[rule_of(rule).kind].has_parts
    return (total.numerator, total.denominator) if has_parts else told


def _value(
    rule: RuleRow,
    wanted: EntryFields | Wish | CellIn,
    total: Amount | None,
    at: Place = (),
) -> Decimal | None:
    """As it was told, or as its parts or cells come to."""
    value = wanted.value
    if value is None and wanted.state == "zero":
        value = Decimal(0)
    share = _share(rule, wanted, at)
    if value is None and share is not None:
        value = share
    elif share is not None and value != share:
        raise _refused("value", "parts_disagree", f"The share comes to {share}.", at)
    if value is None and total is not None and wanted.state in WITH_VALUE:
        value = total.value
    if value is not None and (wrong := misfit(value, rule)):
        raise _refused("value", *wrong, at)
    return value


def _share(
    rule: RuleRow, wanted: EntryFields | Wish | CellIn, at: Place
) -> Decimal | None:
    part, whole = wanted.numerator, wanted.denominator
    if part is None and whole is None:
        return None
    counted = rule_of(rule)
    if not CHOICES[counted.kind].has_parts:
        raise _refused("numerator", "parts_impossible", "It is no share.", at)
    if part is None or whole is None:
        missing = "numerator" if part is None else "denominator"
        raise _refused(missing, "parts_incomplete", "A share has both.", at)
    if whole <= 0:
        code = "denominator_negative" if whole else "denominator_zero"
        raise _refused("denominator", code, "Nothing is a part of nothing.", at)
    share = _quotient(part, whole, counted.per).value
    assert share is not None
    return rounded(share, rule.decimals)


def _state(state: str, value: Decimal | None, at: Place = ()) -> str:
    """A reported 0 is a state of its own."""
    if state == "zero" and value != 0:
        message = "Zero is the state of the value 0."
        raise _refused("state", "state_mismatch", message, at)
    return "zero" if state == "reported" and value == 0 else state


def _check_evidence(row: Row, wanted: EntryFields | Wish) -> None:
    for place, one in enumerate(wanted.evidence):
        if one.file_id is not None and one.file_id not in row.files:
            raise invalid(
                *("body", "evidence", place, "file_id"),
                code="unknown_file",
                message="There is no such file here, or it is no longer kept.",
            )


def _check_text(rule: RuleRow, wanted: EntryFields | Wish) -> None:
    if wanted.text is not None and rule.kind != "text":
        raise _refused("text", "text_impossible", "It is told by a number.")
    if rule.kind == "text" and wanted.text is None and wanted.state in WITH_VALUE:
        raise _refused("text", "value_missing", "Say it in words.")


# What is stored of a cell beside its entry.
CELL_COLUMNS = (
    *("number", "category_1", "category_2", "category_3"),
    *("state", "value", "numerator", "denominator"),
)


def _cell(row: Row, place: int, wanted: CellIn) -> dict[str, Any]:
    if not row.axes:
        raise _refused("cells", "cells_impossible", "It is not broken down.")
    fits = len(wanted.categories) == len(row.axes) and all(
        category in axis
        for category, axis in zip(wanted.categories, row.axes, strict=False)
    )
    if not fits:
        raise invalid(
            *("body", "cells", place, "categories"),
            code="unknown_category",
            message="One live category of each axis, in their order.",
        )
    at: Place = ("cells", place)
    value = _value(row.rule, wanted, None, at)
    state = _state(wanted.state, value, at)
    if (state in WITH_VALUE) != (value is not None):
        code = "state_without_value" if value is not None else "value_missing"
        raise _refused("value", code, "A value, or why there is none.", at)
    first, *others = wanted.categories
    return {
        "number": place + 1,
        "category_1": first,
        "category_2": others[0] if others else None,
        "category_3": others[1] if len(others) > 1 else None,
        "state": state,
        "value": value,
        "numerator": wanted.numerator,
        "denominator": wanted.denominator,
    }


def _leaf(cell: Mapping[str, Any]) -> tuple[UUID, ...]:
    names = ("category_1", "category_2", "category_3")
    return tuple(cell[name] for name in names if cell[name] is not None)


def _refuse_repeated(cells: Sequence[Mapping[str, Any]]) -> None:
    leaves = [_leaf(cell) for cell in cells]
    for place, leaf in enumerate(leaves):
        if leaf in leaves[:place]:
            raise invalid(
                *("body", "cells", place),
                code="cell_repeated",
                message="This cell is there twice.",
            )


def _amounts(cells: Sequence[Mapping[str, Any]]) -> dict[tuple[Any, ...], Amount]:
    return {
        _leaf(cell): known(cell["value"], cell["numerator"], cell["denominator"])
        if cell["value"] is not None
        else Amount(cell["state"])
        for cell in cells
    }


def _total(rule: RuleRow, cells: Sequence[Mapping[str, Any]]) -> Amount | None:
    """What the cells come to, rounded as values are; nothing for none."""
    if not cells:
        return None
    amounts = _amounts(cells)
    whole = tuple(ALL for _ in next(iter(amounts)))
    total = subtotals(rule_of(rule), amounts)[whole]
    if total.value is None:
        return None
    return total._replace(value=rounded(total.value, rule.decimals))


def _check_sum(
    rule: RuleRow,
    value: Decimal | None,
    total: Amount | None,
    wanted: EntryFields | Wish,
    cells: Sequence[Mapping[str, Any]],
) -> None:
    if value is None:
        return
    said = known(value, wanted.numerator, wanted.denominator)
    wrong = discrepancies(rule_of(rule), said, _amounts(cells))
    if wrong:
        raise _off(wrong[0].cells, wrong[0].total)
    # Where a share is told without its parts, those of its cells still tell it.
    share = _share_told(rule, cells, total) if wanted.numerator is None else None
    if share is not None and share != value:
        raise _off(share, value)


def _share_told(
    rule: RuleRow, cells: Sequence[Mapping[str, Any]], total: Amount | None
) -> Decimal | None:
    tell = all(cell["denominator"] is not None for cell in cells)
    adds_up = method_of_cells(rule_of(rule)) == "ratio"
    return total.value if total is not None and tell and adds_up else None


def _off(come_to: Decimal, told: Decimal) -> InvalidError:
    message = f"The cells come to {come_to}, not to {told}."
    return _refused("cells", "cells_do_not_add_up", message)


def _refused(name: str, code: str, message: str, at: Place = ()) -> InvalidError:
    return invalid("body", *at, name, code=code, message=message)
