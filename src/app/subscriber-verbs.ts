import { JSON_OPTION, type Verb } from './verb.ts';

const WHO = [
  ['--email <address>', 'who: a mail address'],
  ['--slack-channel <channel>', 'who: a Slack channel or user id, or TEAM/ID'],
] as const;

/** The verbs by which people say what they want to hear of. */
export const SUBSCRIBER_VERBS: readonly Verb[] = [
  {
    name: 'subscribe',
    summary: 'tell somebody of what a query finds',
    example: `subscribe --email ann@example.org --query 'cyber region:wales' --cadence instant`,
    options: [
      ...WHO,
      ['--query <query>', 'what'],
      ['--as-understood', 'save the query as it is understood, although something in it is not'],
      ['--cadence <cadence>', 'instant, daily or weekly (instant)'],
      ['--wants <list>', 'new,changes,awards,closing (new,changes)'],
      ['--min-days-left <days>', 'tell nothing as new that closes sooner'],
      ['--notify <yes|no>', 'no: keep it, and tell nothing of it (yes)'],
      ['--dry-run', 'save nothing: only say what it would bring'],
      JSON_OPTION,
    ],
    load: () => import('./commands/subscribe.ts'),
  },
  {
    name: 'subscriptions',
    summary: 'who is told of what; changes, pauses and ends it',
    example: 'subscriptions --pause 3 --until 2026-12-20',
    options: [
      ['--edit <number>', 'change this subscription: it keeps its number, and nothing is told twice'],
      ['--query <query>', 'with --edit: what it looks for from now on'],
      ['--as-understood', 'with --query: save it as it is understood, although something in it is not'],
      ['--cadence <cadence>', 'with --edit: instant, daily or weekly'],
      ['--wants <list>', 'with --edit: new,changes,awards,closing'],
      ['--min-days-left <days>', 'with --edit: tell nothing as new that closes sooner; 0 for no limit'],
      ['--notify <yes|no>', 'with --edit: whether anything of it is told'],
      ['--pause <number>', 'tell nothing of this subscription for a while; its subscriber hears of it'],
      ['--until <day>', 'with --pause: it wakes when this London day begins; on --resume without it'],
      ['--reason <words>', 'with --pause: why, which its subscriber is told'],
      ['--resume <number>', 'end its pause; what it missed and is still open comes as one summary'],
      ['--end <number>', 'end this subscription'],
      JSON_OPTION,
    ],
    load: () => import('./commands/subscriptions.ts'),
  },
  {
    name: 'follow',
    summary: 'tell somebody how a procurement goes on, what a buyer publishes or what a supplier wins of IT',
    example: 'follow --email ann@example.org --procurement 004824-2026',
    options: [
      ...WHO,
      ['--procurement <which>', "its number, a notice number, an ocid, or a portal's URL"],
      ['--buyer <name>', 'whatever this buyer publishes of IT'],
      ['--supplier <name>', 'whatever this supplier wins of IT'],
      ['--cadence <cadence>', 'instant, daily or weekly (instant)'],
      JSON_OPTION,
    ],
    load: () => import('./commands/follow.ts'),
  },
  {
    name: 'mute',
    summary: 'tell a subscriber no more of a buyer, a word or one procurement, whatever its queries say',
    example: "mute --email ann@example.org --buyer 'NHS Wales'",
    options: [
      ...WHO,
      ['--buyer <name>', 'buyers whose name holds these words in a row'],
      ['--term <words>', 'what mentions this word or phrase'],
      ['--procurement <which>', "its number, a notice number, an ocid, or a portal's URL"],
      ['--list', 'what is muted'],
      ['--undo <number>', 'take this mute back'],
      JSON_OPTION,
    ],
    load: () => import('./commands/mute.ts'),
  },
  {
    name: 'not-relevant',
    summary: 'a subscriber says that a procurement is nothing for it: muted, and put before you as not IT',
    example: 'not-relevant 004824-2026 --email ann@example.org',
    arguments: [['<which>', "its number, a notice number, an ocid, or a portal's URL"]],
    options: [...WHO, ['--note <text>', 'why'], JSON_OPTION],
    load: () => import('./commands/not-relevant.ts'),
  },
  {
    name: 'frameworks',
    summary: 'which frameworks a subscriber is on, and what becomes of call-offs from others',
    example: 'frameworks --email ann@example.org --on g-cloud-14,digital-outcomes-6 --others leave-out',
    options: [
      ...WHO,
      ['--on <list>', 'the frameworks (config/frameworks.yaml), or none; as they were without it'],
      ['--others <what>', 'tag: told, marked as not open to it; leave-out: not told (tag)'],
      JSON_OPTION,
    ],
    load: () => import('./commands/frameworks.ts'),
  },
];
