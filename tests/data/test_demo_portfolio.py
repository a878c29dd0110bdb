from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from .files import CODELISTS, DEMO, LANGUAGES, rows
from .folding import fold

PORTFOLIO = rows(DEMO / "portfolio.csv")
COMPONENTS = {
    row["text"] for row in rows(DEMO / "values.csv") if row["meaning"] == "component"
}
# The one country column that holds a heading instead.
NO_COUNTRY = "NORAD"
HOME = "NO"
# Serbia and Montenegro is dissolved: its organisations are in the successors.
SUCCESSORS = {"CS": {"RS", "ME"}}


def _organisations() -> dict[str, dict[str, str]]:
    """The country of each organisation by its name, for each folded name or alias."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows(DEMO / "organisations.csv"):
        for name in (row["name"], *filter(None, row["aliases"].split(" | "))):
            found[fold(name)][row["name"]] = row["country_code"]
    return found


def _country_codes() -> dict[str, str]:
    codes = {
        fold(it["name"]): it["code"] for it in rows(CODELISTS / "country_aliases.csv")
    }
    for row in rows(CODELISTS / "countries.csv"):
        codes |= {fold(row[f"name_{language}"]): row["code"] for language in LANGUAGES}
    return codes


ORGANISATIONS = _organisations()
COUNTRIES = _country_codes()


def parts(row: dict[str, str]) -> Iterator[str]:
    yield from row["partners_as_printed"].split(" | ")


def names(part: str) -> list[str]:
    """The sides of a twinning, or the name and the alias of one organisation."""
    if " - " in part:
        return part.split(" - ")
    if "/ " in part and " / " not in part:
        return part.split("/ ")
    return [part]


def test_the_sums_are_those_on_record() -> None:
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in PORTFOLIO:
        sums[row["year"], row["funder"]] += Decimal(row["amount_nok"])

    assert sums == {
        ("2005", "NMFA"): 18_000_000,
        ("2005", "NORAD"): 3_839_000,
        ("2006", "NMFA"): 24_131_516,
        ("2006", "NORAD"): 4_276_353,
    }
    assert len(PORTFOLIO) == 55
    assert len({row["row"] for row in PORTFOLIO}) == 35


def test_every_country_as_printed_is_recognised() -> None:
    printed = {row["country_as_printed"] for row in PORTFOLIO} - {NO_COUNTRY}

    assert len({COUNTRIES[fold(name)] for name in printed}) == len(printed) == 18


def test_every_partner_is_one_organisation_or_a_component() -> None:
    for row in PORTFOLIO:
        for part in parts(row):
            if part in COMPONENTS:
                assert fold(part) not in ORGANISATIONS
            else:
                for name in names(part):
                    assert len(ORGANISATIONS[fold(name)]) == 1, name


def test_name_and_alias_in_one_part_are_the_same_organisation() -> None:
    doubled = {part for row in PORTFOLIO for part in parts(row) if len(names(part)) > 1}
    doubled = {part for part in doubled if " - " not in part}

    assert len(doubled) == 3
    for part in doubled:
        one, other = (ORGANISATIONS[fold(name)] for name in names(part))
        assert one == other


def test_the_sides_of_a_twinning_are_at_home_and_in_the_country_of_the_row() -> None:
    for row in PORTFOLIO:
        for part in parts(row):
            if " - " in part:
                code = COUNTRIES[fold(row["country_as_printed"])]
                home, *others = (ORGANISATIONS[fold(name)] for name in names(part))
                assert set(home.values()) == {HOME}, part
                for other in others:
                    assert set(other.values()) <= SUCCESSORS.get(code, {code}), part


def test_every_funder_is_an_organisation() -> None:
    for funder in {row["funder"] for row in PORTFOLIO}:
        assert len(ORGANISATIONS[fold(funder)]) == 1


def test_every_component_occurs() -> None:
    printed = {part for row in PORTFOLIO for part in parts(row)}

    assert printed >= COMPONENTS
