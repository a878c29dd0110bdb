"""The words of the annual report as a document, in each language."""

from typing import NamedTuple

from bromost_common.languages import Language


class Words(NamedTuple):
    """Headings and sentences; what stands in braces is filled in."""

    title: str
    whole: str
    contents: str
    page: str
    as_of: str
    source: str
    summary: str
    projects: str
    countries: str
    funders: str
    total_given: str
    by_funder: str
    by_country: str
    funder: str
    year: str
    amount: str
    currency: str
    converted: str
    more_countries: str
    chart_years: str
    chart_countries: str
    no_chart: str
    rates: str
    valid_on: str
    rate_source: str
    rates_note: str
    no_rate: str
    overview: str
    project_and_partners: str
    chosen: str
    no_description: str
    objectives: str
    gaps: str
    partnership: str
    state: str
    since: str
    reason: str
    no_reason: str
    no_gaps: str
    stopped: str
    about: str
    about_links: str
    about_amounts: str
    about_letters: str
    explanation: str
    nothing: str
    states: dict[str, str]


WORDS: dict[Language, Words] = {
    "en": Words(
        title="Annual report",
        whole="The whole portfolio",
        contents="Contents",
        page="Page {page} of {pages}",
        as_of="Figures as recorded on {day}",
        source="Source: {origin}",
        summary="Summary",
        projects="Projects",
        countries="Countries",
        funders="Funders",
        total_given="Given in all",
        by_funder="By funder and year",
        by_country="By country",
        funder="Funder",
        year="Year",
        amount="Amount",
        currency="Currency",
        converted="In {currency}",
        more_countries="All other countries",
        chart_years="Given per year, by funder ({currency})",
        chart_countries="Given per country, {years} ({currency})",
        no_chart="There is no chart: amounts in several currencies cannot be added up.",
        rates="Exchange rates",
        valid_on="Valid on",
        rate_source="Source",
        rates_note="Sums in {currency} are made of the exact sums, at the rate of each"
        " year, and rounded once.",
        no_rate="No rate is on record for {currency} in {year}: sums with it are not"
        " converted.",
        overview="Projects, country by country",
        project_and_partners="Project and partners",
        chosen="Chosen projects",
        no_description="No description is on record.",
        objectives="Objectives",
        gaps="What stood still or ended",
        partnership="Partnership",
        state="State",
        since="Since",
        reason="Reason",
        no_reason="No reason is on record.",
        no_gaps="Nothing of the kind is on record for these years.",
        stopped="Projects that were stopped",
        about="About the figures",
        about_links="Every figure is a link to the page that shows what it is made of;"
        " to open it, you may have to sign in.",
        about_amounts="An amount is what is on record as given by the funder in that"
        " year. Where nothing stands, nothing is on record.",
        about_letters="A letter that the fonts of this document lack is shown as"
        " \ufffd.",
        explanation="Explanation",
        nothing="No budget is on record for these years.",
        states={
            "standstill": "Standstill",
            "ended": "Ended",
            "cancelled": "Cancelled",
        },
    ),
    "nb": Words(
        title="Årsrapport",
        whole="Hele porteføljen",
        contents="Innhold",
        page="Side {page} av {pages}",
        as_of="Tall slik de var registrert {day}",
        source="Kilde: {origin}",
        summary="Sammendrag",
        projects="Prosjekter",
        countries="Land",
        funders="Finansieringskilder",
        total_given="Gitt i alt",
        by_funder="Etter finansieringskilde og år",
        by_country="Etter land",
        funder="Finansieringskilde",
        year="År",
        amount="Beløp",
        currency="Valuta",
        converted="I {currency}",
        more_countries="Alle andre land",
        chart_years="Gitt per år, etter finansieringskilde ({currency})",
        chart_countries="Gitt per land, {years} ({currency})",
        no_chart="Det er ikke noe diagram: beløp i flere valutaer kan ikke legges"
        " sammen.",
        rates="Valutakurser",
        valid_on="Gjelder fra",
        rate_source="Kilde",
        rates_note="Summer i {currency} er regnet av de nøyaktige summene, med kursen"
        " for hvert år, og avrundet én gang.",
        no_rate="Ingen kurs er registrert for {currency} i {year}: summer med denne"
        " valutaen er ikke omregnet.",
        overview="Prosjekter, land for land",
        project_and_partners="Prosjekt og partnere",
        chosen="Utvalgte prosjekter",
        no_description="Ingen beskrivelse er registrert.",
        objectives="Mål",
        gaps="Hva som stod stille eller tok slutt",
        partnership="Partnerskap",
        state="Status",
        since="Siden",
        reason="Begrunnelse",
        no_reason="Ingen begrunnelse er registrert.",
        no_gaps="Ikke noe slikt er registrert for disse årene.",
        stopped="Prosjekter som er stanset",
        about="Om tallene",
        about_links="Hvert tall er en lenke til siden som viser hva det er satt sammen"
        " av; du må kanskje logge inn for å åpne den.",
        about_amounts="Et beløp er det som er registrert som gitt av"
        " finansieringskilden det året. Der det ikke står noe, er ikke noe registrert.",
        about_letters="En bokstav som skriftene i dette dokumentet mangler, vises som"
        " \ufffd.",
        explanation="Forklaring",
        nothing="Ingen budsjetter er registrert for disse årene.",
        states={
            "standstill": "Stillstand",
            "ended": "Avsluttet",
            "cancelled": "Avlyst",
        },
    ),
    "bs": Words(
        title="Godišnji izvještaj",
        whole="Cijeli portfelj",
        contents="Sadržaj",
        page="Stranica {page} od {pages}",
        as_of="Iznosi kako su zabilježeni na dan {day}",
        source="Izvor: {origin}",
        summary="Sažetak",
        projects="Projekti",
        countries="Države",
        funders="Finansijeri",
        total_given="Ukupno dato",
        by_funder="Po finansijerima i godinama",
        by_country="Po državama",
        funder="Finansijer",
        year="Godina",
        amount="Iznos",
        currency="Valuta",
        converted="U {currency}",
        more_countries="Sve ostale države",
        chart_years="Dato po godinama i finansijerima ({currency})",
        chart_countries="Dato po državama, {years} ({currency})",
        no_chart="Nema grafikona: iznosi u više valuta ne mogu se sabrati.",
        rates="Kursevi",
        valid_on="Važi od",
        rate_source="Izvor",
        rates_note="Zbirovi u {currency} izračunati su iz tačnih zbirova, po kursu za"
        " svaku godinu, i zaokruženi jednom.",
        no_rate="Nema zabilježenog kursa za {currency} u {year}: zbirovi s tom valutom"
        " nisu preračunati.",
        overview="Projekti po državama",
        project_and_partners="Projekat i partneri",
        chosen="Odabrani projekti",
        no_description="Nema zabilježenog opisa.",
        objectives="Ciljevi",
        gaps="Šta je mirovalo ili završilo",
        partnership="Partnerstvo",
        state="Stanje",
        since="Od",
        reason="Razlog",
        no_reason="Nema zabilježenog razloga.",
        no_gaps="Za ove godine ništa takvo nije zabilježeno.",
        stopped="Zaustavljeni projekti",
        about="O iznosima",
        about_links="Svaki iznos je link na stranicu koja pokazuje od čega se sastoji;"
        " da biste je otvorili, možda ćete se morati prijaviti.",
        about_amounts="Iznos je ono što je zabilježeno da je finansijer dao te godine."
        " Gdje ništa ne stoji, ništa nije zabilježeno.",
        about_letters="Slovo koje fontovi ovog dokumenta nemaju prikazuje se kao"
        " \ufffd.",
        explanation="Objašnjenje",
        nothing="Za ove godine nema zabilježenih budžeta.",
        states={
            "standstill": "Zastoj",
            "ended": "Završeno",
            "cancelled": "Otkazano",
        },
    ),
    "pl": Words(
        title="Raport roczny",
        whole="Całe portfolio",
        contents="Spis treści",
        page="Strona {page} z {pages}",
        as_of="Dane według stanu na {day}",
        source="Źródło: {origin}",
        summary="Podsumowanie",
        projects="Projekty",
        countries="Kraje",
        funders="Finansujący",
        total_given="Przyznano łącznie",
        by_funder="Według finansujących i lat",
        by_country="Według krajów",
        funder="Finansujący",
        year="Rok",
        amount="Kwota",
        currency="Waluta",
        converted="W {currency}",
        more_countries="Wszystkie inne kraje",
        chart_years="Przyznano w poszczególnych latach, według finansujących"
        " ({currency})",
        chart_countries="Przyznano według krajów, {years} ({currency})",
        no_chart="Nie ma wykresu: kwot w różnych walutach nie można dodać.",
        rates="Kursy walut",
        valid_on="Obowiązuje od",
        rate_source="Źródło",
        rates_note="Sumy w {currency} obliczono z dokładnych sum, po kursie z"
        " każdego roku, i zaokrąglono raz.",
        no_rate="Brak zapisanego kursu dla {currency} w roku {year}: sum z tą walutą"
        " nie przeliczono.",
        overview="Projekty według krajów",
        project_and_partners="Projekt i partnerzy",
        chosen="Wybrane projekty",
        no_description="Brak zapisanego opisu.",
        objectives="Cele",
        gaps="Co zostało wstrzymane lub zakończone",
        partnership="Partnerstwo",
        state="Stan",
        since="Od",
        reason="Powód",
        no_reason="Brak zapisanego powodu.",
        no_gaps="Dla tych lat niczego takiego nie zapisano.",
        stopped="Zatrzymane projekty",
        about="O liczbach",
        about_links="Każda liczba jest łączem do strony, która pokazuje, z czego się"
        " składa; aby ją otworzyć, może być potrzebne zalogowanie.",
        about_amounts="Kwota to to, co zapisano jako przyznane przez finansującego w"
        " danym roku. Gdzie nic nie ma, nic nie zapisano.",
        about_letters="Litera, której brakuje w krojach pisma tego dokumentu, jest"
        " pokazana jako \ufffd.",
        explanation="Objaśnienie",
        nothing="Dla tych lat nie zapisano żadnych budżetów.",
        states={
            "standstill": "Przestój",
            "ended": "Zakończone",
            "cancelled": "Odwołane",
        },
    ),
}
