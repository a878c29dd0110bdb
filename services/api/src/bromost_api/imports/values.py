"""Figures as people write them: amounts with decimal comma, years, currencies."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from bromost_common.sheets.cells import Cell, number_of, text_of

DecimalMark: TypeAlias = Literal[".", ","]
MIN_YEAR, MAX_YEAR = 1990, 2100
# numeric(18, 2) holds sixteen digits before the point.
MAX_AMOUNT = Decimal(10) ** 16

_GROUPING = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_AMOUNT = re.compile(r"([+-]?)(\d[\d.,]*)")
_SIGNS = ("−", "–")
_CURRENCY_SIGNS = {
    "€": "EUR", "$": "USD", "£": "GBP", "zł": "PLN", "km": "BAM", "kčs": "CSK",
}  # fmt: skip


class Refusal(NamedTuple):
    """Why a cell is not accepted; `code` is API."""

    code: str
    message: str


def decimal_mark_of(cells: Iterable[Cell]) -> DecimalMark | None:
    """The mark that the column proves, by a cell that can be read in one way only."""
    proofs: set[DecimalMark] = set()
    for cell in cells:
        if number_of(cell) is not None:
            continue
        found = _AMOUNT.fullmatch(_bare(text_of(cell)))
        mark = found and _proven_mark(found.group(2))
        if mark:
            proofs.add(mark)
            if len(proofs) > 1:
                return None
    return proofs.pop() if proofs else None


def _proven_mark(digits: str) -> DecimalMark | None:
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if points > 1 or commas > 1:
        return "," if points else "."
    if points or commas:
        mark: DecimalMark = "." if points else ","
        if len(digits.split(mark)[1]) != 3:  # noqa: PLR2004  # a group of thousands
            return mark
    return None


def amount_of(cell: Cell, mark: DecimalMark | None) -> Decimal | Refusal:
    """The amount, or why there is none; `mark` decides where both readings fit."""
    exact = number_of(cell)
    if exact is not None:
        return _checked(Decimal(exact))
    text = _bare(text_of(cell))
    if not text:
        return Refusal("amount_missing", "There is no amount.")
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return Refusal("not_a_number", f"“{text_of(cell)[:60]}” is not a number.")
    sign, digits = found.groups()
    own = _proven_mark(digits)
    if own is None and re.search(r"[.,]", digits):
        if mark is None:
            return Refusal(
                "ambiguous_number",
                f"“{text_of(cell)[:60]}” can be read in two ways; say which the decimal"
                " mark is.",
            )
        own = mark
    plain = _plain(digits, own)
    if plain is None:
        return Refusal("not_a_number", f"“{text_of(cell)[:60]}” is not a number.")
    return _checked(Decimal(sign + plain))


def _bare(text: str) -> str:
    text = _GROUPING.sub("", text)
    for sign in _SIGNS:
        text = text.replace(sign, "-")
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    return text.removesuffix(",-").removesuffix(",–")


def _plain(digits: str, mark: DecimalMark | None) -> str | None:
    """`digits` with a point and without groups, or None where the groups are odd."""
    if mark is None:
        return digits
    group = "," if mark == "." else "."
    whole, _, fraction = digits.partition(mark)
    if mark in fraction or group in fraction:
        return None
    groups = whole.split(group)
    if len(groups) > 1 and (
        not 1 <= len(groups[0]) <= 3 or any(len(part) != 3 for part in groups[1:])  # noqa: PLR2004  # digits between thousands separators
    ):
        return None
    return "".join(groups) + (f".{fraction}" if fraction else "")


def _checked(amount: Decimal) -> Decimal | Refusal:
    if amount < 0:
        return Refusal("negative_amount", "An amount cannot be negative.")
    if amount >= MAX_AMOUNT:
        return Refusal("amount_too_large", "The amount is too large to be one.")
    cents = amount.quantize(Decimal("0.01"))
    if cents != amount:
        return Refusal("too_many_decimals", "An amount has at most two decimals.")
    return cents


def year_of(cell: Cell) -> int | Refusal:
    text = number_of(cell) or text_of(cell)
    if not text:
        return Refusal("year_missing", "There is no year.")
    text = text.removesuffix(".").removesuffix(".0")
    if not (text.isascii() and text.isdigit()):
        return Refusal("not_a_year", f"“{text[:60]}” is not a year.")
    year = int(text) if len(text) < 10 else MAX_YEAR + 1  # noqa: PLR2004  # no year
    if not MIN_YEAR <= year <= MAX_YEAR:
        return Refusal(
            "year_out_of_range", f"{text[:20]} is not a year {MIN_YEAR}-{MAX_YEAR}."
        )
    return year


def currency_of(text: str, known: frozenset[str]) -> str | Refusal:
    if not text:
        return Refusal("currency_missing", "There is no currency.")
    code = _CURRENCY_SIGNS.get(text.casefold(), text.upper())
    if code not in known:
        return Refusal("unknown_currency", f"There is no currency “{text[:40]}”.")
    return code
