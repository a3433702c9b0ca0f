import type { Context } from './context.ts';
import type { ExitCode } from './exit-codes.ts';

/** A verb's own file, loaded only when it is the one that runs: starting the program must stay quick. */
export interface VerbModule {
  run(given: readonly string[], options: unknown, context: Context): Promise<ExitCode>;
}

export interface Verb {
  readonly name: string;
  readonly summary: string;
  readonly example: string;
  /** `[PORTAL...]` and the like, each with a description. */
  readonly arguments?: readonly (readonly [string, string])[];
  readonly options: readonly (readonly [string, string])[];
  load(): Promise<VerbModule>;
}

const JSON_OPTION = ['--json', 'print JSON'] as const;

/** Every verb, in the order in which a newcomer meets them. */
export const VERBS: readonly Verb[] = [
  {
    name: 'sandbox',
    summary: 'the whole bot against pretend portals, a mailbox and a pretend Slack, all on this machine',
    example: 'sandbox --once',
    options: [
      ['--once', 'run the story to its end and exit'],
      ['--replay <directory>', 'let the portals serve these recorded pages'],
      ['--seed <number>', 'another story'],
      ['--portals-only', 'nothing but the four pretend portals, on one port, until stopped'],
      ['--port <number>', 'with --portals-only: this port of 127.0.0.1; a free one without it'],
      ['--calm', 'with --portals-only: portals that do what their documentation says'],
      [
        '--without <quirks...>',
        'with --portals-only: leave these out of the notices, such as stubs,duplicates',
      ],
      JSON_OPTION,
    ],
    load: () => import('./commands/sandbox.ts'),
  },
  {
    name: 'serve',
    summary: 'collect, tell and answer until stopped',
    example: 'serve --config tenderbell.yaml',
    options: [],
    load: () => import('./commands/serve.ts'),
  },
  {
    name: 'collect',
    summary: 'read the portals once',
    example: 'collect find-a-tender --from 2026-08-10 --to 2026-08-12T06:00',
    arguments: [['[portal...]', 'which portals; all that are enabled without it']],
    options: [
      ['--from <time>', 'London time, 2026-08-12 or 2026-08-12T06:00; what is due without it'],
      ['--to <time>', 'London time, exclusive; now without it'],
      ['--notice <id>', 'one notice number, notice id or ocid of one portal, with its history'],
      JSON_OPTION,
    ],
    load: () => import('./commands/collect.ts'),
  },
  {
    name: 'backfill',
    summary: "read a portal's past at its own pace; the same call goes on where it stopped",
    example: 'backfill --portal find-a-tender --from 2026-01-01 --to 2026-07-01',
    options: [
      ['--portal <portal>', 'which portal'],
      ['--from <time>', 'London time, 2026-01-01 or 2026-01-01T06:00'],
      ['--to <time>', 'London time, exclusive; now without it'],
      ['--again', 'read also what was read to its end before'],
      ['--hours <number>', 'stop after so many hours: a night at a time'],
      ['--alert-since <day>', 'tell people of what is dated at or after this London day'],
      JSON_OPTION,
    ],
    load: () => import('./commands/backfill.ts'),
  },
  {
    name: 'import',
    summary:
      "read OCDS files (packages, records, arrays, JSON lines) and Contracts Finder's spreadsheets, plain or .gz",
    example: 'import releases.jsonl.gz --alert-since 2026-11-01',
    arguments: [['<file...>', 'OCDS files, and spreadsheets of Contracts Finder']],
    options: [
      ['--alert-since <day>', 'tell people of what is dated at or after this London day'],
      JSON_OPTION,
    ],
    load: () => import('./commands/import.ts'),
  },
  {
    name: 'search',
    summary: 'find procurements',
    example: `search 'cyber region:wales stage:open' --limit 20`,
    arguments: [['<query...>', 'in the query language; one that begins with a minus stands after --']],
    options: [
      ['--limit <number>', 'how many to print (20)'],
      ['--offset <number>', 'after how many'],
      JSON_OPTION,
    ],
    load: () => import('./commands/search.ts'),
  },
  {
    name: 'show',
    summary: 'one procurement with its history',
    example: 'show 004824-2026',
    arguments: [['<which>', "its number, a notice number, an ocid, or a portal's URL"]],
    options: [JSON_OPTION],
    load: () => import('./commands/show.ts'),
  },
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
    name: 'dedupe',
    summary: "sort a file's notices into procurements; needs no database",
    example: 'dedupe notices.jsonl.gz --json',
    arguments: [
      ['<file>', 'JSON lines, plain or .gz, a notice each (docs/accuracy.md); - for standard input'],
    ],
    options: [JSON_OPTION],
    load: () => import('./commands/dedupe.ts'),
  },
  {
    name: 'subscribe',
    summary: 'tell somebody of what a query finds',
    example: `subscribe --email ann@example.org --query 'cyber region:wales' --cadence instant`,
    options: [
      ['--email <address>', 'who: a mail address'],
      ['--slack-channel <channel>', 'who: a Slack channel or user id, or TEAM/ID'],
      ['--query <query>', 'what'],
      ['--cadence <cadence>', 'instant, daily or weekly (instant)'],
      ['--wants <list>', 'new,changes,awards (new,changes)'],
      JSON_OPTION,
    ],
    load: () => import('./commands/subscribe.ts'),
  },
  {
    name: 'subscriptions',
    summary: 'who is told of what',
    example: 'subscriptions --json',
    options: [['--end <number>', 'end this subscription'], JSON_OPTION],
    load: () => import('./commands/subscriptions.ts'),
  },
  {
    name: 'dispatch',
    summary: 'send the deliveries that are due',
    example: 'dispatch --once',
    options: [['--once', 'send what is due and exit; without it, go on until stopped'], JSON_OPTION],
    load: () => import('./commands/dispatch.ts'),
  },
  {
    name: 'digest',
    summary: 'queue the digests that are due',
    example: 'digest --cadence weekly --now',
    options: [
      ['--cadence <cadence>', 'daily or weekly; both without it'],
      ['--now', 'an early run, whatever the schedule says'],
      JSON_OPTION,
    ],
    load: () => import('./commands/digest.ts'),
  },
  {
    name: 'recover',
    summary: 'return stale claims, catch up on what died undelivered, queue missed digests',
    example: 'recover',
    options: [JSON_OPTION],
    load: () => import('./commands/recover.ts'),
  },
  {
    name: 'status',
    summary: 'how fresh each portal is, and what waits to be sent',
    example: 'status --json',
    options: [JSON_OPTION],
    load: () => import('./commands/status.ts'),
  },
  {
    name: 'rejects',
    summary: 'what could not be read and is kept aside; reads it once more after a fix',
    example: 'rejects --retry',
    options: [
      ['--portal <portal>', 'of this portal alone'],
      ['--show <which>', "print what is kept, such as 'page 3' or 'release 12'"],
      ['--retry', 'read all of it once more, with this version of tenderbell'],
      ['--forget <which>', "keep it no longer: 'page 3', 'release 12' or all"],
      JSON_OPTION,
    ],
    load: () => import('./commands/rejects.ts'),
  },
  {
    name: 'evaluate',
    summary: 'measure how right the program is, on labelled files',
    example: 'evaluate dedupe',
    arguments: [['<what>', 'dedupe: which notices it joins']],
    options: [JSON_OPTION],
    load: () => import('./commands/evaluate.ts'),
  },
  {
    name: 'doctor',
    summary: 'check the configuration, the database and what they point to',
    example: 'doctor --offline',
    arguments: [
      ['[portal...]', 'with --fetch-intermediates: which portals; all that are enabled without it'],
    ],
    options: [
      ['--offline', 'touch no network'],
      ['--fetch-intermediates', 'complete the certificate chains of portals that send half of theirs'],
      JSON_OPTION,
    ],
    load: () => import('./commands/doctor.ts'),
  },
  {
    name: 'config',
    summary: 'print the configuration that is in force, secrets masked',
    example: 'config print',
    arguments: [['[what]', 'print']],
    options: [JSON_OPTION],
    load: () => import('./commands/config.ts'),
  },
];
