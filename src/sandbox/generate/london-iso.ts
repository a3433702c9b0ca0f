import { fromLondonWall, londonWall } from '../../base/london.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Asking the time zone's rules is slow, and a week of notices holds tens of thousands of times. */
const offsets = new Map<number, number>();

/** How far London's wall is ahead of UTC, milliseconds. It changes at full hours alone. */
function londonOffset(at: number): number {
  const hour = Math.floor(at / HOUR);
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const offset = Date.parse(`${londonWall(hour * HOUR)}Z`) - hour * HOUR;
  offsets.set(hour, offset);
  return offset;
}

/** `2026-08-24T12:00:00+01:00` in summer, `…Z` in winter, as both portals write instants (docs/portals). */
export function londonIso(at: number): string {
  const offset = londonOffset(at);
  const wall = new Date(Math.floor(at / 1000) * 1000 + offset).toISOString().slice(0, 19);
  return offset === 0 ? `${wall}Z` : `${wall}+0${offset / HOUR}:00`;
}

/** The instant of a London wall time some days after an instant; `time` is `12:00`. Throws on a time that is none. */
export function londonAfter(at: number, days: number, time: string): number {
  const midnight = Math.floor((at + londonOffset(at)) / DAY) * DAY + days * DAY;
  const day = new Date(midnight).toISOString().slice(0, 10);
  const wall = Date.parse(`${day}T${time.padEnd(8, ':00')}Z`);
  const offset = londonOffset(wall - 2 * HOUR);
  // Only around the two changes of the clocks does the conversion need thought, and gets it.
  const then = offset === londonOffset(wall + 2 * HOUR) ? wall - offset : fromLondonWall(`${day}T${time}`);
  if (then === undefined || Number.isNaN(then)) throw new Error(`no London time ${time}`);
  return then;
}
