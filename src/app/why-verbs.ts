import { JSON_OPTION, type Verb } from './verb.ts';

/** The verbs that say what is told to whom, and why. */
export const WHY_VERBS: readonly Verb[] = [
  {
    name: 'why',
    summary: 'why a subscription was told of a notice, or was not: rule by rule',
    example: 'why --subscription 3 --notice https://www.find-tender.service.gov.uk/Notice/004824-2026',
    options: [
      ['--subscription <number>', 'whose, as `subscriptions` lists it'],
      ['--notice <which>', "a notice number, an ocid, a portal's URL, or a procurement's number"],
      JSON_OPTION,
    ],
    load: () => import('./commands/why.ts'),
  },
  {
    name: 'replay',
    summary: 'what a subscription, or a query, would have been sent in the past, and why; sends nothing',
    example: `replay --query 'cyber region:wales' --cadence weekly --from 2026-09-01`,
    options: [
      ['--subscription <number>', 'whose, as `subscriptions` lists it'],
      ['--query <query>', 'of one that is not saved, in the query language'],
      ['--cadence <cadence>', 'with --query: instant, daily or weekly (instant)'],
      ['--from <time>', 'London time, 2026-09-01 or 2026-09-01T06:00'],
      ['--to <time>', 'London time, exclusive; now without it'],
      JSON_OPTION,
    ],
    load: () => import('./commands/replay.ts'),
  },
];
