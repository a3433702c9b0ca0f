import { londonDateTime } from '../base/london.ts';
import type { PortalCondition, PortalHealth } from '../flows/portal-health.ts';

/** As many surprises as a line holds. */
const MOST_SURPRISES = 5;

/** A portal's health for people: the first line says where it stands, the others what is remarkable, and nothing else. */
export function healthLines(
  health: PortalHealth,
  { now, isOn }: { readonly now: number; readonly isOn: boolean },
): readonly string[] {
  return [
    `${isOn ? '' : 'switched off; '}${CONDITIONS[health.condition](health, now)}`,
    countsLine(health),
    ...trouble(health),
    ...gapsLine(health),
    ...numbersLine(health),
    ...reconciledLine(health),
    ...surprisesLine(health),
    ...(health.quarantined === 0
      ? []
      : [`${health.quarantined} kept aside that cannot be read: \`tenderbell rejects\``]),
  ];
}

const CONDITIONS: Readonly<Record<PortalCondition, (health: PortalHealth, now: number) => string>> = {
  'never read': () => 'never read',
  fresh: (health) => `fresh; ${lastRead(health)}`,
  'no news': (health) => `no news; ${lastRead(health)}${lastNews(health)}`,
  'not reached': (health) => `not reached; ${lastRead(health)}`,
  paused: (health) => `paused until ${when(health.state.pausedUntil)}, as it asked; ${lastRead(health)}`,
  'standing in': (health) =>
    `its web pages stand in for its releases since ${when(health.state.standInAt)}; ${lastRead(health)}`,
};

function lastRead({ state, lag }: PortalHealth): string {
  const read = state.lastSuccessAt === undefined ? 'never read' : `last read ${when(state.lastSuccessAt)}`;
  const tried = state.misses > 0 ? `, last tried ${when(state.lastAttemptAt)}` : '';
  return `${read}${tried}${lag === undefined ? '' : `; ${Math.round(lag / 60)} minutes behind`}`;
}

function lastNews({ state }: PortalHealth): string {
  return state.lastNewAt === undefined ? '' : `; last news ${when(state.lastNewAt)}`;
}

function countsLine({ state, lastDay }: PortalHealth): string {
  const usual = lastDay.usual === undefined ? '' : ` (usual for that weekday: ${lastDay.usual})`;
  return `${state.releases} releases, ${state.rejects} rejected; ${lastDay.releases} on ${lastDay.day}${usual}`;
}

function trouble({ state }: PortalHealth): readonly string[] {
  const times = state.misses === 1 ? 'time' : 'times';
  const why = state.lastFault ?? 'no reason given';
  const throttles = state.throttles ?? 0;
  return [
    ...(state.misses > 0 ? [`failed ${state.misses} ${times}: ${why}`] : []),
    ...(throttles > 0 ? [`asked for a pause ${throttles} ${throttles === 1 ? 'time' : 'times'} so far`] : []),
  ];
}

function gapsLine({ gaps }: PortalHealth): readonly string[] {
  const [oldest] = gaps;
  if (oldest === undefined) return [];
  const part = oldest.part === undefined ? '' : ` (type ${oldest.part})`;
  const why = oldest.reason === undefined ? '' : `: ${oldest.reason}`;
  const rest =
    oldest.retryAt === undefined ? 'tried again with each run' : `tried again ${when(oldest.retryAt)}`;
  return [
    `${gaps.length} ${gaps.length === 1 ? 'window' : 'windows'} not read whole, the oldest from ${when(oldest.from)}${part}, ${oldest.state}${why}; ${rest}`,
  ];
}

function numbersLine({ numbers }: PortalHealth): readonly string[] {
  if (numbers === undefined || numbers.expected === 0) return [];
  const { expected, missing } = numbers;
  const which = missing.length === 0 ? '' : `, the last ${missing.at(-1) ?? ''}`;
  return [`${missing.length} of ${expected} notice numbers of the last three days are missing${which}`];
}

function reconciledLine({ reconciliations }: PortalHealth): readonly string[] {
  const [newest] = reconciliations;
  if (newest === undefined) return [];
  const { day, theirs, ours, missing } = newest;
  const lacks =
    missing.length === 0 ? 'none missing' : `${missing.length} missing: ${missing.slice(0, 3).join(', ')}`;
  return [`its other search counts ${theirs} notices on ${day}, ${ours} of them held, ${lacks}`];
}

function surprisesLine({ surprises }: PortalHealth): readonly string[] {
  if (surprises.length === 0) return [];
  const named = surprises
    .slice(0, MOST_SURPRISES)
    .map(({ what, name, count }) => `${what} ${name} (${count})`);
  const more = surprises.length - named.length;
  return [`never seen before: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
}

function when(at: number | undefined): string {
  return at === undefined ? 'an unknown time' : londonDateTime(at);
}
