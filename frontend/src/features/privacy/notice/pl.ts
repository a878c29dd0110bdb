import type { NoticeWords } from './words'

export const words: NoticeWords = {
  title: 'Ochrona danych osobowych',
  lead: 'Jakie dane o ludziach przechowuje ten system, po co, jak długo i o co można poprosić.',
  responsible: {
    heading: 'Kto odpowiada za dane',
    unnamed:
      'Prowadzący tę instalację nie podali jeszcze, kim są. Zapytaj osobę, od której masz konto; ze wszystkich opisanych niżej praw i tak można skorzystać.',
    name: 'Administrator danych',
    contact: 'Kontakt',
    officer: 'Inspektor ochrony danych',
    authority: 'Organ nadzorczy',
  },
  parts: [
    {
      heading: 'Co przechowujemy i po co',
      text: 'Tylko to, czego wymaga współpraca w partnerstwach gmin:',
      points: [
        'Twoje konto: imię i nazwisko, adres e-mail, język, role i sposób logowania, aby można było pracować i aby nikt inny nie robił tego w Twoim imieniu. Przechowywane do usunięcia konta.',
        'Sesje: ogólny opis urządzenia i sieci, aby było widać, gdzie trwa sesja, i aby można było ją zakończyć. Przechowywane 30 dni po zakończeniu sesji; nieudane próby logowania przez jeden dzień, bez czytelnego adresu.',
        'Osoby do kontaktu w organizacjach: imię i nazwisko, funkcja, adres e-mail i numer telefonu, aby partnerzy mogli się porozumieć. Przechowywane do czasu zastąpienia i usunięcia.',
        'Powiadomienia o tym, co Ciebie dotyczy. Przechowywane przez rok.',
        'Ślady: kto co wpisał, zmienił lub zatwierdził, bo z publicznych pieniędzy trzeba się rozliczyć. Przechowywane tak długo jak same zapisy; po usunięciu danych nie wskazują już nikogo.',
        'Importowane pliki, w których mogą być nazwiska. Ich wiersze są przechowywane przez rok.',
      ],
    },
    {
      heading: 'Na jakiej podstawie',
      text: 'Programy są zadaniem realizowanym w interesie publicznym, a ich rozliczanie obowiązkiem prawnym (art. 6 ust. 1 lit. e i c rozporządzenia RODO). Bezpieczeństwo kont jest prawnie uzasadnionym interesem (lit. f). O niczym, co Ciebie dotyczy, nie decyduje sama maszyna.',
    },
    {
      heading: 'Kto to widzi',
      text: 'Osoby pracujące w tych samych programach, projektach i organizacjach, w zakresie, jakiego wymaga ich rola. Niczego nie sprzedajemy i niczego nie przekazujemy innym do reklamy ani statystyk.',
    },
    {
      heading: 'Pliki cookie',
      text: 'Ta strona nie zapisuje żadnych. Po zalogowaniu jeden plik cookie podtrzymuje sesję, najwyżej przez dwanaście godzin. Wybór języka i wyglądu zostaje w Twojej przeglądarce. Nie ma śledzenia i niczego nie pobieramy z innych stron.',
    },
    {
      heading: 'O co można poprosić',
      text: 'Po zalogowaniu na stronie swojego konta można:',
      points: [
        'zobaczyć, ile danych o Tobie jest przechowywanych i gdzie',
        'poprawić imię i nazwisko oraz język',
        'pobrać kopię wszystkiego, do przeczytania lub przeniesienia gdzie indziej',
        'zlecić usunięcie swoich danych. Zapisy urzędowe pozostają, ale już Ciebie nie wskazują; z góry widać, co zostanie i dlaczego.',
      ],
    },
    {
      heading: 'Bez konta albo z zastrzeżeniami?',
      text: 'Osoby do kontaktu bez konta mogą napisać do odpowiadającego za dane. Można też sprzeciwić się wykorzystywaniu swoich danych, żądać jego ograniczenia i złożyć skargę do organu ochrony danych w swoim kraju.',
    },
  ],
  back: 'Do logowania',
}
