import type { Period } from '../domain/notice.ts';
import { believed, readMoment } from './dates.ts';
import { object, type Json } from './json.ts';

/** Private finance contracts run for decades; beyond half a century a date is a slip of the pen. */
const LONGEST_YEARS = 50;

/** From the earliest start to the latest end of the periods, in London days; an end before its start states neither. */
export function readPeriod(
  periods: readonly unknown[],
  { published, flags }: { readonly published: number; readonly flags: string[] },
): Period | undefined {
  const limits = { published, years: LONGEST_YEARS, flags };
  const day = (period: Json, end: 'startDate' | 'endDate'): string | undefined =>
    believed(readMoment(period[end]), `contract ${end}`, limits)?.day;
  const stated = periods.map(object);
  const start = stated.flatMap((period) => day(period, 'startDate') ?? []).toSorted()[0];
  const end = stated
    .flatMap((period) => day(period, 'endDate') ?? [])
    .toSorted()
    .at(-1);
  if (start !== undefined && end !== undefined && end < start) {
    flags.push(`contract: ends ${end}, before it starts ${start}`);
    return undefined;
  }
  return start === undefined && end === undefined ? undefined : { start, end };
}
