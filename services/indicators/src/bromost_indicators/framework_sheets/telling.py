"""What becomes of a file, as the contract tells it: a tree of its rows."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from bromost_common.languages import LANGUAGES, Language
from bromost_common.sheets.cells import letter, text_of
from bromost_indicators.results.rules import KINDS

from .columns import COLUMNS, PARTS, Column, Part
from .comparing import Comparison
from .reading import File
from .rows import Problem, Row
from .schemas import (
    MOST_SHOWN,
    CellChange,
    CellProblem,
    FrameworkSheetCounts,
    FrameworkSheetOut,
    FrameworkSheetRow,
    LeftAlone,
)
from .words import heading, in_words, message

_MOST_PLACES = 100
_LONGEST = 300


class Telling:
    """Puts rows into the reader's words."""

    def __init__(self, done: Comparison, language: Language) -> None:
        self._done = done
        self._file: File = done.file
        self._language = language
        self._by_id = {str(row.id): row for row in self._rows() if row.id}

    def _rows(self) -> Iterator[Row]:
        for part in (*PARTS, "above"):
            yield from self._file.rows.get(part, [])

    def out(self) -> FrameworkSheetOut:
        tree = list(self._tree())
        counted = Counter(row.outcome for row, _ in tree)
        shown = tree
        if len(tree) > MOST_SHOWN:
            shown = [one for one in tree if one[0].outcome != "unchanged"]
            shown = (shown or tree)[:MOST_SHOWN]
        places = self._file.left_out
        return FrameworkSheetOut(
            format="xlsx" if self._file.format == "xlsx" else "csv",
            counts=FrameworkSheetCounts(
                **{n: counted[n] for n in FrameworkSheetCounts.model_fields}  # type: ignore[index]  # outcomes
            ),
            rows=[self._row(row, depth) for row, depth in shown],
            not_shown=len(tree) - len(shown),
            left_alone=LeftAlone(
                **{part: self._left_alone(part) for part in PARTS},
            ),
            left_out=places[:_MOST_PLACES],
            left_out_more=max(0, len(places) - _MOST_PLACES),
        )

    def _left_alone(self, part: Part) -> int:
        there = self._done.there.parts[part]
        return sum(known.id not in self._done.claimed for known in there)

    def _tree(self) -> Iterator[tuple[Row, int]]:
        """Results by their level, each with what is said of it below it."""
        below: defaultdict[int, list[Row]] = defaultdict(list)
        loose: list[Row] = []
        for part in PARTS:
            for row in self._file.rows.get(part, []):
                if part != "results" and row.above is None:
                    loose.append(row)
                elif row.above is not None:
                    below[id(row.above)].append(row)
        results = self._file.rows.get("results", [])
        for result in sorted(results, key=_level):
            yield from _branch(result, below, 0)
        for row in loose:
            yield from _branch(row, below, 0)

    def problems(self) -> Iterator[tuple[Row, int, str]]:
        """Each cell that somebody has to look at, and the words for it."""
        for part in PARTS:
            for row in self._file.rows.get(part, []):
                if row.outcome == "stale":
                    yield row, _place(row, COLUMNS[part][0].name), self._stale()
                for one in row.problems:
                    yield row, _place(row, one.column), self._words(one)

    def _stale(self) -> str:
        return message("stale_row", self._language, "stale_row")

    def _words(self, problem: Problem) -> str:
        return message(problem.code, self._language, problem.message)

    def _row(self, row: Row, depth: int) -> FrameworkSheetRow:
        problems = [self._problem(row, one) for one in row.problems]
        if row.outcome == "stale":
            problem = Problem(COLUMNS[row.part][0].name, "stale_row", "")
            problems.append(self._problem(row, problem))
        named = row.above if row.part in {"links", "periods"} else row
        to = self._by_id.get(row.said.get("to", "")) if row.part == "links" else None
        return FrameworkSheetRow(
            part=row.part,
            row=row.number,
            cell=self._cell(row, COLUMNS[row.part][0].name),
            depth=depth,
            code=row.code or None,
            level=self._level(row),
            title=_titles(named) if named else {},
            to_title=_titles(to) if to else None,
            starts_on=_day(row, "starts_on"),
            ends_on=_day(row, "ends_on"),
            outcome=row.outcome,
            changes=[self._change(row, name) for name in row.changes],
            problems=problems,
        )

    def _level(self, row: Row) -> str | None:
        return row.said.get("kind") if row.part == "results" else None

    def _problem(self, row: Row, problem: Problem) -> CellProblem:
        column = _column(row.part, problem.column)
        said = text_of(row.cells.get(column.name))[:_LONGEST]
        return CellProblem(
            cell=self._cell(row, column.name),
            column=heading(row.part, column, self._language),
            code=problem.code,
            message=self._words(problem),
            said=said or None,
        )

    def _change(self, row: Row, name: str) -> CellChange:
        column = _column(row.part, name)
        assert row.known is not None
        before, said = row.known.said.get(name), row.said.get(name)
        return CellChange(
            cell=self._cell(row, name),
            column=heading(row.part, column, self._language),
            before=before and in_words(row.part, column, before, self._language),
            said=said and in_words(row.part, column, said, self._language),
        )

    def _cell(self, row: Row, name: str) -> str:
        place = f"{letter(_place(row, name))}{row.number}"
        return f"{row.sheet}!{place}" if row.sheet else place


def _branch(
    row: Row, below: defaultdict[int, list[Row]], depth: int
) -> Iterator[tuple[Row, int]]:
    yield row, depth
    for one in below[id(row)]:
        yield from _branch(one, below, depth + 1)


def _level(row: Row) -> int:
    kind = row.said.get("kind", "")
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


def _place(row: Row, name: str) -> int:
    return row.places.get(name, 1)


def _column(part: Part, name: str) -> Column:
    return next(one for one in COLUMNS[part] if one.name == name)


def _titles(row: Row) -> dict[Language, str]:
    """As the file calls it, else as it is called."""
    told: dict[Language, str] = {
        one: row.said[f"title.{one}"] for one in LANGUAGES if f"title.{one}" in row.said
    }
    if not told and row.known is not None:
        told = dict(getattr(row.known.thing, "title", None) or {})
    return told


def _day(row: Row, name: str) -> date | None:
    said = row.said.get(name)
    return date.fromisoformat(said) if said else None
