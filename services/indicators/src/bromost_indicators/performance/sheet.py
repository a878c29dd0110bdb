"""The table as a CSV file that spreadsheets of the region open as it is."""

import csv
import io
from collections.abc import Iterator, Sequence

from bromost_common.languages import Language, in_language
from bromost_common.sheets.formulas import harmless
from bromost_indicators.figures.schemas import AmountOut, ProgressOut, TargetOut
from bromost_indicators.overlaps.schemas import OverlapPart, StatedOverlap

from .schemas import PerformancePart, PerformanceRow
from .wording import WORDING, Wording


def as_csv(
    rows: Sequence[PerformanceRow], language: Language, *, with_parts: bool = False
) -> bytes:
    """For each indicator a line for every period, and one for all of them.

    With parts, the same for each of them; the first column then says of which.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    words = WORDING[language]
    writer.writerow([words.part, *words.heads] if with_parts else words.heads)
    for row in rows:
        lines = _lines(row, words, language)
        writer.writerows(["", *line] if with_parts else line for line in lines)
        for part in row.parts:
            writer.writerows(_part(row, part, words, language))
    return file.getvalue().encode("utf-8-sig")


def _about(row: PerformanceRow, words: Wording, language: Language) -> list[str]:
    framework, original = row.framework, row.original_language
    return [
        harmless(framework.code),
        harmless(in_language(framework.title, language, framework.original_language)),
        words.kinds[row.result.kind],
        harmless(in_language(row.result.title, language, original)),
        harmless(in_language(row.title, language, original)),
        harmless(_unit(row, language)),
    ]


def _lines(
    row: PerformanceRow, words: Wording, language: Language
) -> Iterator[list[str]]:
    about = [
        *_about(row, words, language),
        _number(row.baseline.value, words),
        row.baseline.day.isoformat() if row.baseline.day else "",
    ]
    for period in row.periods:
        days = [period.starts_on.isoformat(), period.ends_on.isoformat()]
        told = _figures(period.target, period.shown, period, words)
        twice = _twice(period.overlaps, row, words, language)
        yield [*about, *days, *told, row.as_of.isoformat(), twice]
    total = _figures(row.target, row.life, row, words)
    twice = _twice(row.overlaps, row, words, language)
    yield [*about, words.total, "", *total, row.as_of.isoformat(), twice]


def _twice(
    overlaps: Sequence[StatedOverlap],
    row: PerformanceRow,
    words: Wording,
    language: Language,
) -> str:
    """How many were subtracted, and between which parts."""
    original = row.original_language
    return "; ".join(
        f"{_number(one.repeats, words)} ("
        + " + ".join(
            _named(part, words) or in_language(part.name or {}, language, original)
            for part in one.parts
        )
        + ")"
        for one in overlaps
    )


def _named(part: OverlapPart, words: Wording) -> str:
    if part.period is not None:
        return f"{part.period.starts_on} – {part.period.ends_on}"
    if part.is_own:
        return words.own
    return "" if part.name else words.others


def _part(
    row: PerformanceRow, part: PerformancePart, words: Wording, language: Language
) -> Iterator[list[str]]:
    """Nothing was agreed of a part: it has neither baseline nor target."""
    name = in_language(part.category.name, language, part.original_language)
    about = [harmless(name), *_about(row, words, language), "", ""]
    for period in part.periods:
        days = [period.starts_on.isoformat(), period.ends_on.isoformat()]
        yield [*about, *days, *_told(period.shown, words), row.as_of.isoformat(), ""]
    yield [*about, words.total, "", *_told(part.life, words), row.as_of.isoformat(), ""]


def _told(amount: AmountOut, words: Wording) -> list[str]:
    value = _either(amount.value, amount.low, amount.high, words)
    return ["", value, words.states[amount.state], "", "", ""]


def _figures(
    target: TargetOut, amount: AmountOut, come: ProgressOut, words: Wording
) -> list[str]:
    return [
        _either(target.value, target.low, target.high, words),
        _either(amount.value, amount.low, amount.high, words),
        words.states[amount.state],
        _number(come.progress, words),
        words.bases[come.progress_basis] if come.progress_basis else "",
        words.statuses[come.status or "unjudged"],
    ]


def _either(
    value: str | None, low: str | None, high: str | None, words: Wording
) -> str:
    if value is not None or (low is None and high is None):
        return _number(value, words)
    return f"{_number(low, words)} – {_number(high, words)}"


def _number(value: str | None, words: Wording) -> str:
    return "" if value is None else value.replace(".", words.decimal_mark)


def _unit(row: PerformanceRow, language: Language) -> str:
    if row.unit_name:
        return in_language(row.unit_name, language, row.original_language)
    return "%" if row.unit == "percent" else row.unit.removeprefix("currency:")
