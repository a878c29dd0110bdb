from datetime import date
from decimal import Decimal
from typing import Any

from .files import DEMO, LANGUAGES, document, rows

ORGANISATIONS = {
    (row["name"], row["country_code"]) for row in rows(DEMO / "organisations.csv")
}
NAMES = {name for name, _ in ORGANISATIONS}
PROJECTS = {row["row"] for row in rows(DEMO / "portfolio.csv")}
PROGRAMME = document("programmes.json")["programmes"][0]
RESULTS = document("results_kosovo.json")
INDICATORS = [it for result in RESULTS["results"] for it in result["indicators"]]
STATUSES = rows(DEMO / "statuses.csv")


def texts(value: object) -> list[dict[str, str]]:
    """Every text in several languages within a document."""
    if isinstance(value, dict):
        if "en" in value:
            return [value]
        return [text for it in value.values() for text in texts(it)]
    if isinstance(value, list):
        return [text for it in value for text in texts(it)]
    return []


def current(indicator: dict[str, Any]) -> list[str]:
    """The newest value of each period that has one."""
    periods = indicator["periods"]
    return [it["entries"][-1]["value"] for it in periods if it["entries"]]


def test_every_text_is_written_in_every_language() -> None:
    written = texts([PROGRAMME, RESULTS])

    assert written
    for text in written:
        assert tuple(text) == LANGUAGES
        assert all(text.values())


def test_roles_and_themes_name_what_is_there() -> None:
    roles = {(it["organisation"], it["country_code"]) for it in PROGRAMME["roles"]}
    codes = [theme["code"] for theme in PROGRAMME["themes"]]

    assert roles <= ORGANISATIONS
    assert len(set(codes)) == len(codes)
    assert {it for theme in PROGRAMME["themes"] for it in theme["projects"]} == PROJECTS


def test_the_statuses_are_those_on_record() -> None:
    def sides(*wanted: str) -> set[tuple[str, str]]:
        return {
            (it["home"], it["partners"]) for it in STATUSES if it["status"] in wanted
        }

    assert len(sides("active")) == 9
    assert len(sides("pilot")) == 3
    assert sides("standstill") == {("Tromsø", "Jaffna")}
    assert {it["status"] for it in STATUSES} == {"active", "pilot", "standstill"}


def test_a_status_names_organisations_has_a_year_and_a_reason_if_it_needs_one() -> None:
    days = [(it["home"], it["partners"], it["valid_from"]) for it in STATUSES]

    assert len(set(days)) == len(days)
    for status in STATUSES:
        sides = (*status["home"].split(" | "), *status["partners"].split(" | "))
        reasons = [status[f"reason_{language}"] for language in LANGUAGES]
        assert set(sides) <= NAMES
        assert status["valid_from"] in {"2005-01-01", "2006-01-01"}
        assert all(reasons) is (status["status"] == "standstill")
        assert any(reasons) is (status["status"] == "standstill")


def test_the_rate_is_the_one_on_record() -> None:
    (rate,) = rows(DEMO / "conversion_rates.csv")

    assert (rate["from_currency"], rate["to_currency"]) == ("NOK", "EUR")
    assert Decimal(rate["rate"]) * 100 == 12


def test_the_results_are_those_of_the_pilot_in_kosovo() -> None:
    figures = {
        it["title"]["en"]: current(it) for it in INDICATORS if not it["is_synthetic"]
    }

    assert RESULTS["project"] == {"programme": PROGRAMME["code"], "code": "8"}
    assert figures == {
        "Entrepreneurs trained": ["87"],
        "Schools taking part": ["4"],
        "Students taking part": ["133"],
        "Student enterprises": ["28"],
        "Loans repaid": ["100"],
    }


def test_invented_values_say_so_in_each_language() -> None:
    (invented,) = [it for it in INDICATORS if it["is_synthetic"]]

    words = {
        "en": "synthetic",
        "nb": "syntetisk",
        "bs": "sintetičk",
        "pl": "syntetyczn",
    }
    for language, word in words.items():
        assert word in invented["title"][language]
    assert len(invented["periods"]) > 2


def test_a_baseline_has_a_day_and_a_reason_why_it_is_what_it_is() -> None:
    for indicator in INDICATORS:
        has_value = indicator["baseline_value"] is not None
        assert (indicator["baseline_on"] is not None) is has_value
        assert indicator["baseline_note"]


def test_periods_follow_each_other() -> None:
    for indicator in INDICATORS:
        days = [
            date.fromisoformat(day)
            for period in indicator["periods"]
            for day in (period["starts_on"], period["ends_on"])
        ]
        assert days == sorted(set(days))
        for period in indicator["periods"]:
            for entry in period["entries"]:
                assert entry["state"] in {"reported", "estimated"}
                assert Decimal(entry["value"]) >= 0
