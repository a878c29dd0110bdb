"""Writes countries.csv and currencies.csv anew when run as a module."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale
from babel.core import get_global

from bromost_api.codelists import corrections

LANGUAGES = ("en", "nb", "bs", "pl")
LOCALES = {language: Locale.parse(language) for language in LANGUAGES}
NO_ISO_CODE = {"EU", "XA", "XB", "XK", "ZZ"}

COUNTRY_HEADER = (
    *("code", "alpha3", "numeric", "kind"),
    *(f"name_{language}" for language in LANGUAGES),
    *(f"former_name_{language}" for language in LANGUAGES),
    "renamed_on",
)
CURRENCY_HEADER = ("code", "minor_units", *(f"name_{it}" for it in LANGUAGES))


def _iso_numbers() -> dict[str, tuple[str, str]]:
    """The three-letter and the numeric code of each country of ISO 3166-1."""
    letters: dict[str, str] = {}
    digits: dict[str, str] = {}
    for code, replacements in get_global("territory_aliases").items():
        if len(code) == len("NOR") and len(replacements) == 1:
            (digits if code.isdigit() else letters)[replacements[0]] = code
    both = (letters.keys() & digits.keys()) - NO_ISO_CODE
    numbers = {code: (letters[code], digits[code]) for code in both}
    return {
        **{
            code: it
            for code, it in numbers.items()
            if code in LOCALES["en"].territories
        },
        **corrections.ISO_NUMBERS,
    }


def _country_names(code: str) -> corrections.Names:
    corrected = corrections.COUNTRY_NAMES.get(code, {})
    return {
        language: (corrected.get(language) or locale.territories[code]).replace(
            "&", "and"
        )
        for language, locale in LOCALES.items()
    }


def countries() -> Iterator[tuple[str, ...]]:
    """The rows of countries.csv."""
    kinds = {code: (*it, "iso") for code, it in _iso_numbers().items()}
    for code, codes in sorted({**kinds, **corrections.FURTHER_COUNTRIES}.items()):
        names = _country_names(code)
        renamed_on, changed = corrections.RENAMED.get(code, ("", {}))
        # A language that kept its name has the same one before and after.
        former = {**names, **changed} if changed else {}
        yield (
            *(code, *codes),
            *names.values(),
            *(former.get(language, "") for language in LANGUAGES),
            renamed_on,
        )


def _tender() -> set[str]:
    uses = (use for uses in get_global("territory_currencies").values() for use in uses)
    return {code for code, _, end, is_tender in uses if is_tender and end is None}


def _currency_name(code: str, language: str) -> str:
    corrected = corrections.CURRENCY_NAMES.get(code, {}).get(language)
    name = corrected or LOCALES[language].currencies[code]
    name = name.replace("&", "and")
    # CLDR's Bosnian begins most of its currency names with a capital, but not all.
    return name[0].upper() + name[1:] if language == "bs" else name


def currencies() -> Iterator[tuple[str, ...]]:
    """The rows of currencies.csv."""
    further = (*corrections.FURTHER_CURRENCIES, *corrections.HISTORIC_CURRENCIES)
    for code in sorted({*_tender(), *further}):
        minor_units = corrections.MINOR_UNITS.get(code, 2)
        names = (_currency_name(code, language) for language in LANGUAGES)
        yield (code, str(minor_units), *names)


def as_csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """One text, ended by line feeds so that a change is a readable difference."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


if __name__ == "__main__":
    folder = Path(__file__).parent
    for name, header, rows in (
        ("countries.csv", COUNTRY_HEADER, countries()),
        ("currencies.csv", CURRENCY_HEADER, currencies()),
    ):
        (folder / name).write_text(as_csv(header, rows), encoding="utf-8")
