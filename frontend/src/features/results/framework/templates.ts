import type { Line } from '../../../api/indicators/types.gen'
import type { Language } from '../../../lib/languages'
import type { Kind } from '../kinds'
import { indicatorLine, resultLine } from './lines'

type Words = Record<Language, string>
type Part = [kind: Kind | 'indicator', words: Words, leadsTo?: number[]]

const words = (en: string, nb: string, bs: string, pl: string): Words => ({ en, nb, bs, pl })

/** General frameworks in our own words, without figures: to be changed to what is really done. */
export const templates = {
  twinning: [
    [
      'input',
      words(
        'Time of staff on both sides',
        'Ansattes tid på begge sider',
        'Vrijeme zaposlenih na obje strane',
        'Czas pracowników po obu stronach',
      ),
      [2, 3],
    ],
    [
      'activity',
      words(
        'Staff visit and work alongside each other',
        'Ansatte besøker hverandre og arbeider side om side',
        'Zaposleni se posjećuju i rade zajedno',
        'Pracownicy odwiedzają się i pracują obok siebie',
      ),
      [5],
    ],
    [
      'activity',
      words(
        'A shared municipal service is reviewed together',
        'En kommunal tjeneste gjennomgås i fellesskap',
        'Općinska usluga se zajednički preispituje',
        'Usługa gminna jest wspólnie analizowana',
      ),
      [7],
    ],
    [
      'activity',
      words(
        'Citizens and councillors discuss the service',
        'Innbyggere og folkevalgte drøfter tjenesten',
        'Građani i vijećnici raspravljaju o usluzi',
        'Mieszkańcy i radni rozmawiają o usłudze',
      ),
      [9],
    ],
    [
      'output',
      words(
        'Staff have learned from each other',
        'Ansatte har lært av hverandre',
        'Zaposleni su učili jedni od drugih',
        'Pracownicy nauczyli się od siebie nawzajem',
      ),
      [11],
    ],
    [
      'indicator',
      words(
        'Staff who use what they learned',
        'Ansatte som bruker det de lærte',
        'Zaposleni koji primjenjuju naučeno',
        'Pracownicy stosujący to, czego się nauczyli',
      ),
    ],
    [
      'output',
      words(
        'A plan for a better service is adopted',
        'En plan for en bedre tjeneste er vedtatt',
        'Usvojen je plan za bolju uslugu',
        'Przyjęto plan lepszej usługi',
      ),
      [11],
    ],
    [
      'indicator',
      words(
        'Measures of the plan that are carried out',
        'Tiltak i planen som er gjennomført',
        'Provedene mjere iz plana',
        'Zrealizowane działania z planu',
      ),
    ],
    [
      'output',
      words(
        'Citizens have been heard',
        'Innbyggerne er blitt hørt',
        'Građani su saslušani',
        'Mieszkańców wysłuchano',
      ),
      [13],
    ],
    [
      'indicator',
      words(
        'Citizens who took part',
        'Innbyggere som deltok',
        'Građani koji su učestvovali',
        'Mieszkańcy, którzy wzięli udział',
      ),
    ],
    [
      'outcome',
      words(
        'The service is better for those who use it',
        'Tjenesten er bedre for dem som bruker den',
        'Usluga je bolja za one koji je koriste',
        'Usługa jest lepsza dla tych, którzy z niej korzystają',
      ),
      [14],
    ],
    [
      'indicator',
      words(
        'Users who are satisfied',
        'Brukere som er fornøyde',
        'Zadovoljni korisnici',
        'Zadowoleni użytkownicy',
      ),
    ],
    [
      'outcome',
      words(
        'Citizens have more say',
        'Innbyggerne har mer å si',
        'Građani imaju veći uticaj',
        'Mieszkańcy mają większy wpływ',
      ),
      [14],
    ],
    [
      'impact',
      words(
        'Trust in local government is stronger',
        'Tilliten til kommunen er sterkere',
        'Povjerenje u lokalnu vlast je veće',
        'Zaufanie do samorządu jest większe',
      ),
    ],
  ],
  network: [
    [
      'input',
      words(
        'Contact persons and a small budget in each municipality',
        'Kontaktpersoner og et lite budsjett i hver kommune',
        'Kontakt-osobe i manji budžet u svakoj općini',
        'Osoby do kontaktu i niewielki budżet w każdej gminie',
      ),
      [2, 3],
    ],
    [
      'activity',
      words(
        'Gatherings where cases are presented',
        'Samlinger der sakene legges fram',
        'Okupljanja na kojima se predstavljaju slučajevi',
        'Spotkania, na których przedstawia się przypadki',
      ),
      [4],
    ],
    [
      'activity',
      words(
        'Municipalities compare their figures',
        'Kommunene sammenligner tallene sine',
        'Općine upoređuju svoje podatke',
        'Gminy porównują swoje dane',
      ),
      [6],
    ],
    [
      'output',
      words(
        'Each municipality has a case with a plan',
        'Hver kommune har en sak med en plan',
        'Svaka općina ima slučaj s planom',
        'Każda gmina ma przypadek z planem',
      ),
      [8],
    ],
    [
      'indicator',
      words(
        'Cases with an adopted plan',
        'Saker med en vedtatt plan',
        'Slučajevi s usvojenim planom',
        'Przypadki z przyjętym planem',
      ),
    ],
    [
      'output',
      words(
        'Good examples are described for others',
        'Gode eksempler er beskrevet for andre',
        'Dobri primjeri su opisani za druge',
        'Dobre przykłady opisano dla innych',
      ),
      [10],
    ],
    [
      'indicator',
      words(
        'Examples that are published',
        'Eksempler som er publisert',
        'Objavljeni primjeri',
        'Opublikowane przykłady',
      ),
    ],
    [
      'outcome',
      words(
        'Municipalities work better within the theme',
        'Kommunene arbeider bedre innenfor temaet',
        'Općine bolje rade u oblasti teme',
        'Gminy lepiej działają w danym temacie',
      ),
      [12],
    ],
    [
      'indicator',
      words(
        'Measures that became a part of ordinary plans',
        'Tiltak som er blitt en del av de ordinære planene',
        'Mjere koje su postale dio redovnih planova',
        'Działania, które weszły do zwykłych planów',
      ),
    ],
    [
      'outcome',
      words(
        'Others use what the network learned',
        'Andre bruker det nettverket har lært',
        'Drugi koriste ono što je mreža naučila',
        'Inni korzystają z doświadczeń sieci',
      ),
      [12],
    ],
    [
      'indicator',
      words(
        'Other municipalities that use an example',
        'Andre kommuner som bruker et eksempel',
        'Druge općine koje koriste primjer',
        'Inne gminy korzystające z przykładu',
      ),
    ],
    [
      'impact',
      words(
        'Communities in which it is good to live',
        'Lokalsamfunn der det er godt å leve',
        'Zajednice u kojima je dobro živjeti',
        'Miejscowości, w których dobrze się żyje',
      ),
    ],
  ],
} satisfies Record<string, Part[]>

export type TemplateName = keyof typeof templates
export const templateNames = Object.keys(templates) as TemplateName[]

export const linesOfTemplate = (name: TemplateName, language: Language): Line[] =>
  (templates[name] as Part[]).map(([kind, title, leadsTo]) =>
    kind === 'indicator' ? indicatorLine(title) : resultLine(kind, title, language, leadsTo),
  )
