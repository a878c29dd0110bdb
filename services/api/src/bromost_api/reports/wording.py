"""The few words that a sheet of figures needs, in each language."""

from typing import NamedTuple

from bromost_common.languages import Language


class Wording(NamedTuple):
    """Headings of a sheet."""

    country: str
    code: str
    project: str
    partners: str
    total: str
    no_country: str
    all_countries: str
    rate: str
    no_rate: str
    decimal_mark: str


WORDING: dict[Language, Wording] = {
    "en": Wording(
        country="Country",
        code="No.",
        project="Project",
        partners="Partners",
        total="Total",
        no_country="No country",
        all_countries="All countries",
        rate="Rate",
        no_rate="No rate on record",
        decimal_mark=".",
    ),
    "nb": Wording(
        country="Land",
        code="Nr.",
        project="Prosjekt",
        partners="Partnere",
        total="Sum",
        no_country="Uten land",
        all_countries="Alle land",
        rate="Kurs",
        no_rate="Ingen kurs registrert",
        decimal_mark=",",
    ),
    "bs": Wording(
        country="Država",
        code="Br.",
        project="Projekat",
        partners="Partneri",
        total="Ukupno",
        no_country="Bez države",
        all_countries="Sve države",
        rate="Kurs",
        no_rate="Nema zabilježenog kursa",
        decimal_mark=",",
    ),
    "pl": Wording(
        country="Kraj",
        code="Nr",
        project="Projekt",
        partners="Partnerzy",
        total="Razem",
        no_country="Bez kraju",
        all_countries="Wszystkie kraje",
        rate="Kurs",
        no_rate="Brak zapisanego kursu",
        decimal_mark=",",
    ),
}


class ComparedWording(NamedTuple):
    """Headings of two years beside each other."""

    by: dict[str, str]
    none: str
    projects: str
    change: str


COMPARED: dict[Language, ComparedWording] = {
    "en": ComparedWording(
        by={
            "country": "Country",
            "theme": "Theme",
            "funder": "Funder",
            "funding_scheme": "Funding scheme",
            "programme": "Programme",
        },
        none="None",
        projects="projects",
        change="Change",
    ),
    "nb": ComparedWording(
        by={
            "country": "Land",
            "theme": "Tema",
            "funder": "Finansieringskilde",
            "funding_scheme": "Tilskuddsordning",
            "programme": "Program",
        },
        none="Ingen",
        projects="prosjekter",
        change="Endring",
    ),
    "bs": ComparedWording(
        by={
            "country": "Država",
            "theme": "Tema",
            "funder": "Finansijer",
            "funding_scheme": "Shema finansiranja",
            "programme": "Program",
        },
        none="Bez",
        projects="projekti",
        change="Promjena",
    ),
    "pl": ComparedWording(
        by={
            "country": "Kraj",
            "theme": "Temat",
            "funder": "Finansujący",
            "funding_scheme": "Program finansowania",
            "programme": "Program",
        },
        none="Brak",
        projects="projekty",
        change="Zmiana",
    ),
}
