import type { NoticeWords } from './words'

export const words: NoticeWords = {
  title: 'Privacy',
  lead: 'What this system stores about people, why, for how long, and what you can ask for.',
  responsible: {
    heading: 'Who answers for the data',
    unnamed:
      'Those who run this installation have not yet named themselves here. Ask whoever gave you your account; every request described below works all the same.',
    name: 'Responsible',
    contact: 'Contact',
    officer: 'Data protection officer',
    authority: 'Supervisory authority',
  },
  parts: [
    {
      heading: 'What is stored, and why',
      text: 'Only what working together on municipal partnerships needs:',
      points: [
        'Your account: name, e-mail address, language, roles and how you sign in, so that you can do your work and nobody else can do it in your name. Kept until your account is erased.',
        'Sessions: a coarse description of your device and network, so that you can see where you are signed in and end it. Kept for 30 days after the session ends; failed attempts to sign in for one day, without a readable address.',
        'Contact persons of organisations: name, function, e-mail address and telephone number, so that partners reach each other. Kept until they are replaced and erased.',
        'Notifications about what concerns you. Kept for one year.',
        'Traces: who recorded, changed or approved what, since public money must be accounted for. Kept as long as the records themselves; once you are erased, they name nobody.',
        'Imported files, which may name people. Their rows are kept for one year.',
      ],
    },
    {
      heading: 'By what right',
      text: 'The programmes are a task in the public interest, and their accounts a legal duty (Article 6(1)(e) and (c) of the General Data Protection Regulation). Keeping accounts safe is a legitimate interest (point (f)). Nothing is decided about you by a machine alone.',
    },
    {
      heading: 'Who sees it',
      text: 'Those who work in the same programmes, projects and organisations, as far as their role needs it. Nothing is sold, and nothing goes to third parties for advertising or statistics.',
    },
    {
      heading: 'Cookies',
      text: 'This page sets none. When you sign in, one cookie keeps you signed in, for twelve hours at most. Your choice of language and appearance stays in your own browser. There is no tracking, and nothing is fetched from other sites.',
    },
    {
      heading: 'What you can ask for',
      text: 'After signing in, your account page lets you:',
      points: [
        'see how much is stored about you, and where',
        'correct your name and language',
        'fetch a copy of everything, to read or to take elsewhere',
        'have your data erased. Official records stay, but no longer name you; you see beforehand what is kept and why.',
      ],
    },
    {
      heading: 'Without an account, or not satisfied?',
      text: 'If you are a contact person without an account, write to whoever answers for the data. You may also object to how your data are used, ask for that use to be limited, and complain to the data protection authority of your country.',
    },
  ],
  back: 'To sign-in',
}
