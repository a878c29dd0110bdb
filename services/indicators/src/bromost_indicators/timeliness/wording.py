"""The words of the sheet in each language."""

from typing import NamedTuple

from bromost_common.languages import Language


class Wording(NamedTuple):
    """Headings, what nobody's projects are called, and kinds of reports."""

    partner: str
    programme: str
    period: tuple[str, str]
    kind: str
    counts: tuple[str, ...]
    nobody: str
    kinds: dict[str, str]
    decimal_mark: str


_KINDS = ("progress", "financial", "annual", "final", "steering_group", "special")


def _words(
    heads: str, counts: str, nobody: str, kinds: str, mark: str = ","
) -> Wording:
    """Of lists whose words are in the order above."""
    partner, programme, first, last, kind = heads.split("; ")
    return Wording(
        partner,
        programme,
        (first, last),
        kind,
        tuple(counts.split("; ")),
        nobody,
        dict(zip(_KINDS, kinds.split("; "), strict=True)),
        mark,
    )


WORDING: dict[Language, Wording] = {
    "en": _words(
        "Partner; Programme; From; To; Kind of report",
        "Expected; Received; On time; Late; Missing; Upcoming; Accepted;"
        " Completeness; Timeliness",
        "Nobody leads the project",
        "Progress report; Financial report; Annual report; Final report;"
        " Steering group report; Special report",
        ".",
    ),
    "nb": _words(
        "Partner; Program; Fra; Til; Type rapport",
        "Forventet; Mottatt; I tide; For sent; Mangler; Kommer; Godkjent;"
        " Fullstendighet; Punktlighet",
        "Ingen leder prosjektet",
        "Framdriftsrapport; Økonomirapport; Årsrapport; Sluttrapport;"
        " Styringsgrupperapport; Særrapport",
    ),
    "bs": _words(
        "Partner; Program; Od; Do; Vrsta izvještaja",
        "Očekivano; Primljeno; Na vrijeme; Kasno; Nedostaje; Predstoji; Prihvaćeno;"
        " Potpunost; Pravovremenost",
        "Niko ne vodi projekat",
        "Izvještaj o napretku; Finansijski izvještaj; Godišnji izvještaj;"
        " Završni izvještaj; Izvještaj upravljačke grupe; Posebni izvještaj",
    ),
    "pl": _words(
        "Partner; Program; Od; Do; Rodzaj sprawozdania",
        "Oczekiwane; Otrzymane; W terminie; Spóźnione; Brakujące; Nadchodzące;"
        " Przyjęte; Kompletność; Terminowość",
        "Nikt nie prowadzi projektu",
        "Sprawozdanie z postępu; Sprawozdanie finansowe; Sprawozdanie roczne;"
        " Sprawozdanie końcowe; Sprawozdanie grupy sterującej; Sprawozdanie specjalne",
    ),
}
