from collections import defaultdict
from decimal import Decimal

import pytest

from .files import CODELISTS, DEMO, rows
from .folding import fold

KINDS = {
    *("municipality", "county", "local_authority_association", "ministry", "agency"),
    *("cso", "company", "school", "international", "research", "other"),
}
# South, north, west, east of the places in each country, in degrees.
BOXES = {
    "AZ": (38, 42, 44, 51),
    "BA": (42, 46, 15, 20),
    "DZ": (18, 38, -9, 12),
    "FR": (42, 51, -5, 8),
    "GE": (41, 44, 40, 47),
    "IN": (6, 36, 68, 98),
    "LK": (5, 10, 79, 82),
    "ME": (41, 44, 18, 21),
    "MG": (-26, -11, 43, 51),
    "MK": (40, 43, 20, 24),
    "MW": (-18, -9, 32, 36),
    "NA": (-29, -16, 11, 26),
    "NO": (57, 72, 4, 32),
    "RS": (42, 47, 18, 23),
    "RU": (58, 62, 27, 36),
    "UG": (-2, 5, 29, 36),
    "XK": (41, 44, 20, 22),
    "ZA": (-35, -22, 16, 33),
    "ZM": (-19, -8, 21, 34),
}
EMBASSIES = {"Norwegian Embassy in Kabul", "Norwegian Embassy in Lilongwe"}

ORGANISATIONS = rows(DEMO / "organisations.csv")
BY_NAME = {row["name"]: row for row in ORGANISATIONS}


def aliases(organisation: dict[str, str]) -> list[str]:
    return [name for name in organisation["aliases"].split(" | ") if name]


def test_an_organisation_is_there_once_with_a_known_kind_and_country() -> None:
    codes = {row["code"] for row in rows(CODELISTS / "countries.csv")}

    assert len(BY_NAME) == len(ORGANISATIONS)
    assert {row["kind"] for row in ORGANISATIONS} <= KINDS
    assert {row["country_code"] for row in ORGANISATIONS} - {""} <= codes - {"CS", "YU"}


def test_no_name_or_alias_belongs_to_two_organisations_of_one_country() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for organisation in ORGANISATIONS:
        for name in (organisation["name"], *aliases(organisation)):
            owners[organisation["country_code"], fold(name)].add(organisation["name"])

    assert {key: names for key, names in owners.items() if len(names) > 1} == {}


def test_an_alias_is_written_otherwise_than_the_name() -> None:
    for organisation in ORGANISATIONS:
        written = [
            name.casefold() for name in (organisation["name"], *aliases(organisation))
        ]
        assert len(set(written)) == len(written)
        assert all(name == name.strip() != "" for name in written)


def test_places_have_two_decimals_and_lie_in_their_country() -> None:
    for organisation in ORGANISATIONS:
        place = [organisation[it] for it in ("place_name", "latitude", "longitude")]
        assert all(place) or not any(place)
        if any(place):
            latitude, longitude = (Decimal(it) for it in place[1:])
            assert latitude.as_tuple().exponent == -2
            assert longitude.as_tuple().exponent == -2
            if organisation["name"] not in EMBASSIES:
                south, north, west, east = BOXES[organisation["country_code"]]
                assert south < latitude < north, organisation["name"]
                assert west < longitude < east, organisation["name"]


def test_every_local_authority_can_be_put_on_the_map() -> None:
    authorities = {"municipality", "county"}

    assert all(it["latitude"] for it in ORGANISATIONS if it["kind"] in authorities)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Nkhotakota", "Nkotakota"),
        ("Glogoc", "Glogovac"),
        ("Obiliq", "Obilic"),
        ("Fushë Kosovë", "Kosovo Polje"),
        ("Niš", "Nis"),
        ("Niš", "Ниш"),
        ("Bečej", "Becej"),
        ("Kirishi", "Kirisji"),
        ("Podporozhye", "Podporosje"),
        ("Podporozhye", "Подпорожье"),
        ("Norwegian Ministry of Foreign Affairs", "NMFA"),
        ("Norwegian Agency for Development Cooperation", "NORAD"),
    ],
)
def test_what_the_record_prints_is_an_alias(name: str, printed: str) -> None:
    assert printed in aliases(BY_NAME[name])


def test_identifiers_are_unique() -> None:
    identifiers = [it["identifier"] for it in ORGANISATIONS if it["identifier"]]

    assert len(set(identifiers)) == len(identifiers)
    assert all(it.startswith("NO-BRC-") and len(it) == 16 for it in identifiers)
