import { JSON_OPTION, type Verb } from './verb.ts';

/** The verbs by which people say what they know better than the program, and the one that learns from it. */
export const SAID_VERBS: readonly Verb[] = [
  {
    name: 'split',
    summary: 'some notices of a procurement are another one: kept for ever, until it is taken back',
    example: 'split 4711 004824-2026',
    arguments: [
      ['[procurement]', "its number, a notice number, an ocid, or a portal's URL"],
      ['[notice...]', 'notice ids of it, `portal:id`, or the addresses of their pages'],
    ],
    options: [['--undo <number>', 'take this word back'], ['--list', 'what was split so far'], JSON_OPTION],
    load: () => import('./commands/split.ts'),
  },
  {
    name: 'join',
    summary: 'two procurements are one: kept for ever, until it is taken back',
    example: 'join 4711 4712',
    arguments: [
      ['[procurement]', "its number, a notice number, an ocid, or a portal's URL"],
      ['[other]', 'the one that it is'],
    ],
    options: [['--undo <number>', 'take this word back'], ['--list', 'what was joined so far'], JSON_OPTION],
    load: () => import('./commands/join.ts'),
  },
  {
    name: 'correct',
    summary: 'say that a procurement is not IT, or of which kind: it wins for ever, until it is taken back',
    example: 'correct 4711 --category software,data',
    arguments: [['<which>', "its number, a notice number, an ocid, or a portal's URL"]],
    options: [
      ['--not-it', 'it is not information technology'],
      ['--category <list>', 'it is of these categories, the primary one first'],
      ['--undo', 'take back what was said of it last'],
      ['--note <text>', 'why'],
      ['--from <name>', 'a subscriber says so: it waits until you accept it'],
      JSON_OPTION,
    ],
    load: () => import('./commands/correct.ts'),
  },
  {
    name: 'corrections',
    summary: 'what people said of classifications, and what waits to be decided',
    example: 'corrections --accept 3',
    options: [
      ['--all', 'also what was declined, taken back or replaced'],
      ['--accept <number>', 'what was reported holds; with --category or --not-it, that instead'],
      ['--decline <number>', 'what was reported is not so'],
      ['--undo <number>', 'take this one back'],
      ['--category <list>', 'with --accept: it is of these categories'],
      ['--not-it', 'with --accept: it is not information technology'],
      ['--export <file>', 'write what holds as labelled JSON lines to train with; - for standard output'],
      JSON_OPTION,
    ],
    load: () => import('./commands/corrections.ts'),
  },
  {
    name: 'train',
    summary: 'learn the classifier anew from labelled notices, and write its model',
    example: 'train --also corrections.jsonl',
    options: [
      ['--seed <number>', 'the same seed and data give the same model, but for the day in its head'],
      ['--also <file>', 'labelled JSON lines besides, as `corrections --export` writes them'],
      ['--out <file>', 'where to write; the model that ships with the program by default'],
      JSON_OPTION,
    ],
    load: () => import('./commands/train.ts'),
  },
];
