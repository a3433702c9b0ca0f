import { endOfLondonDay, londonDate, londonDateTime } from '../base/london.ts';
import type { Gap } from '../domain/ports.ts';
import { grouped } from '../domain/grouped.ts';
import type { PortalCondition, PortalHealth } from '../flows/portal-health.ts';

/** As many surprises, missing ids, reasons and kinds of gaps as lines hold; `--json` names them all. */
const MOST_SURPRISES = 5;
const MOST_IDS = 3;
const MOST_REASONS = 3;
const MOST_GAP_LINES = 4;

/** A portal's health for people: the first line says where it stands, the others what is remarkable, and nothing else. */
export function healthLines(
  health: PortalHealth,
  { now, isOn }: { readonly now: number; readonly isOn: boolean },
): readonly string[] {
  const { state } = health;
  return [
    `${isOn ? '' : 'switched off; '}${CONDITIONS[health.condition](health)}`,
    releasesLine(health),
    ...(state.misses > 0 ? [`failed ${times(state.misses)}: ${state.lastFault ?? 'no reason given'}`] : []),
    ...throttlesLine(health),
    ...gapLines(health, now),
    ...numbersLine(health),
    ...reconciledLine(health),
    ...unreadPagesLine(health),
    ...surprisesLine(health),
    ...keptAsideLine(health),
  ];
}

const CONDITIONS: Readonly<Record<PortalCondition, (health: PortalHealth) => string>> = {
  'never read': () => 'never read',
  fresh: (health) => `fresh; ${lastRead(health)}`,
  'no news': (health) => `no news; ${lastRead(health)}${lastNews(health)}`,
  'not reached': (health) => `not reached; ${lastRead(health)}`,
  paused: (health) => `paused until ${when(health.state.pausedUntil)}, as it asked; ${lastRead(health)}`,
  'standing in': (health) =>
    `web pages standing in for its releases, last at ${when(health.state.standInAt)}; releases ${lastRead(health)}`,
};

function lastRead({ state, lag }: PortalHealth): string {
  const read = state.lastSuccessAt === undefined ? 'never read' : `last read ${when(state.lastSuccessAt)}`;
  const tried = state.misses > 0 ? `, last tried ${when(state.lastAttemptAt)}` : '';
  return `${read}${tried}${lag === undefined ? '' : `; ${behind(lag)}`}`;
}

/** In the unit that a person would use. */
function behind(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${counted(minutes, 'minute')} behind`;
  const hours = Math.round(minutes / 60);
  return hours < 72 ? `${hours} hours behind` : `${Math.round(hours / 24)} days behind`;
}

function lastNews({ state }: PortalHealth): string {
  return state.lastNewAt === undefined ? '' : `; last news ${when(state.lastNewAt)}`;
}

function releasesLine({ state, lastDay }: PortalHealth): string {
  const day = dayOf(lastDay.day);
  const usual =
    lastDay.usual === undefined ? '' : ` (usual for that weekday: ${number(Math.round(lastDay.usual))})`;
  return `${counted(state.releases, 'release')} held; ${number(lastDay.releases)} dated ${day}${usual}`;
}

function throttlesLine({ state }: PortalHealth): readonly string[] {
  const throttles = state.throttles ?? 0;
  return throttles === 0 ? [] : [`asked for a pause ${times(throttles)} so far`];
}

/** A line for each way of not being whole, with the notice types that it befell. */
function gapLines({ gaps }: PortalHealth, now: number): readonly string[] {
  const kinds = [...grouped(gaps, ({ state, reason }) => `${STATES[state]}${whyOf(state, reason)}`)];
  const lines = kinds.slice(0, MOST_GAP_LINES).map(([what, members]) => gapLine(what, members, now));
  const rest = kinds.slice(MOST_GAP_LINES).reduce((sum, [, members]) => sum + members.length, 0);
  return rest === 0 ? lines : [...lines, `${counted(rest, 'more window')} not read whole`];
}

const STATES: Readonly<Record<Gap['state'], string>> = {
  suspect: 'may have been cut off',
  failed: 'could not be read',
  unread: 'not reached yet',
};

function whyOf(state: Gap['state'], reason: string | undefined): string {
  return reason === undefined || state === 'unread' ? '' : ` (${reason})`;
}

function gapLine(what: string, gaps: readonly Gap[], now: number): string {
  const types = [...new Set(gaps.flatMap(({ part }) => part ?? []))];
  const of = types.length === 0 ? '' : ` of notice type${types.length === 1 ? '' : 's'} ${types.join(', ')}`;
  const from = Math.min(...gaps.map((gap) => gap.from));
  const again = Math.min(...gaps.map((gap) => gap.retryAt ?? 0));
  const next = again <= now ? 'with the next run' : `after ${when(again)}`;
  return `${counted(gaps.length, 'window')}${of} not read whole, the oldest from ${when(from)}: ${what}; tried again ${next}`;
}

function numbersLine({ numbers }: PortalHealth): readonly string[] {
  if (numbers === undefined) return [];
  const { expected, missing } = numbers;
  if (missing.length === 0) return [`all ${number(expected)} notice numbers of the last three days are held`];
  const which = named(missing.toReversed());
  return [
    `${number(missing.length)} of ${number(expected)} notice numbers of the last three days are missing: ${which}`,
  ];
}

function reconciledLine({ reconciliations }: PortalHealth): readonly string[] {
  const [newest, ...older] = reconciliations;
  if (newest === undefined) return [];
  const { day, theirs, ours, missing } = newest;
  const unnamed = theirs - ours - missing.length;
  const lacks =
    missing.length === 0 ? 'none missing' : `${number(missing.length)} missing: ${named(missing)}`;
  const before = older.filter((one) => one.missing.length > 0);
  return [
    `its other search counts ${counted(theirs, 'notice')} of ${dayOf(day)}: ${number(ours)} held, ${lacks}${
      unnamed > 0 ? `, ${number(unnamed)} that it does not name` : ''
    }${before.length === 0 ? '' : `; also some of ${counted(before.length, 'day')} before`}`,
  ];
}

function unreadPagesLine({ unreadPages }: PortalHealth): readonly string[] {
  if (unreadPages.length === 0) return [];
  const pages = unreadPages.reduce((sum, { count }) => sum + count, 0);
  const reasons = unreadPages
    .slice(0, MOST_REASONS)
    .map(({ reason, count }) => `${reason} (${number(count)})`);
  const more = unreadPages.length - reasons.length;
  const rest = more > 0 ? ` and ${counted(more, 'more reason')}` : '';
  return [
    `${counted(pages, 'web page')} of notices could not be read in the last day: ${reasons.join(', ')}${rest}`,
  ];
}

function surprisesLine({ surprises }: PortalHealth): readonly string[] {
  if (surprises.length === 0) return [];
  const names = surprises
    .slice(0, MOST_SURPRISES)
    .map(({ what, name, count }) => `${what} ${name} (${number(count)})`);
  const more = surprises.length - names.length;
  return [`never seen before: ${names.join(', ')}${more > 0 ? ` and ${number(more)} more` : ''}`];
}

function keptAsideLine({ quarantined, state }: PortalHealth): readonly string[] {
  const evicted = state.evicted ?? 0;
  const gone = evicted === 0 ? '' : `; ${number(evicted)} older ones were let go unread`;
  if (quarantined === 0 && evicted === 0) return [];
  const why = `because ${quarantined === 1 ? 'it' : 'they'} cannot be read`;
  return [`${number(quarantined)} kept aside ${why}: \`tenderbell rejects\`${gone}`];
}

function named(ids: readonly string[]): string {
  const more = ids.length - MOST_IDS;
  return `${ids.slice(0, MOST_IDS).join(', ')}${more > 0 ? ` and ${number(more)} more` : ''}`;
}

function dayOf(day: string): string {
  const at = endOfLondonDay(day);
  return at === undefined ? day : londonDate(at);
}

function times(count: number): string {
  return count === 1 ? 'once' : `${number(count)} times`;
}

function counted(count: number, what: string): string {
  return `${number(count)} ${what}${count === 1 ? '' : 's'}`;
}

function number(count: number): string {
  return count.toLocaleString('en-GB');
}

function when(at: number | undefined): string {
  return at === undefined ? 'an unknown time' : londonDateTime(at);
}
