"""What the columns and levels of a framework's sheet may be called."""

# By the name of the field; the first is what the template says.
COLUMNS: dict[str, tuple[str, ...]] = {
    "kind": ("Level", "Nivå", "Nivo", "Razina", "Poziom"),
    "title.en": ("Title (en)", "Title", "Title in English"),
    "title.nb": ("Title (nb)", "Tittel", "Tittel (nb)"),
    "title.bs": ("Title (bs)", "Naslov", "Naslov (bs)"),
    "title.pl": ("Title (pl)", "Tytuł", "Tytuł (pl)"),
    "description": ("Description", "Beskrivelse", "Opis"),
    "goals": ("Goals", "Mål", "Ciljevi", "Cele"),
    "leads_to": ("Leads to rows", "Fører til rader", "Vodi u redove", "Prowadzi do"),
    "unit": ("Unit", "Enhet", "Jedinica", "Jednostka"),
    "direction": ("Direction", "Retning", "Smjer", "Kierunek"),
    "decimals": ("Decimals", "Desimaler", "Decimale", "Miejsca po przecinku"),
    "baseline_value": (
        "Baseline",
        "Utgangspunkt",
        "Polazna vrijednost",
        "Wartość bazowa",
    ),
    "baseline_on": (
        "Baseline day",
        "Dato for utgangspunkt",
        "Dan polazne vrijednosti",
        "Dzień wartości bazowej",
    ),
    "target_value": ("Target", "Måltall", "Ciljna vrijednost", "Wartość docelowa"),
    "target_on": (
        "Target day",
        "Dato for måltall",
        "Dan ciljne vrijednosti",
        "Dzień wartości docelowej",
    ),
    "source": ("Source", "Kilde", "Izvor", "Źródło"),
    "builds": ("Builds", "Bygger", "Gradi", "Buduje"),
    "inside_municipal_tasks": (
        "Municipal task",
        "Kommunal oppgave",
        "Općinski zadatak",
        "Zadanie gminy",
    ),
}
KINDS: dict[str, tuple[str, ...]] = {
    "input": (
        "input",
        "innsats",
        "innsatsfaktor",
        "ulaganje",
        "ulaz",
        "resursi",
        "nakłady",
        "nakład",
    ),
    "activity": ("activity", "aktivitet", "aktivnost", "działanie"),
    "output": ("output", "leveranse", "produkt", "rezultat aktivnosti", "izlaz"),
    "outcome": ("outcome", "effekt", "brukereffekt", "ishod", "rezultat bezpośredni"),
    "impact": ("impact", "samfunnseffekt", "utjecaj", "uticaj", "oddziaływanie"),
    "indicator": ("indicator", "indikator", "pokazatelj", "wskaźnik"),
}
YES = ("yes", "ja", "da", "tak", "true", "1")
NO = ("no", "nei", "ne", "nie", "false", "0")
