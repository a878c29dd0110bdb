"""The table as a CSV file that spreadsheets of the region open as it is."""

import csv
import io
from collections.abc import Iterator, Sequence

from bromost_common.languages import Language, in_language
from bromost_common.sheets.formulas import harmless
from bromost_indicators.figures.schemas import AmountOut, ProgressOut, TargetOut

from .schemas import PerformanceRow
from .wording import WORDING, Wording


def as_csv(rows: Sequence[PerformanceRow], language: Language) -> bytes:
    """For each indicator a line for every period, and one for all of them."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    words = WORDING[language]
    writer.writerow(words.heads)
    for row in rows:
        writer.writerows(_lines(row, words, language))
    return file.getvalue().encode("utf-8-sig")


def _lines(
    row: PerformanceRow, words: Wording, language: Language
) -> Iterator[list[str]]:
    framework, original = row.framework, row.original_language
    about = [
        harmless(framework.code),
        harmless(in_language(framework.title, language, framework.original_language)),
        words.kinds[row.result.kind],
        harmless(in_language(row.result.title, language, original)),
        harmless(in_language(row.title, language, original)),
        harmless(_unit(row, language)),
        _number(row.baseline.value, words),
        row.baseline.day.isoformat() if row.baseline.day else "",
    ]
    for period in row.periods:
        days = [period.starts_on.isoformat(), period.ends_on.isoformat()]
        yield [*about, *days, *_figures(period.target, period.shown, period, words)]
    yield [*about, words.total, "", *_figures(row.target, row.life, row, words)]


def _figures(
    target: TargetOut, amount: AmountOut, come: ProgressOut, words: Wording
) -> list[str]:
    return [
        _either(target.value, target.low, target.high, words),
        _either(amount.value, amount.low, amount.high, words),
        words.states[amount.state],
        _number(come.progress, words),
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
