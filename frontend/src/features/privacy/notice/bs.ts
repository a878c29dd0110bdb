import type { NoticeWords } from './words'

export const words: NoticeWords = {
  title: 'Zaštita ličnih podataka',
  lead: 'Šta ovaj sistem čuva o ljudima, zašto, koliko dugo i šta možete zatražiti.',
  responsible: {
    heading: 'Ko odgovara za podatke',
    unnamed:
      'Oni koji vode ovu instalaciju još nisu naveli ko su. Pitajte onoga ko Vam je otvorio račun; sve što je dolje opisano ipak možete zatražiti.',
    name: 'Kontrolor podataka',
    contact: 'Kontakt',
    officer: 'Službenik za zaštitu podataka',
    authority: 'Nadzorni organ',
  },
  parts: [
    {
      heading: 'Šta se čuva i zašto',
      text: 'Samo ono što je potrebno za saradnju u općinskim partnerstvima:',
      points: [
        'Vaš račun: ime, e-mail adresa, jezik, uloge i način prijave, da biste mogli raditi svoj posao i da ga niko drugi ne radi u Vaše ime. Čuva se dok se račun ne izbriše.',
        'Sesije: grub opis uređaja i mreže, da vidite gdje ste prijavljeni i da se odatle odjavite. Čuvaju se 30 dana nakon završetka; neuspjele prijave jedan dan, bez čitljive adrese.',
        'Kontakt-osobe organizacija: ime, funkcija, e-mail adresa i broj telefona, da partneri mogu doći jedni do drugih. Čuvaju se dok ih ne zamijene drugi i dok se ne izbrišu.',
        'Obavještenja o onome što se Vas tiče. Čuvaju se jednu godinu.',
        'Tragovi: ko je šta unio, promijenio ili odobrio, jer se za javni novac mora polagati račun. Čuvaju se koliko i sami zapisi; kada budete izbrisani, više nikoga ne imenuju.',
        'Uvezene datoteke, u kojima mogu biti imena ljudi. Njihovi redovi čuvaju se jednu godinu.',
      ],
    },
    {
      heading: 'Po kojem pravu',
      text: 'Programi su zadatak od javnog interesa, a vođenje računa o njima zakonska obaveza (član 6. stav 1. tačke (e) i (c) Opće uredbe o zaštiti podataka). Sigurnost računa je legitimni interes (tačka (f)). Ni o čemu što se Vas tiče ne odlučuje samo mašina.',
    },
    {
      heading: 'Ko to vidi',
      text: 'Oni koji rade u istim programima, projektima i organizacijama, koliko njihova uloga zahtijeva. Ništa se ne prodaje i ništa se ne daje trećim stranama za oglašavanje ili statistiku.',
    },
    {
      heading: 'Kolačići',
      text: 'Ova stranica ne postavlja nijedan. Kada se prijavite, jedan kolačić Vas drži prijavljenim najviše dvanaest sati. Izbor jezika i izgleda ostaje u Vašem pregledniku. Nema praćenja i ništa se ne preuzima s drugih stranica.',
    },
    {
      heading: 'Šta možete zatražiti',
      text: 'Nakon prijave, na stranici svog računa možete:',
      points: [
        'vidjeti koliko je podataka o vama pohranjeno i gdje',
        'ispraviti ime i jezik',
        'preuzeti kopiju svega, da je pročitate ili ponesete drugdje',
        'zatražiti brisanje svojih podataka. Službeni zapisi ostaju, ali Vas više ne imenuju; unaprijed vidite šta ostaje i zašto.',
      ],
    },
    {
      heading: 'Nemate račun ili niste zadovoljni?',
      text: 'Ako ste kontakt osoba bez računa, pišite onome ko odgovara za podatke. Možete i uložiti prigovor na korištenje svojih podataka, tražiti da se ono ograniči i žaliti se agenciji za zaštitu ličnih podataka u svojoj zemlji.',
    },
  ],
  back: 'Na prijavu',
}
