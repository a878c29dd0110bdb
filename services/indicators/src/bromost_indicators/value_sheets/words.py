"""What a sheet of values says in the languages of its readers."""

from collections.abc import Mapping
from dataclasses import dataclass

from bromost_common.languages import LANGUAGES, Language


@dataclass(frozen=True)
class Words:
    """The names of columns and what is chosen from."""

    sheet: str
    columns: Mapping[str, str]
    states: Mapping[str, str]
    yes: str
    no: str
    whole_project: str
    total: str
    problem: str


def _columns(*names: str) -> Mapping[str, str]:
    return dict(zip(COLUMNS, names, strict=True))


def _states(*names: str) -> Mapping[str, str]:
    return dict(zip(STATES, names, strict=True))


LABELS = ("indicator", "place", "breakdown", "unit")
FIELDS = ("value", "numerator", "denominator", "state", "comment")
# How many files and links a value stands on: to know, and not to change here.
EVIDENCE = "evidence"
COLUMNS = (*LABELS, *FIELDS, EVIDENCE, "from", "to")
# A reported 0 is shown as reported; that it is zero shows in the value.
STATES = ("reported", "estimated", "not_applicable", "not_collected", "suppressed")

WORDS: Mapping[Language, Words] = {
    "en": Words(
        "Values",
        _columns(
            *("Indicator", "Place", "Breakdown", "Unit", "Value", "Numerator"),
            *("Denominator", "State", "Comment", "Evidence", "From", "To"),
        ),
        _states(
            *("Reported", "Estimated", "Not applicable", "Not collected"),
            "Withheld",
        ),
        *("Yes", "No", "Whole project", "Total", "Problem"),
    ),
    "nb": Words(
        "Verdier",
        _columns(
            *("Indikator", "Sted", "Inndeling", "Enhet", "Verdi", "Teller"),
            *("Nevner", "Tilstand", "Kommentar", "Dokumentasjon", "Fra", "Til"),
        ),
        _states(
            *("Rapportert", "Anslått", "Ikke aktuelt", "Ikke samlet inn"),
            "Holdt tilbake",
        ),
        *("Ja", "Nei", "Hele prosjektet", "I alt", "Problem"),
    ),
    "bs": Words(
        "Vrijednosti",
        _columns(
            *("Indikator", "Mjesto", "Raščlamba", "Jedinica", "Vrijednost"),
            *("Brojnik", "Nazivnik", "Stanje", "Komentar", "Dokazi", "Od", "Do"),
        ),
        _states(
            *("Prijavljeno", "Procijenjeno", "Nije primjenjivo", "Nije prikupljeno"),
            "Zadržano",
        ),
        *("Da", "Ne", "Cijeli projekat", "Ukupno", "Problem"),
    ),
    "pl": Words(
        "Wartości",
        _columns(
            *("Wskaźnik", "Miejsce", "Podział", "Jednostka", "Wartość", "Licznik"),
            *("Mianownik", "Stan", "Komentarz", "Dowody", "Od", "Do"),
        ),
        _states(
            *("Zgłoszona", "Szacunkowa", "Nie dotyczy", "Nie zebrano"),
            "Utajniona",
        ),
        *("Tak", "Nie", "Cały projekt", "Razem", "Problem"),
    ),
}


def _known(word: str) -> str:
    return " ".join(word.split()).casefold()


_STATE_OF = {
    _known(name): state
    for language in LANGUAGES
    for state, name in WORDS[language].states.items()
} | {_known(state): state for state in (*STATES, "zero")}
_YES_NO = {
    **{_known(WORDS[language].yes): "1" for language in LANGUAGES},
    **{_known(WORDS[language].no): "0" for language in LANGUAGES},
    "true": "1",
    "false": "0",
}


def state_of(word: str) -> str | None:
    """The state that a word is for, whichever language it is of."""
    return _STATE_OF.get(_known(word))


def yes_or_no(word: str) -> str | None:
    return _YES_NO.get(_known(word))


def step_of(word: str, scale: list[dict[str, object]]) -> str | None:
    """The step of a scale that is called so in any language."""
    for step in scale:
        label = step.get("label")
        names = label.values() if isinstance(label, dict) else ()
        if any(_known(str(name)) == _known(word) for name in names):
            return str(step["value"])
    return None
