import { MISSES_UNTIL_ILL, PORTAL_NAMES } from '../domain/portal.ts';
import type { PortalState } from '../domain/ports.ts';
import { oneLine } from './clean-text.ts';
import { dateTimeWords } from './london-words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How fresh what we hold of a portal is, in words: silence must never be mistaken for a quiet market. */
export function portalLine(state: PortalState, now: number): string {
  const name = PORTAL_NAMES[state.portal];
  const { lastSuccessAt, misses, lastFault, pausedUntil, standInAt } = state;
  if (lastSuccessAt === undefined) return `${name}: not read yet`;
  const read = `read ${agoWords(lastSuccessAt, now)}`;
  if (misses >= MISSES_UNTIL_ILL) {
    const why = lastFault === undefined ? '' : ` (${oneLine(lastFault)})`;
    return `${name}: cannot be read just now${why}; last ${read}. What was missed is read when it answers.`;
  }
  if (standInAt !== undefined) return `${name}: its web pages stand in for its data; last ${read}`;
  if (pausedUntil !== undefined && pausedUntil > now)
    return `${name}: it asked for a pause until ${dateTimeWords(pausedUntil)}; last ${read}`;
  return `${name}: ${read}`;
}

/** `5 minutes ago`; beyond a day the date and time. */
function agoWords(at: number, now: number): string {
  const ago = Math.max(0, now - at);
  if (ago < MINUTE) return 'just now';
  if (ago < HOUR) return counted(Math.floor(ago / MINUTE), 'minute');
  if (ago < 24 * HOUR) return counted(Math.floor(ago / HOUR), 'hour');
  return dateTimeWords(at);
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
