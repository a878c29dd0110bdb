"""The counts as a CSV file that spreadsheets of the region open as it is."""

import csv
import io
from collections.abc import Sequence

from bromost_common.languages import Language, in_language
from bromost_common.sheets.formulas import harmless

from .schemas import By, TimelinessRow
from .wording import WORDING, Wording

_COUNTS = ("expected", "received", "on_time", "late", "missing", "upcoming", "accepted")


def as_csv(rows: Sequence[TimelinessRow], by: By, language: Language) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    words = WORDING[language]
    heads = {
        "partner": [words.partner],
        "programme": [words.programme],
        "period": [*words.period],
        "kind": [words.kind],
    }
    writer.writerow([*heads[by], *words.counts])
    for row in rows:
        counts = [getattr(row, name) for name in _COUNTS]
        shares = [
            (share or "").replace(".", words.decimal_mark)
            for share in (row.completeness, row.timeliness)
        ]
        writer.writerow([*_of(row, words, language), *counts, *shares])
    return file.getvalue().encode("utf-8-sig")


def _of(row: TimelinessRow, words: Wording, language: Language) -> list[str]:
    if row.period:
        return [row.period.starts_on.isoformat(), row.period.ends_on.isoformat()]
    if row.kind:
        return [words.kinds[row.kind]]
    if row.programme:
        known = row.programme
        return [harmless(in_language(known.title, language, known.original_language))]
    return [harmless(row.partner.name) if row.partner else words.nobody]
