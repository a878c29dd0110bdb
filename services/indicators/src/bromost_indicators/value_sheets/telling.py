"""What became of a file, as the contract tells it."""

from collections import Counter
from collections.abc import Sequence

from bromost_common.languages import Language
from bromost_common.sheets.cells import letter, text_of

from .comparing import Told
from .messages import message
from .plan import Plan
from .reading import At, File, Stray
from .schemas import (
    MOST_SHOWN,
    OUTCOMES,
    Outcome,
    SheetCount,
    SheetCounts,
    SheetValue,
    ValueSheetOut,
)
from .second_look import remark_code, remark_words

_LONGEST = 200


class Telling:
    """Puts outcomes into the reader's words."""

    def __init__(self, plan: Plan, file: File, language: Language) -> None:
        self._plan = plan
        self._file = file
        self._language = language

    def out(
        self,
        told: Sequence[Told],
        strays: Sequence[Stray],
        *,
        filled: int,
        batch: int | None,
        batches: int,
    ) -> ValueSheetOut:
        values, cells = Counter[Outcome](), Counter[Outcome]()
        for one in told:
            values[one.outcome] += 1
            cells[one.outcome] += len(one.said.cells)
        values["refused"] += len(strays)
        cells["refused"] += len(strays)
        shown = [*map(self._stray, strays), *map(self._value, self._to_show(told))]
        changed = len(strays) + sum(t.outcome != "unchanged" for t in told)
        return ValueSheetOut(
            format="xlsx" if self._file.format == "xlsx" else "csv",
            filled=filled,
            emptied=sum(t.code == "value_cleared" and not t.said.cells for t in told),
            counts=SheetCounts.model_validate(
                {o: SheetCount(values=values[o], cells=cells[o]) for o in OUTCOMES}
            ),
            values=shown[:MOST_SHOWN],
            left_out=max(0, changed - MOST_SHOWN),
            batch=batch,
            batches=batches,
        )

    def _to_show(self, told: Sequence[Told]) -> list[Told]:
        """What needs somebody first, each in the order of the file."""
        shown: list[Told] = []
        for outcome in OUTCOMES:
            if outcome != "unchanged" and len(shown) < MOST_SHOWN:
                of_it = [one for one in told if one.outcome == outcome]
                shown += sorted(of_it, key=_first)
        return shown[:MOST_SHOWN]

    def column(self, told: Told) -> int:
        """The one that is to blame, counted from 0."""
        columns, span = self._file.columns, told.said.span
        whole = columns.get(At(span, "value"), 0)
        name = "value" if told.field == "text" else told.field
        return columns.get(At(span, name), whole)

    def words(self, told: Told) -> str | None:
        if told.remarks:
            line, span = told.said.line, told.said.span
            rule = self._plan.rule(line.indicator_id, span)
            decimals = rule.decimals if rule else 0
            words = [
                remark_words(one, decimals, self._language) for one in told.remarks
            ]
            return " ".join(words)
        if told.code is None:
            return None
        return message(told.code, self._language, told.message)

    def stray_words(self, stray: Stray) -> str:
        return message(stray.code, self._language, None)

    def _value(self, told: Told) -> SheetValue:
        plan, line, span = self._plan, told.said.line, told.said.span
        is_known = line.indicator_id in plan.indicators
        now = plan.now(line, span)
        return SheetValue(
            row=told.said.row,
            cell=f"{letter(self.column(told))}{told.said.row}",
            cells=len(told.said.cells),
            indicator=plan.title(line) if is_known else None,
            place=plan.place(line, self._language) if line.place_id else None,
            breakdown=plan.breakdown(line, self._language) if line.leaf else None,
            starts_on=span[0],
            ends_on=span[1],
            before=now.value and now.value[:_LONGEST],
            said=_said(told),
            outcome=told.outcome,
            code=remark_code(told.remarks[0]) if told.remarks else told.code,
            message=self.words(told),
        )

    def _stray(self, stray: Stray) -> SheetValue:
        return SheetValue(
            row=stray.row,
            cell=f"{letter(stray.column)}{stray.row}",
            cells=1,
            indicator=None,
            place=None,
            breakdown=None,
            starts_on=None,
            ends_on=None,
            before=None,
            said=stray.text[:_LONGEST],
            outcome="refused",
            code=stray.code,
            message=self.stray_words(stray),
        )


def _first(told: Told) -> tuple[bool, int]:
    return not told.remarks, told.said.row


def _said(told: Told) -> str | None:
    """The value as it stands in the file, else what stands in its place."""
    cells = told.said.cells
    cell = cells.get("value") or cells.get("state") or next(iter(cells.values()), None)
    text = text_of(cell)
    return text[:_LONGEST] or None
