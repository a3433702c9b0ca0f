import { JSON_OPTION, type Verb } from './verb.ts';

/** The verbs that help to put a query well before somebody subscribes to it. */
export const PREVIEW_VERBS: readonly Verb[] = [
  {
    name: 'suggest',
    summary: 'propose a query for what a supplier says of itself, with what it would bring',
    example: "suggest 'we install Wi-Fi in schools in Leeds'",
    arguments: [['<text...>', 'what you do, for whom and where, in your own words; - for standard input']],
    options: [JSON_OPTION],
    load: () => import('./commands/suggest.ts'),
  },
  {
    name: 'preview',
    summary: 'how much a query would have brought lately, the latest of it, and how to put it better',
    example: `preview 'cyber region:wales'`,
    arguments: [['[query...]', 'in the query language; one that begins with a minus stands after --']],
    options: [['--subscription <number>', 'of a subscription, with all that it leaves out'], JSON_OPTION],
    load: () => import('./commands/preview.ts'),
  },
];
