import { fromLondonWall, londonDay, londonWall } from '../../base/london.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** `2026-08-24T12:00:00+01:00` in summer, `…Z` in winter, as both portals write instants (docs/portals). */
export function londonIso(at: number): string {
  const second = Math.floor(at / 1000) * 1000;
  const wall = londonWall(second);
  const offset = (Date.parse(`${wall}Z`) - second) / MINUTE;
  return offset === 0 ? `${wall}Z` : `${wall}+0${offset / 60}:00`;
}

/** The instant of a London wall time some days after an instant; `time` is `12:00`. Throws on a time that is none. */
export function londonAfter(at: number, days: number, time: string): number {
  // Noon is never skipped or doubled by the clocks, so counting days from it stays within the day.
  const noon = fromLondonWall(`${londonDay(at)}T12:00`);
  const then = noon === undefined ? undefined : fromLondonWall(`${londonDay(noon + days * DAY)}T${time}`);
  if (then === undefined) throw new Error(`no London time ${time}`);
  return then;
}
