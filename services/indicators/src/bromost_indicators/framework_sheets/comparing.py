"""What the rows of a file say, held against what there is."""

from collections.abc import Iterator
from uuid import UUID

from bromost_indicators.value_sheets.cells import UnreadCellError

from .cells import read_cell
from .columns import COLUMNS, FIXED, PARTS, Column, Part
from .present import Present
from .reading import File
from .rows import Known, Row, Said, digest_of

# What a row of a part is the same by, where it does not say which it is.
Likeness = tuple[str, ...]


class Comparison:
    """Finds out which row is what, and what of it is said otherwise."""

    def __init__(self, file: File, there: Present) -> None:
        self.file = file
        self.there = there
        self._codes: dict[str, Row] = {}
        self._alike: dict[Likeness, Known] = {}
        for part in PARTS:
            for known in there.parts[part]:
                self._remember(known)
        # By whose row each thing is told.
        self.claimed: dict[UUID, Row] = {}

    def read(self) -> None:
        """What each cell says; and who is who, where the file knows it."""
        for row in self.file.rows.get("above", []):
            self._read_cells(row)
            self._name(row)
        for part in PARTS:
            for row in self.file.rows.get(part, []):
                self._read_cells(row)
                self._name(row)
                self._recognise(row)

    def _read_cells(self, row: Row) -> None:
        percent = self._is_percent(row)
        for column in COLUMNS[row.part]:
            try:
                said = read_cell(
                    row.part, column, row.cells.get(column.name), percent=percent
                )
            except UnreadCellError as error:
                row.blame(column.name, error.code)
            else:
                if said is not None:
                    row.said[column.name] = said

    def _is_percent(self, row: Row) -> bool:
        """Whether half of it is shown as 50 %."""
        if row.part == "periods":
            try:
                column = COLUMNS["periods"][0]
                cell = row.cells.get(column.name)
                code = read_cell("periods", column, cell, percent=False) or ""
            except UnreadCellError:
                return False
            indicator = self._codes.get(_folded(f"indicators {code}"))
            return indicator is not None and self._is_percent(indicator)
        kind, unit = (row.cells.get(name) for name in ("kind", "unit"))
        names = {c.name: c for c in COLUMNS["indicators"]}
        if row.part != "indicators":
            return False
        for column, cell in ((names["kind"], kind), (names["unit"], unit)):
            try:
                told = read_cell("indicators", column, cell, percent=False)
            except UnreadCellError:
                continue
            if told in {"percentage", "percent"}:
                return True
        known = self.there.by_id.get(row.key_id) if row.key_id else None
        return known is not None and getattr(known.thing, "kind", "") == "percentage"

    def _name(self, row: Row) -> None:
        if row.part == "above":
            # Whatever the file calls it, it is the programme's.
            row.id = row.key_id
        if not row.code:
            return
        name = _folded(f"{_shelf(row.part)} {row.code}")
        if name in self._codes:
            row.blame("code", "repeated_code")
        else:
            self._codes[name] = row

    def _recognise(self, row: Row) -> None:
        """By the hidden key; a row that was copied has that of another."""
        wanted = row.key_id
        if wanted is None:
            return
        if wanted in self.claimed:
            row.key = ""
            return
        known = self.there.by_id.get(wanted)
        if known is None or known.part != row.part:
            row.blame(COLUMNS[row.part][0].name, "unknown_row")
            return
        row.known, row.id = known, known.id
        self.claimed[known.id] = row

    def compare(self, row: Row) -> None:
        """What becomes of the row; what it names was looked at before."""
        self._resolve(row)
        if row.outcome == "waiting" or row.problems:
            return
        if row.known is None and not self._find(row):
            row.outcome = "new"
            return
        assert row.known is not None
        row.changes = [column.name for column in _changed(row, row.known)]
        fixed = FIXED[row.part].intersection(row.changes)
        for name in sorted(fixed):
            row.blame(name, "fixed_here")
        if not row.changes or fixed:
            return
        row.outcome = "changed"
        if row.key and row.key_digest != digest_of(row.known.said):
            row.outcome = "stale"

    def _resolve(self, row: Row) -> None:
        """Put ids where the file names other rows by their codes."""
        for column in COLUMNS[row.part]:
            if column.form != "ref":
                continue
            code = row.said.get(column.name)
            if code is None:
                if column.name in row.places and column.name not in _blamed(row):
                    row.blame(column.name, "missing")
                continue
            shelf = "indicators" if row.part == "periods" else "results"
            target = self._codes.get(_folded(f"{shelf} {code}"))
            if target is None:
                row.blame(column.name, "unknown_code")
            else:
                self._point(row, column, target)

    def _point(self, row: Row, column: Column, target: Row) -> None:
        if row.above is None and target.part != "above":
            row.above = target
        if target.id is not None:
            row.said[column.name] = str(target.id)
        elif target.outcome == "waiting":
            row.outcome = "waiting"
        else:
            row.blame(column.name, "named_row_refused")

    def _find(self, row: Row) -> bool:
        """A row without a key is what says the same of itself, if there is any."""
        for likeness in _likenesses(row.part, row.said):
            known = self._alike.get(likeness)
            if known is None:
                continue
            if known.id in self.claimed:
                row.blame(COLUMNS[row.part][0].name, "repeated_row")
            self.claimed.setdefault(known.id, row)
            row.known, row.id = known, known.id
            return True
        return False

    def added(self, row: Row) -> None:
        """From now on another row that says the same is a repeated one."""
        assert row.id is not None
        known = Known(row.part, row.id, 1, row.code, row.said)
        self.claimed[row.id] = row
        self._remember(known)

    def _remember(self, known: Known) -> None:
        likenesses = list(_likenesses(known.part, known.said))
        if "definition" in known.said:
            likenesses.append(_by_definition(known.said))
        for likeness in likenesses:
            self._alike.setdefault(likeness, known)


def _changed(row: Row, known: Known) -> Iterator[Column]:
    for column in COLUMNS[row.part]:
        if column.form == "code" or column.name not in row.places:
            continue
        said = row.said.get(column.name)
        # Without a key it is new to whoever wrote it: an empty cell says nothing.
        if said is None and not row.key:
            continue
        before = known.said.get(column.name)
        alike = column.name == "definition" and _folded(said or "") == _folded(
            before or ""
        )
        if said != before and not alike:
            yield column


def _blamed(row: Row) -> set[str]:
    return {problem.column for problem in row.problems}


def _shelf(part: Part) -> str:
    """Results are named alike, whoever's they are."""
    return "results" if part == "above" else part


def _likenesses(part: Part, said: Said) -> Iterator[Likeness]:
    if part == "links":
        yield part, said.get("from", ""), said.get("to", "")
        return
    if part == "periods":
        yield part, said.get("indicator", ""), said.get("starts_on", "")
        return
    below = said.get("result" if part == "indicators" else "kind", "")
    for name, text in said.items():
        if name.startswith("title."):
            yield part, below, name, _folded(text)
    # Without a title of its own it has that of the library.
    if "definition" in said and not any(name.startswith("title.") for name in said):
        yield _by_definition(said)


def _by_definition(said: Said) -> Likeness:
    code = _folded(said["definition"])
    return "indicators", said.get("result", ""), "definition", code


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
