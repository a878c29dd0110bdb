"""The words of the sheet in each language."""

from typing import NamedTuple

from bromost_common.languages import Language


class Wording(NamedTuple):
    """Headings, and what its cells say."""

    heads: tuple[str, ...]
    total: str
    part: str
    # Of people in several parts: what is no other's, and what one does not see.
    own: str
    others: str
    kinds: dict[str, str]
    states: dict[str, str]
    statuses: dict[str, str]
    bases: dict[str, str]
    decimal_mark: str


_KINDS = ("input", "activity", "output", "outcome", "impact")
_STATES = (
    *("reported", "zero", "estimated", "range", "not_applicable", "missing"),
    *("not_collected", "suppressed", "undefined"),
)
_STATUSES = (
    *("reached", "ahead", "on_track", "behind", "no_data", "not_due", "unjudged"),
)
# By what progress is measured, as `calculation.progress.Basis` has them.
_BASES = ("baseline", "zero", "kept", "band")


def _words(
    heads: str,
    total: str,
    kinds: str,
    states: str,
    statuses: str,
    *,
    bases: str,
    part: str,
    own: str,
    others: str,
    mark: str = ",",
) -> Wording:
    """Of lists whose words are in the order above."""
    return Wording(
        tuple(heads.split("; ")),
        total,
        part,
        own,
        others,
        dict(zip(_KINDS, kinds.split("; "), strict=True)),
        dict(zip(_STATES, states.split("; "), strict=True)),
        dict(zip(_STATUSES, statuses.split("; "), strict=True)),
        dict(zip(_BASES, bases.split("; "), strict=True)),
        mark,
    )


WORDING: dict[Language, Wording] = {
    "en": _words(
        "No.; Project or programme; Level; Result; Indicator; Unit; Baseline;"
        " Baseline on; From; To; Target; Actual; State; Progress;"
        " Progress is; Status; As of; Subtracted, for they were counted more than once",
        "All periods",
        "Input; Activity; Output; Outcome; Impact",
        "Reported; Zero; Estimated; Between two values; Not applicable; Missing;"
        " Not collected; Withheld; Cannot be worked out",
        "Reached; Ahead; On track; Behind; No data; Not due yet; Not judged",
        bases="Of the way from the baseline to the target; Share of the target;"
        " Whether it was kept as it was; Of the way into the band",
        mark=".",
        part="Part",
        own="Own values, or no place named",
        others="Others that you may not see",
    ),
    "nb": _words(
        "Nr.; Prosjekt eller program; Nivå; Resultat; Indikator; Enhet; Utgangspunkt;"
        " Utgangspunkt den; Fra; Til; Mål; Oppnådd; Tilstand; Framdrift;"
        " Framdrift er; Status; Per; Trukket fra fordi de var talt flere ganger",
        "Alle perioder",
        "Innsatsfaktor; Aktivitet; Leveranse; Brukereffekt; Samfunnseffekt",
        "Rapportert; Null; Anslått; Mellom to verdier; Ikke aktuelt; Mangler;"
        " Ikke samlet inn; Holdt tilbake; Kan ikke regnes ut",
        "Nådd; Foran planen; I rute; Ligger etter; Ingen data; Ikke forfalt;"
        " Ikke vurdert",
        bases="Av veien fra utgangspunktet til målet; Andel av målet;"
        " Om det er holdt som det var; Av veien inn i båndet",
        part="Del",
        own="Egne verdier, eller uten sted",
        others="Andre som du ikke kan se",
    ),
    "bs": _words(
        "Br.; Projekat ili program; Nivo; Rezultat; Indikator; Jedinica;"
        " Polazna vrijednost; Polazni dan; Od; Do; Cilj; Ostvareno; Stanje; Napredak;"
        " Napredak je; Status; Na dan; Oduzeto jer su brojani više puta",
        "Svi periodi",
        "Ulaganje; Aktivnost; Rezultat aktivnosti; Ishod; Uticaj",
        "Prijavljeno; Nula; Procijenjeno; Između dvije vrijednosti; Nije primjenjivo;"
        " Nedostaje; Nije prikupljeno; Zadržano; Ne može se izračunati",
        "Dostignuto; Ispred plana; Po planu; Zaostaje; Nema podataka;"
        " Još nije dospjelo; Nije ocijenjeno",
        bases="Dio puta od polazne vrijednosti do cilja; Udio cilja;"
        " Da li je ostalo kako je bilo; Dio puta do raspona",
        part="Dio",
        own="Vlastite vrijednosti ili bez mjesta",
        others="Drugi koje ne možete vidjeti",
    ),
    "pl": _words(
        "Nr; Projekt lub program; Poziom; Rezultat; Wskaźnik; Jednostka;"
        " Wartość bazowa; Dzień bazowy; Od; Do; Cel; Osiągnięto; Stan; Postęp;"
        " Postęp to; Ocena; Stan na; Odjęto, bo liczono ich więcej niż raz",
        "Wszystkie okresy",
        "Nakład; Działanie; Produkt; Rezultat bezpośredni; Oddziaływanie",
        "Zgłoszona; Zero; Szacunkowa; Między dwiema wartościami; Nie dotyczy; Brak;"
        " Nie zebrano; Utajniona; Nie da się obliczyć",
        "Osiągnięty; Przed planem; Zgodnie z planem; Opóźniony; Brak danych;"
        " Jeszcze nie czas; Bez oceny",
        bases="Część drogi od wartości bazowej do celu; Udział w celu;"
        " Czy utrzymano stan; Część drogi do przedziału",
        part="Część",
        own="Wartości własne lub bez miejsca",
        others="Inne, których nie możesz zobaczyć",
    ),
}
