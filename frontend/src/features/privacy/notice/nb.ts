import type { NoticeWords } from './words'

export const words: NoticeWords = {
  title: 'Personvern',
  lead: 'Hva dette systemet lagrer om personer, hvorfor, hvor lenge, og hva du kan be om.',
  responsible: {
    heading: 'Hvem som er ansvarlig',
    unnamed:
      'De som driver denne installasjonen, har ennå ikke oppgitt hvem de er. Spør den som ga deg kontoen; alt du kan be om nedenfor, virker likevel.',
    name: 'Behandlingsansvarlig',
    contact: 'Kontakt',
    officer: 'Personvernombud',
    authority: 'Tilsynsmyndighet',
  },
  parts: [
    {
      heading: 'Hva som lagres, og hvorfor',
      text: 'Bare det som trengs for å samarbeide om kommunale partnerskap:',
      points: [
        'Kontoen din: navn, e-postadresse, språk, roller og hvordan du logger inn, slik at du får gjort arbeidet ditt og ingen andre kan gjøre det i ditt navn. Lagres til kontoen slettes.',
        'Økter: en grov beskrivelse av enhet og nettverk, slik at du ser hvor du er innlogget og kan logge ut der. Lagres i 30 dager etter at økten er slutt; mislykkede innlogginger i ett døgn, uten lesbar adresse.',
        'Kontaktpersoner i organisasjoner: navn, funksjon, e-postadresse og telefonnummer, slik at partnerne når hverandre. Lagres til de er erstattet og slettet.',
        'Varsler om det som angår deg. Lagres i ett år.',
        'Spor: hvem som har registrert, endret eller godkjent hva, fordi offentlige midler må kunne gjøres rede for. Lagres like lenge som opplysningene selv; når du er slettet, navngir de ingen.',
        'Importerte filer, som kan navngi personer. Radene lagres i ett år.',
      ],
    },
    {
      heading: 'Med hvilken rett',
      text: 'Programmene er en oppgave i allmennhetens interesse, og regnskapet for dem en rettslig plikt (personvernforordningen artikkel 6 nr. 1 bokstav e og c). Å holde kontoene trygge er en berettiget interesse (bokstav f). Ingenting avgjøres om deg av en maskin alene.',
    },
    {
      heading: 'Hvem som ser det',
      text: 'De som arbeider i de samme programmene, prosjektene og organisasjonene, så langt rollen deres krever det. Ingenting selges, og ingenting går til tredjeparter for reklame eller statistikk.',
    },
    {
      heading: 'Informasjonskapsler',
      text: 'Denne siden bruker ingen. Når du logger inn, holder én informasjonskapsel deg innlogget i høyst tolv timer. Valgt språk og utseende blir liggende i din egen nettleser. Det er ingen sporing, og ingenting hentes fra andre nettsteder.',
    },
    {
      heading: 'Hva du kan be om',
      text: 'Når du er innlogget, kan du på kontosiden din:',
      points: [
        'se hvor mye som er lagret om deg, og hvor',
        'rette navn og språk',
        'hente en kopi av alt, for å lese den eller ta den med deg',
        'få opplysningene dine slettet. Offisielle opplysninger blir stående, men navngir deg ikke lenger; du ser på forhånd hva som beholdes og hvorfor.',
      ],
    },
    {
      heading: 'Uten konto, eller ikke fornøyd?',
      text: 'Er du kontaktperson uten konto, skriv til den behandlingsansvarlige. Du kan også protestere mot bruken av opplysningene dine, be om at den begrenses, og klage til datatilsynet i landet ditt.',
    },
  ],
  back: 'Til innlogging',
}
