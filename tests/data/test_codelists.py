from collections import Counter
from datetime import date

import pytest

from bromost_api.codelists import generate

from .files import CODELISTS, LANGUAGES, rows
from .folding import fold

COUNTRIES = {row["code"]: row for row in rows(CODELISTS / "countries.csv")}
ALIASES = rows(CODELISTS / "country_aliases.csv")
CURRENCIES = {row["code"]: row for row in rows(CODELISTS / "currencies.csv")}


def names(code: str, kind: str = "name") -> list[str]:
    return [COUNTRIES[code][f"{kind}_{language}"] for language in LANGUAGES]


def test_the_committed_lists_are_what_the_generator_writes() -> None:
    countries = generate.as_csv(generate.COUNTRY_HEADER, generate.countries())
    currencies = generate.as_csv(generate.CURRENCY_HEADER, generate.currencies())

    assert (CODELISTS / "countries.csv").read_text("utf-8") == countries
    assert (CODELISTS / "currencies.csv").read_text("utf-8") == currencies


def test_every_country_of_iso_3166_is_there_once() -> None:
    kinds = Counter(row["kind"] for row in COUNTRIES.values())

    assert kinds == {"iso": 249, "historic": 5, "user_assigned": 1}
    assert len({row["alpha3"] for row in COUNTRIES.values()}) == len(COUNTRIES)
    numbers = Counter(row["numeric"] for row in COUNTRIES.values())
    assert {number for number, times in numbers.items() if times > 1} == {"891"}
    assert all(len(number) == 3 and number.isdigit() for number in numbers)


@pytest.mark.parametrize(
    ("code", "alpha3", "numeric", "kind"),
    [
        ("NO", "NOR", "578", "iso"),
        ("BA", "BIH", "070", "iso"),
        ("CD", "COD", "180", "iso"),
        ("TL", "TLS", "626", "iso"),
        ("XK", "XKX", "983", "user_assigned"),
        ("CS", "SCG", "891", "historic"),
        ("YU", "YUG", "891", "historic"),
    ],
)
def test_codes_are_those_of_the_standard(
    code: str, alpha3: str, numeric: str, kind: str
) -> None:
    row = COUNTRIES[code]

    assert (row["alpha3"], row["numeric"], row["kind"]) == (alpha3, numeric, kind)


def test_names_are_complete_and_in_latin_script() -> None:
    for row in (*COUNTRIES.values(), *CURRENCIES.values()):
        for language in LANGUAGES:
            name = row[f"name_{language}"]
            assert name == name.strip() != ""
            assert not any("\u0370" <= letter <= "\u052f" for letter in name)


def test_a_renamed_country_has_its_former_name_in_every_language_and_the_day() -> None:
    renamed = {code for code, row in COUNTRIES.items() if row["renamed_on"]}

    assert {"MK", "SZ", "TR", "CZ", "CV"} <= renamed
    for code, row in COUNTRIES.items():
        assert all(names(code, "former_name")) is (code in renamed)
        assert any(names(code, "former_name")) is (code in renamed)
        if code in renamed:
            assert date.fromisoformat(row["renamed_on"]) < date(2026, 1, 1)
            assert names(code, "former_name") != names(code)
    assert names("MK", "former_name") == [
        *("Macedonia", "Makedonia", "Makedonija", "Macedonia")
    ]


def test_no_name_or_alias_means_two_countries() -> None:
    meaning: dict[str, set[str]] = {}
    for code in COUNTRIES:
        for name in {*names(code), *names(code, "former_name")} - {""}:
            meaning.setdefault(fold(name), set()).add(code)
    for alias in ALIASES:
        assert alias["code"] in COUNTRIES
        meaning.setdefault(fold(alias["name"]), set()).add(alias["code"])

    assert {name: codes for name, codes in meaning.items() if len(codes) > 1} == {}


def test_an_alias_is_neither_a_name_nor_there_twice() -> None:
    written = [(alias["code"], alias["name"].casefold()) for alias in ALIASES]

    assert written == sorted(set(written), key=written.index)
    for code, name in written:
        assert name not in {it.casefold() for it in names(code)}


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Bosnia - Hercegovina", "BA"),
        ("Serbia Montenegro", "CS"),
        ("Macedonia", "MK"),
        ("Kosovo", "XK"),
        ("Босна и Херцеговина", "BA"),
        ("Makedonia", "MK"),
        ("Sør-Afrika", "ZA"),
        ("Holandia", "NL"),
        ("Czech Republic", "CZ"),
        ("Swaziland", "SZ"),
    ],
)
def test_what_sheets_print_is_recognised(printed: str, code: str) -> None:
    names_found = {fold(name) for name in names(code)}
    aliases_found = {fold(it["name"]) for it in ALIASES if it["code"] == code}

    assert fold(printed) in names_found | aliases_found


@pytest.mark.parametrize(
    ("code", "minor_units"), [("NOK", "2"), ("JPY", "0"), ("TND", "3"), ("UGX", "0")]
)
def test_minor_units_are_those_of_iso_4217(code: str, minor_units: str) -> None:
    assert CURRENCIES[code]["minor_units"] == minor_units


def test_the_currencies_of_the_partner_countries_are_there() -> None:
    needed = "NOK EUR BAM RSD CSD MKD HRK GEL AZN INR MGA MWK NAD RUB ZAR LKR TZS UGX"

    assert set(needed.split()) <= CURRENCIES.keys()
    assert {row["minor_units"] for row in CURRENCIES.values()} == {"0", "2", "3"}
