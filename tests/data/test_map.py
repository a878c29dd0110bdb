import gzip
import json

from .files import CODELISTS, DEMO, ROOT, rows

WORLD = ROOT / "frontend/src/geo/world.json"
COUNTRIES = json.loads(WORLD.read_text("utf-8"))["objects"]["countries"]["geometries"]
CODES = {it["id"]: it["properties"]["code"] for it in COUNTRIES}


def test_every_country_is_drawn_once_under_its_numeric_code() -> None:
    current = {
        row["numeric"]: row["code"]
        for row in rows(CODELISTS / "countries.csv")
        if row["kind"] != "historic"
    }

    assert len(CODES) == len(COUNTRIES) > 230
    assert CODES.items() <= current.items()
    assert CODES["983"] == "XK"
    assert all(it["arcs"] for it in COUNTRIES)


def test_every_country_of_the_portfolio_has_land() -> None:
    needed = {row["country_code"] for row in rows(DEMO / "organisations.csv")}

    assert needed - {""} <= set(CODES.values())


def test_the_map_is_light_enough_to_load_with_its_page() -> None:
    assert len(gzip.compress(WORLD.read_bytes(), mtime=0)) <= 25_000
