"""The words in which lists are told to people in files, in each language."""

from bromost_common.exports.tables import Words
from bromost_common.languages import LANGUAGES

# Of each: English, Norwegian, Bosnian, Polish.
_HEADINGS = {
    "id": (
        "Number in the system",
        "Nummer i systemet",
        "Broj u sistemu",
        "Numer w systemie",
    ),
    "name": ("Name", "Navn", "Naziv", "Nazwa"),
    "code": ("Code", "Kode", "Oznaka", "Kod"),
    "title": ("Title", "Tittel", "Naslov", "Tytuł"),
    "kind": ("Kind", "Type", "Vrsta", "Rodzaj"),
    "country_code": ("Country", "Land", "Država", "Kraj"),
    "place_name": (
        "Town or village",
        "By eller tettsted",
        "Grad ili naselje",
        "Miejscowość",
    ),
    "matched_alias": ("Found as", "Funnet som", "Pronađeno kao", "Znaleziono jako"),
    "archived": ("Archived", "Arkivert", "Arhivirano", "W archiwum"),
    "yes": ("Yes", "Ja", "Da", "Tak"),
    "no": ("No", "Nei", "Ne", "Nie"),
    "link_type": ("Kind of link", "Type forbindelse", "Vrsta veze", "Rodzaj więzi"),
    "status": ("Status", "Status", "Stanje", "Stan"),
    "status_since": ("Status since", "Status siden", "Stanje od", "Stan od"),
    "reason": ("Reason", "Begrunnelse", "Razlog", "Powód"),
    "sides": ("Members", "Medlemmer", "Članovi", "Członkowie"),
    "project_count": (
        "Number of projects",
        "Antall prosjekter",
        "Broj projekata",
        "Liczba projektów",
    ),
    "programme_id": (
        "Number of the programme in the system",
        "Programmets nummer i systemet",
        "Broj programa u sistemu",
        "Numer programu w systemie",
    ),
    "programme_code": (
        "Code of the programme",
        "Programkode",
        "Oznaka programa",
        "Kod programu",
    ),
    "programme_title": ("Programme", "Program", "Program", "Program"),
    "countries": ("Countries", "Land", "Države", "Kraje"),
    "starts_on": ("Start", "Start", "Početak", "Początek"),
    "ends_on": ("End", "Slutt", "Kraj", "Koniec"),
    "partners": ("Partners", "Partnere", "Partneri", "Partnerzy"),
    "budget": ("Budget", "Budsjett", "Budžet", "Budżet"),
    "years": (
        "Years with a budget",
        "År med budsjett",
        "Godine s budžetom",
        "Lata z budżetem",
    ),
    "lead_id": (
        "Number of the carrying organisation in the system",
        "Den ansvarlige organisasjonens nummer i systemet",
        "Broj nosioca u sistemu",
        "Numer prowadzącego w systemie",
    ),
    "lead_name": ("Carried by", "Drives av", "Nosilac", "Prowadzi"),
    "lead_country_code": (
        "Country of the carrying organisation",
        "Den ansvarlige organisasjonens land",
        "Država nosioca",
        "Kraj prowadzącego",
    ),
    "themes": ("Themes", "Temaer", "Teme", "Tematy"),
    "member_count": (
        "Number of members",
        "Antall medlemmer",
        "Broj članova",
        "Liczba członków",
    ),
    "funders": ("Funders", "Finansiører", "Finansijeri", "Finansujący"),
    "group": (
        "Partnerships counted",
        "Partnerskap som telles",
        "Prebrojana partnerstva",
        "Policzone partnerstwa",
    ),
    "round": (
        "Round of funding",
        "Finansieringsrunde",
        "Krug finansiranja",
        "Nabór wniosków",
    ),
    "counted": (
        "Counted if",
        "Telles hvis",
        "Broji se ako je",
        "Liczone, jeśli",
    ),
    "count": ("Number", "Antall", "Broj", "Liczba"),
    "percent": (
        "Percent of the supported",
        "Prosent av de støttede",
        "Procenat podržanih",
        "Procent wspieranych",
    ),
    "share": (
        "Percent, with decimals",
        "Prosent, med desimaler",
        "Procenat, s decimalama",
        "Procent z miejscami po przecinku",
    ),
    "partnership_id": (
        "Number of the partnership in the system",
        "Partnerskapets nummer i systemet",
        "Broj partnerstva u sistemu",
        "Numer partnerstwa w systemie",
    ),
    "partnership_name": ("Partnership", "Partnerskap", "Partnerstvo", "Partnerstwo"),
    "is_supported": ("Supported", "Støttet", "Podržano", "Wspierane"),
    "applied_on": ("Applied on", "Søkt", "Datum prijave", "Data wniosku"),
    "outcome": ("Outcome", "Utfall", "Ishod", "Wynik"),
    "decided_on": (
        "Date of the outcome",
        "Dato for utfallet",
        "Datum ishoda",
        "Data wyniku",
    ),
    "amount": ("Amount", "Beløp", "Iznos", "Kwota"),
    "currency": ("Currency", "Valuta", "Valuta", "Waluta"),
}
_KINDS = {
    "kind.municipality": ("Municipality", "Kommune", "Općina", "Gmina"),
    "kind.county": ("County", "Fylke", "Okrug", "Okręg"),
    "kind.local_authority_association": (
        "Association of local authorities",
        "Kommuneforbund",
        "Savez lokalnih vlasti",
        "Związek samorządów",
    ),
    "kind.ministry": ("Ministry", "Departement", "Ministarstvo", "Ministerstwo"),
    "kind.agency": ("Agency", "Direktorat eller etat", "Agencija", "Agencja"),
    "kind.cso": (
        "Civil-society organisation",
        "Sivilsamfunnsorganisasjon",
        "Organizacija civilnog društva",
        "Organizacja społeczna",
    ),
    "kind.company": ("Company", "Bedrift", "Preduzeće", "Przedsiębiorstwo"),
    "kind.school": ("School", "Skole", "Škola", "Szkoła"),
    "kind.international": (
        "International organisation",
        "Internasjonal organisasjon",
        "Međunarodna organizacija",
        "Organizacja międzynarodowa",
    ),
    "kind.research": (
        "Research institute",
        "Forskningsinstitutt",
        "Istraživački institut",
        "Instytut badawczy",
    ),
    "kind.other": ("Other", "Annet", "Drugo", "Inny"),
}
_LINKS = {
    "link_type.twinning": (
        "Twinning",
        "Vennskapssamarbeid",
        "Bratimljenje",
        "Partnerstwo bliźniacze",
    ),
    "link_type.pilot": ("Pilot", "Pilotforbindelse", "Pilot-veza", "Więź pilotażowa"),
    "link_type.pre_study": ("Pre-study", "Forstudie", "Predstudija", "Studium wstępne"),
    "link_type.sister_association": (
        "Sister associations",
        "Søsterforbund",
        "Sestrinski savezi",
        "Związki siostrzane",
    ),
    "link_type.technical": (
        "Technical cooperation",
        "Faglig samarbeid",
        "Stručna saradnja",
        "Współpraca techniczna",
    ),
    "link_type.network_link": (
        "Network link",
        "Nettverksforbindelse",
        "Mrežna veza",
        "Więź sieciowa",
    ),
    "link_type.other": ("Other", "Annet", "Ostalo", "Inne"),
}
_STANDINGS = {
    "status.pre_study": ("Pre-study", "Forstudie", "Predstudija", "Studium wstępne"),
    "status.pilot": ("Pilot", "Pilotfase", "Pilot-faza", "Faza pilotażowa"),
    "status.active": ("Active", "Aktivt", "Aktivno", "Aktywne"),
    "status.standstill": ("Standstill", "Stillstand", "Zastoj", "Przestój"),
    "status.ended": ("Ended", "Avsluttet", "Završeno", "Zakończone"),
}
_STATUSES = {
    "status.planned": ("Planned", "Planlagt", "Planiran", "Planowany"),
    "status.active": ("Active", "Pågår", "U toku", "W toku"),
    "status.completed": ("Completed", "Avsluttet", "Završen", "Zakończony"),
    "status.standstill": ("Standstill", "I stillstand", "U zastoju", "Wstrzymany"),
    "status.cancelled": ("Cancelled", "Avbrutt", "Otkazan", "Anulowany"),
}
_FUNDING = {
    "group.supported": (
        "Supported by the programme",
        "Støttet av programmet",
        "Podržana od programa",
        "Wspierane przez program",
    ),
    "group.supported_in_round": (
        "Of the supported, in a round",
        "Av de støttede, i en runde",
        "Od podržanih, u krugu",
        "Ze wspieranych, w naborze",
    ),
    "group.reached": (
        "Of the supported, in at least one round",
        "Av de støttede, i minst én runde",
        "Od podržanih, u bar jednom krugu",
        "Ze wspieranych, w co najmniej jednym naborze",
    ),
    "group.outside_in_round": (
        "Not supported, in a round",
        "Ikke støttet, i en runde",
        "Bez podrške, u krugu",
        "Niewspierane, w naborze",
    ),
    "group.outside": (
        "Not supported, in at least one round",
        "Ikke støttet, i minst én runde",
        "Bez podrške, u bar jednom krugu",
        "Niewspierane, w co najmniej jednym naborze",
    ),
    "group.visible": (
        "All in at least one round",
        "Alle i minst én runde",
        "Sva u bar jednom krugu",
        "Wszystkie w co najmniej jednym naborze",
    ),
    "counted.applied": ("Applied", "Søkt", "Prijavljeno", "Złożono wniosek"),
    "counted.granted": ("Granted", "Innvilget", "Odobreno", "Przyznano"),
    "outcome.applied": ("Applied", "Søkt", "Prijavljeno", "Złożono wniosek"),
    "outcome.granted": ("Granted", "Innvilget", "Odobreno", "Przyznano"),
    "outcome.refused": ("Refused", "Avslått", "Odbijeno", "Odrzucono"),
    "outcome.withdrawn": ("Withdrawn", "Trukket", "Povučeno", "Wycofano"),
}


def _words(*choices: dict[str, tuple[str, str, str, str]]) -> Words:
    told = {name: said for part in (_HEADINGS, *choices) for name, said in part.items()}
    return {
        name: dict(zip(LANGUAGES, said, strict=True)) for name, said in told.items()
    }


GENERAL = _words()
ORGANISATIONS = _words(_KINDS)
PARTNERSHIPS = _words(_LINKS, _STANDINGS)
PROJECTS = _words(_STATUSES)
FUNDING = _words(_FUNDING)
