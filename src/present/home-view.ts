import type { ToldKind } from '../domain/delivery.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Subscription } from '../domain/subscription.ts';
import { alertBlocks, noteBlocks, type Note } from './alert-blocks.ts';
import { actions, context, header, section, sizeOf, type SlackBlock, type SlackHome } from './blocks.ts';
import { deadlineWords } from './deadline-words.ts';
import { line } from './clean-text.ts';
import { button } from './elements.ts';
import { LONGEST, numberWords } from './lengths.ts';
import { escapeMrkdwn, link } from './mrkdwn.ts';
import { ACTS } from './slack-names.ts';

/** What somebody's App Home shows. */
export interface HomeShown {
  /** Their own, then those of each channel; those of nobody are left out. */
  readonly places: readonly {
    /** A channel's id; undefined for their own. */
    readonly channel: string | undefined;
    readonly alerts: readonly Subscription[];
  }[];
  /** How many more channels of theirs have alerts. */
  readonly left: number;
  /** How many each alert told in the last 30 days, by its number. */
  readonly told: ReadonlyMap<number, number>;
  /** The soonest first. */
  readonly deadlines: readonly Procurement[];
  /** A line for each portal; plain. */
  readonly portals: readonly string[];
  readonly week: Week;
  readonly now: number;
  readonly command: string;
  readonly note?: Note | undefined;
}

/** The last seven days in numbers. */
export interface Week {
  readonly procurements: number;
  readonly byKind: ReadonlyMap<ToldKind, number>;
  /** Releases of notices that portals published. */
  readonly releases: number;
}

const MOST_DEADLINES = 8;
/** Of 100 blocks a view may have (https://docs.slack.dev/reference/views): two for each alert, and room for all the rest. */
const MOST_ALERT_BLOCKS = 70;
/** Slack takes a view of 250 kB, and nothing says how much of it is shown at once. */
const MOST_SIZE = 60_000;

const KINDS: Readonly<Record<ToldKind, string>> = {
  new: 'new',
  offered: 'open when you subscribed',
  changed: 'changed',
  cancelled: 'cancelled',
  awarded: 'awarded',
  closing: 'reminders',
};

/** At most 100 blocks, however many alerts there are. */
export function homeView(shown: HomeShown): SlackHome {
  const { places, deadlines, portals, week, now, command, note } = shown;
  const hasAlerts = places.some(({ alerts }) => alerts.length > 0);
  return {
    type: 'home',
    blocks: [
      ...(note === undefined ? [] : [...noteBlocks(note), divider()]),
      ...(hasAlerts ? [] : beginning(command)),
      startButtons(),
      ...(hasAlerts ? alertsOf(shown) : []),
      header('Next deadlines'),
      deadlineBlock(deadlines, now),
      header('The last seven days'),
      section(weekWords(week)),
      header('Portals'),
      section(portals.map((words) => `• ${escapeMrkdwn(words)}`).join('\n') || 'None has been read yet.'),
      context(`${command} help says what else I can do.`),
    ],
  };
}

function divider(): SlackBlock {
  return { type: 'divider' };
}

function beginning(command: string): readonly SlackBlock[] {
  return [
    header('Welcome'),
    section(
      [
        'I read the UK’s public tender portals and tell you what concerns you.',
        `*1.* Look for something: type ${command} penetration testing in any channel. Only you see the answer.`,
        `*2.* Save what you see: ${command} save. From then on I tell you, or the channel, of what is new and what changes.`,
        '*3.* Come back here to change it.',
      ].join('\n'),
    ),
  ];
}

function startButtons(): SlackBlock {
  return actions(
    button({ label: 'Make an alert', act: ACTS.newAlert, value: 'new', style: 'primary' }),
    button({ label: 'How to search', act: ACTS.help, value: 'help' }),
    button({ label: 'Refresh', act: ACTS.refresh, value: 'refresh' }),
    button({ label: 'Feedback', act: ACTS.feedback, value: 'feedback' }),
  );
}

function alertsOf({ places, left: channels, told, command }: HomeShown): readonly SlackBlock[] {
  const blocks: SlackBlock[] = [];
  let left = 0;
  for (const { channel, alerts } of places) {
    if (alerts.length === 0) continue;
    const title = channel === undefined ? header('Your alerts') : section(`*Alerts of <#${channel}>*`);
    const made = alerts.map((alert) => alertBlocks({ alert, told: told.get(alert.id) ?? 0, stands: '' }));
    const [first = []] = made;
    if (!hasRoom(blocks, [title, ...first])) {
      left += alerts.length;
      continue;
    }
    blocks.push(title);
    for (const one of made) {
      if (hasRoom(blocks, one)) blocks.push(...one);
      else left += 1;
    }
  }
  if (left > 0)
    blocks.push(context(`and ${numberWords(left)} more: ${command} alerts shows them in their channels.`));
  if (channels > 0)
    blocks.push(
      context(`and alerts of ${numberWords(channels)} more channels: type ${command} alerts there.`),
    );
  return blocks;
}

function hasRoom(blocks: readonly SlackBlock[], more: readonly SlackBlock[]): boolean {
  return blocks.length + more.length <= MOST_ALERT_BLOCKS && sizeOf([...blocks, ...more]) <= MOST_SIZE;
}

function deadlineBlock(deadlines: readonly Procurement[], now: number): SlackBlock {
  if (deadlines.length === 0)
    return section('None is near of what you were told, follow or would be told of.');
  const lines = deadlines.slice(0, MOST_DEADLINES).map(({ view }) => {
    const title = link(view.url, line(view.title, LONGEST.brief));
    return `• ${title} – ${escapeMrkdwn(deadlineWords(view.deadline, now))}`;
  });
  return section(lines.join('\n'));
}

function weekWords({ procurements, byKind, releases }: Week): string {
  const kinds = [...byKind].map(([kind, count]) => `${KINDS[kind]} ${numberWords(count)}`);
  const told =
    procurements === 0
      ? 'You and your channels were told of nothing.'
      : `You and your channels were told of *${numberWords(procurements)}* ${procurements === 1 ? 'procurement' : 'procurements'} (${kinds.join(', ')}).`;
  return `${told}\nI read *${numberWords(releases)}* notices.`;
}
