import { JSON_OPTION, type Verb } from './verb.ts';

/** The verbs by which an operator looks after what is sent. */
export const MAIL_VERBS: readonly Verb[] = [
  {
    name: 'outbox',
    summary: 'what waits, is held or could not be sent; sends it once more, or cancels it',
    example: 'outbox retry 12 13',
    arguments: [
      ['[what]', 'list (without it), retry or cancel'],
      [
        '[number...]',
        'with retry and cancel: which. What is cancelled is not told by another message either, until it changes again',
      ],
    ],
    options: [
      ['--state <list>', 'with list: ready,leased,held,dead,failed,cancelled,sent (all but the last two)'],
      ['--limit <number>', 'with list: how many, the newest first (50)'],
      ['--dead', 'with retry: all that were given up or expired'],
      ['--held', 'with retry: all that are held'],
      JSON_OPTION,
    ],
    load: () => import('./commands/outbox.ts'),
  },
  {
    name: 'send-test',
    summary: 'send a test mail at once, and say what the mail server answered',
    example: 'send-test you@your-company.example',
    arguments: [['<address>', 'whom']],
    options: [JSON_OPTION],
    load: () => import('./commands/send-test.ts'),
  },
  {
    name: 'bounces',
    summary: 'take in mail that came back; which addresses are suppressed; suppresses one, or lifts it',
    example: 'bounces ingest Maildir',
    arguments: [
      ['[what]', 'list (without it), ingest, lift or suppress'],
      [
        '[which...]',
        'with ingest: raw mails, a file each, or directories of them; standard input without any. With lift and suppress: a mail address',
      ],
    ],
    options: [['--to <address>', 'with ingest: whom the mail server says that they were for'], JSON_OPTION],
    load: () => import('./commands/bounces.ts'),
  },
];
