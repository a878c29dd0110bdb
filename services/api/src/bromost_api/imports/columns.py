"""Which column holds what: the fields, and a guess from the header's words."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias


class Field(StrEnum):
    """What a column can hold."""

    PROJECT_CODE = "project_code"
    COUNTRY = "country"
    PROJECT_TITLE = "project_title"
    PARTNERS = "partners"
    YEAR = "year"
    AMOUNT = "amount"
    CURRENCY = "currency"
    FUNDER = "funder"


REQUIRED = (
    Field.PROJECT_CODE, Field.PROJECT_TITLE, Field.YEAR, Field.AMOUNT, Field.FUNDER,
)  # fmt: skip
ColumnMap: TypeAlias = Mapping[Field, int]

# Header words in the four languages, folded; the better ones first.
_WORDS: dict[Field, tuple[str, ...]] = {
    Field.PROJECT_CODE: (
        "project code", "project no", "project number", "project id", "prosjektnummer",
        "prosjektnr", "prosjektkode", "broj projekta", "sifra projekta", "kod projektu",
        "numer projektu", "nr projektu", "row", "no", "nr", "rad", "red", "red br",
        "redni broj", "rb", "r br", "lp", "wiersz", "code", "kode", "sifra", "kod",
        "id", "number",
    ),
    Field.COUNTRY: (
        "country", "land", "drzava", "zemlja", "kraj", "panstwo", "country name",
        "landkode",
    ),
    Field.PROJECT_TITLE: (
        "project title", "project name", "prosjekttittel", "prosjektnavn",
        "naziv projekta", "tytul projektu", "nazwa projektu", "project", "prosjekt",
        "projekat", "projekt", "title", "tittel", "naziv", "naslov", "tytul", "nazwa",
        "name", "navn",
    ),
    Field.PARTNERS: (
        "partners", "partner", "partnere", "samarbeidspartnere", "samarbeidspartner",
        "partneri", "partnerzy", "partners as printed", "municipalities", "kommuner",
        "opcine", "gminy", "actors", "aktorer",
    ),
    Field.YEAR: (
        "year", "ar", "aar", "budsjettar", "budget year", "godina", "rok",
        "rok budzetowy",
    ),
    Field.AMOUNT: (
        "amount", "belop", "budget", "budsjett", "iznos", "budzet", "kwota", "sum",
        "suma", "bevilgning", "tilskudd", "grant",
    ),
    Field.CURRENCY: ("currency", "valuta", "waluta", "currency code", "valutakode"),
    Field.FUNDER: (
        "funder", "donor", "finansior", "finansiering", "finansiert av", "giver",
        "finansijer", "finansira", "izvor finansiranja", "darczynca", "finansujacy",
        "zrodlo finansowania", "funding", "funding source", "source of funding",
        "kilde", "finansieringskilde",
    ),
}  # fmt: skip
_LETTERS = str.maketrans("đłøæåßð", "dloaasd")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_CURRENCY_IN_HEADER = re.compile(r"(?:^|[^A-Za-z])([A-Z]{3})(?:$|[^A-Za-z])")


def folded(header: str) -> str:
    """`Beløp (NOK)` → `belop nok`."""
    lower = header.lower().translate(_LETTERS)
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", lower)
        if not unicodedata.combining(sign)
    )
    return _NOT_WORD.sub(" ", plain).strip()


def suggest(headers: Sequence[str], currencies: frozenset[str]) -> dict[Field, int]:
    """The likely column of each field; every column is used at most once."""
    candidates = [
        (_likeness(header, words, currencies), -rank, field, index)
        for index, header in enumerate(headers)
        for rank, (field, words) in enumerate(_WORDS.items())
    ]
    mapping: dict[Field, int] = {}
    for likeness, _, field, index in sorted(candidates, reverse=True):
        if likeness > 0 and field not in mapping and index not in mapping.values():
            mapping[field] = index
    return mapping


def _likeness(header: str, words: Sequence[str], currencies: frozenset[str]) -> float:
    key = folded(header)
    # "Amount (NOK)" and "amount_nok" name an amount; the currency is told apart.
    bare = " ".join(w for w in key.split() if w.upper() not in currencies or w == key)
    for rank, word in enumerate(words):
        if word in (key, bare):
            return 100 - rank
    for rank, word in enumerate(words):
        if len(word) > 3 and f" {word} " in f" {bare} ":  # noqa: PLR2004  # "no", "nr" are in too much
            return 50 - rank
    return 0


def currency_in(header: str, currencies: frozenset[str]) -> str | None:
    """The currency that a header such as `amount_nok` or `Budget (EUR)` names."""
    found = _CURRENCY_IN_HEADER.search(header.replace("_", " ").upper())
    while found:
        if found.group(1) in currencies:
            return found.group(1)
        found = _CURRENCY_IN_HEADER.search(
            header.replace("_", " ").upper(), found.end() - 1
        )
    return None


def signature(headers: Sequence[str]) -> bytes:
    """The same for files with the same columns in the same order."""
    words = json.dumps([folded(header) for header in headers])
    return hashlib.sha256(words.encode()).digest()
