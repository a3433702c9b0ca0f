const HOUR = 3_600_000;

/** The last Sunday of a month, 01:00 UTC: when British clocks change (https://www.gov.uk/when-do-the-clocks-change). */
function lastSunday(year: number, month: number): number {
  const end = new Date(Date.UTC(year, month, 0));
  return Date.UTC(year, month - 1, end.getUTCDate() - end.getUTCDay(), 1);
}

function offsetAt(instant: number): number {
  const year = new Date(instant).getUTCFullYear();
  return instant >= lastSunday(year, 3) && instant < lastSunday(year, 10) ? HOUR : 0;
}

/** The London calendar day of an instant. */
export function dayOf(instant: number): string {
  return new Date(instant + offsetAt(instant)).toISOString().slice(0, 10);
}

/** A London wall time without offset, `2026-08-24T12:00:00.000`, as UTC milliseconds. */
export function wallToInstant(wall: string): number {
  const asUtc = Date.parse(`${wall}Z`);
  return asUtc - offsetAt(asUtc - HOUR);
}

export function endOfDay(day: string): number {
  return wallToInstant(`${day}T23:59:59.999`);
}
