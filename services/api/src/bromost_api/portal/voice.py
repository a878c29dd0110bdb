"""Words, numbers, days and somebody's texts as the reader of a language gets them."""

import json
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from babel import Locale

from bromost_api.publications.documents import (
    PublicAmount,
    PublicDocument,
    PublicIndicator,
    PublicPractice,
    PublicReport,
)
from bromost_api.renderings.said import day, number, plain
from bromost_common.languages import LANGUAGES, Language, in_language

_TERRITORIES: dict[Language, str] = {"en": "en_GB", "nb": "nb", "bs": "bs", "pl": "pl"}


class Said(NamedTuple):
    """A text, and its language where that is not the page's."""

    text: str
    lang: str | None

    @property
    def paragraphs(self) -> list[str]:
        return [line for line in self.text.split("\n") if line.strip()]


class Voice:
    """Speaks one language; `words` are those of the pages themselves."""

    def __init__(self, locale: Language) -> None:
        self.locale = locale
        self.words: dict[str, Any] = _words(locale)
        self._countries = Locale.parse(_TERRITORIES[locale]).territories

    def word(self, name: str, **given: str) -> str:
        found: str = self.words[name]
        return found.format(**given) if given else found

    def one_of(self, group: str, name: str) -> str:
        """Of what this code does not know yet, the name itself."""
        found: str = self.words[group].get(name, name)
        return found

    def kicker(self, document: PublicDocument) -> str:
        """What somebody looks at: a programme or project by its code, or a report."""
        if isinstance(document, PublicReport):
            days = self.period(document.starts_on, document.ends_on)
            return f"{self.one_of('reports_of', document.kind)}, {days}"
        if isinstance(document, PublicPractice):
            return self.one_of("practice_kinds", document.kind)
        return f"{self.word(document.object_type)} {document.code}"

    def say(self, text: dict[Language, str], original: str) -> Said:
        said = plain(in_language(text, self.locale, original))
        if text.get(self.locale):
            return Said(said, None)
        return Said(said, next((la for la in (original, *text) if la in text), None))

    def country(self, code: str) -> str:
        return str(self._countries.get(code, code))

    def countries(self, codes: list[str]) -> str:
        return ", ".join(sorted(self.country(code) for code in codes))

    def sorted_countries(self, codes: list[str]) -> list[tuple[str, str]]:
        return sorted((self.country(code), code) for code in codes)

    def money(self, amount: PublicAmount) -> str:
        digits = 0 if amount.amount == amount.amount.to_integral_value() else 2
        return f"{self.number(amount.amount, digits)}\u00a0{amount.currency}"

    def day(self, on: date) -> str:
        return day(on, self.locale)

    def number(self, amount: Decimal | int, digits: int = 0) -> str:
        return number(Decimal(amount), self.locale, digits)

    def period(self, first: date | None, last: date | None) -> str:
        if first and last:
            return f"{self.day(first)} – {self.day(last)}"  # a dash between days
        if first:
            return self.word("from", day=self.day(first))
        return self.word("until", day=self.day(last)) if last else ""

    def value(self, of: PublicIndicator, amount: Decimal | None) -> str | None:
        """A figure of an indicator with its unit; None where there is none."""
        if amount is None:
            return None
        if of.kind == "yes_no":
            return self.word("yes" if amount else "no")
        said = self.number(amount, of.decimals)
        return f"{said}{self._unit(of)}"

    def reached(self, of: PublicIndicator) -> str | None:
        if of.value is None and of.low is not None and of.high is not None:
            low, high = (self.value(of, amount) or "" for amount in (of.low, of.high))
            return self.word("between", low=low, high=high)
        return self.value(of, of.value)

    def target(self, of: PublicIndicator) -> str | None:
        low, high = of.target_low, of.target_high
        said = self.value(of, of.target)
        if said is None and low is not None and high is not None:
            ends = {
                "low": self.value(of, low) or "",
                "high": self.value(of, high) or "",
            }
            said = self.word("between", **ends)
        if said is None or of.target_on is None:
            return said
        return self.word("by", value=said, day=self.day(of.target_on))

    def baseline(self, of: PublicIndicator) -> str | None:
        said = self.value(of, of.baseline)
        if said is None or of.baseline_on is None:
            return said
        return self.word("on_day", value=said, day=self.day(of.baseline_on))

    def _unit(self, of: PublicIndicator) -> str:
        if of.unit == "percent":
            return "%" if self.locale == "en" else "\u00a0%"
        if of.unit.startswith("currency:"):
            return f"\u00a0{of.unit.removeprefix('currency:')}"
        if of.unit_name:
            return f"\u00a0{in_language(of.unit_name, self.locale, 'en')}"
        return ""


@cache
def voice(locale: Language) -> Voice:
    return Voice(locale)


def locale_named(name: str) -> Language | None:
    return next((one for one in LANGUAGES if one == name), None)


def _words(locale: Language) -> dict[str, Any]:
    text = files(__package__).joinpath("words", f"{locale}.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
