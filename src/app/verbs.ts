import { MAIL_VERBS } from './mail-verbs.ts';
import { PREVIEW_VERBS } from './preview-verbs.ts';
import { SAID_VERBS } from './said-verbs.ts';
import { SUBSCRIBER_VERBS } from './subscriber-verbs.ts';
import { JSON_OPTION, type Verb } from './verb.ts';
import { WHY_VERBS } from './why-verbs.ts';

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
    options: [
      ['--dry-run', 'collect and queue, but send nothing: no connection to the mail server or Slack'],
    ],
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
    example: `search 'cyber region:wales stage:open' --sort deadline --counts`,
    arguments: [['<query...>', 'in the query language; one that begins with a minus stands after --']],
    options: [
      ['--sort <order>', 'newest, relevance, deadline or value (newest, or as `sort:` in the query says)'],
      ['--limit <number>', 'how many to print (20)'],
      ['--after <place>', 'the next page: what the page before printed as its end'],
      ['--offset <number>', 'after how many'],
      ['--counts', 'how many there are by stage, category, region and buyer'],
      ['--within <seconds>', 'give up after so long'],
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
  ...SAID_VERBS,
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
    name: 'classify',
    summary: "say of each of a file's notices whether it is IT, of which kind and why; needs no database",
    example: 'classify notices.jsonl.gz --json --setting broad',
    arguments: [
      ['<file>', 'JSON lines, plain or .gz, a notice each (docs/operations.md); - for standard input'],
    ],
    options: [
      ['--setting <setting>', 'how sure it must be to be called IT: strict, balanced or broad (balanced)'],
      ['--explain', 'what speaks for and against, with what each adds; with --json, that of IT itself too'],
      JSON_OPTION,
    ],
    load: () => import('./commands/classify.ts'),
  },
  ...PREVIEW_VERBS,
  ...SUBSCRIBER_VERBS,
  ...WHY_VERBS,
  {
    name: 'dispatch',
    summary: 'send the deliveries that are due',
    example: 'dispatch --once',
    options: [
      ['--once', 'send what is due and exit; without it, go on until stopped'],
      ['--dry-run', 'send nothing, connect to nothing and change nothing: only say what would be sent'],
      JSON_OPTION,
    ],
    load: () => import('./commands/dispatch.ts'),
  },
  {
    name: 'digest',
    summary: 'queue the digests that are due',
    example: 'digest --cadence weekly --now',
    options: [
      ['--cadence <cadence>', 'daily or weekly; both without it'],
      ['--now', 'an early run, whatever the schedule says'],
      ['--preview <address>', "what this reader's next digest would say as things stand; changes nothing"],
      ['--html <file>', 'with --preview: write it there as it would look'],
      JSON_OPTION,
    ],
    load: () => import('./commands/digest.ts'),
  },
  ...MAIL_VERBS,
  {
    name: 'remind',
    summary:
      'queue reminders of what closes soon, and word to those whose subscriptions are quiet for long or bring too much',
    example: 'remind',
    options: [JSON_OPTION],
    load: () => import('./commands/remind.ts'),
  },
  {
    name: 'recover',
    summary: 'return stale claims, catch up on what died undelivered, queue missed digests, end pauses',
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
    example: 'evaluate classify ../shared/data/classify/gold-dev.jsonl',
    arguments: [
      ['<what>', 'classify: what is IT, and of which category; dedupe: which notices it joins'],
      [
        '[file]',
        'with classify: labelled JSON lines, - for standard input; the development set of TENDERBELL_REAL_DATA without it',
      ],
    ],
    options: [
      ['--folds <number>', 'with classify: in how many parts lines are cross-validated; 10 without it'],
      ['--seed <number>', 'with classify: other folds and other draws; 1 without it'],
      ['--shipped', 'with classify: measure the shipped model, even on lines that it learned from'],
      JSON_OPTION,
    ],
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
