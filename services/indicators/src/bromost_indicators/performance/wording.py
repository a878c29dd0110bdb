"""The words of the sheet in each language."""

from typing import NamedTuple

from bromost_common.languages import Language


class Wording(NamedTuple):
    """Headings, and what its cells say."""

    heads: tuple[str, ...]
    total: str
    part: str
    kinds: dict[str, str]
    states: dict[str, str]
    statuses: dict[str, str]
    decimal_mark: str


_KINDS = ("input", "activity", "output", "outcome", "impact")
_STATES = (
    *("reported", "zero", "estimated", "range", "not_applicable", "missing"),
    *("not_collected", "suppressed", "undefined"),
)
_STATUSES = (
    *("reached", "ahead", "on_track", "behind", "no_data", "not_due", "unjudged"),
)


def _words(
    heads: str,
    total: str,
    kinds: str,
    states: str,
    statuses: str,
    *,
    part: str,
    mark: str = ",",
) -> Wording:
    """Of lists whose words are in the order above."""
    return Wording(
        tuple(heads.split("; ")),
        total,
        part,
        dict(zip(_KINDS, kinds.split("; "), strict=True)),
        dict(zip(_STATES, states.split("; "), strict=True)),
        dict(zip(_STATUSES, statuses.split("; "), strict=True)),
        mark,
    )


WORDING: dict[Language, Wording] = {
    "en": _words(
        "No.; Project or programme; Level; Result; Indicator; Unit; Baseline;"
        " Baseline on; From; To; Target; Actual; State; Progress; Status;"
        " As of",
        "All periods",
        "Input; Activity; Output; Outcome; Impact",
        "Reported; Zero; Estimated; Between two values; Not applicable; Missing;"
        " Not collected; Withheld; Cannot be worked out",
        "Reached; Ahead; On track; Behind; No data; Not due yet; Not judged",
        mark=".",
        part="Part",
    ),
    "nb": _words(
        "Nr.; Prosjekt eller program; Nivå; Resultat; Indikator; Enhet; Utgangspunkt;"
        " Utgangspunkt den; Fra; Til; Mål; Oppnådd; Tilstand; Framdrift; Status;"
        " Per",
        "Alle perioder",
        "Innsatsfaktor; Aktivitet; Leveranse; Brukereffekt; Samfunnseffekt",
        "Rapportert; Null; Anslått; Mellom to verdier; Ikke aktuelt; Mangler;"
        " Ikke samlet inn; Holdt tilbake; Kan ikke regnes ut",
        "Nådd; Foran planen; I rute; Ligger etter; Ingen data; Ikke forfalt;"
        " Ikke vurdert",
        part="Del",
    ),
    "bs": _words(
        "Br.; Projekat ili program; Nivo; Rezultat; Indikator; Jedinica;"
        " Polazna vrijednost; Polazni dan; Od; Do; Cilj; Ostvareno; Stanje; Napredak;"
        " Status; Na dan",
        "Svi periodi",
        "Ulaganje; Aktivnost; Rezultat aktivnosti; Ishod; Uticaj",
        "Prijavljeno; Nula; Procijenjeno; Između dvije vrijednosti; Nije primjenjivo;"
        " Nedostaje; Nije prikupljeno; Zadržano; Ne može se izračunati",
        "Dostignuto; Ispred plana; Po planu; Zaostaje; Nema podataka;"
        " Još nije dospjelo; Nije ocijenjeno",
        part="Dio",
    ),
    "pl": _words(
        "Nr; Projekt lub program; Poziom; Rezultat; Wskaźnik; Jednostka;"
        " Wartość bazowa; Dzień bazowy; Od; Do; Cel; Osiągnięto; Stan; Postęp; Ocena;"
        " Stan na",
        "Wszystkie okresy",
        "Nakład; Działanie; Produkt; Rezultat bezpośredni; Oddziaływanie",
        "Zgłoszona; Zero; Szacunkowa; Między dwiema wartościami; Nie dotyczy; Brak;"
        " Nie zebrano; Utajniona; Nie da się obliczyć",
        "Osiągnięty; Przed planem; Zgodnie z planem; Opóźniony; Brak danych;"
        " Jeszcze nie czas; Bez oceny",
        part="Część",
    ),
}
