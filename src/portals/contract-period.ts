import type { Period } from '../domain/notice.ts';
import { believed, readMomentOfContract } from './dates.ts';
import { object } from './json.ts';

/** Private finance contracts run for decades; beyond half a century a date is a slip of the pen. */
const LONGEST_YEARS = 50;

/** From the earliest start to the latest end of the periods, in London days; an end before its start states neither. */
export function readPeriod(
  periods: readonly unknown[],
  { published, flags }: { readonly published: number; readonly flags: string[] },
): Period | undefined {
  const limits = { published, years: LONGEST_YEARS, flags };
  let start: string | undefined;
  let end: string | undefined;
  for (const period of periods.map(object)) {
    const from = believed(readMomentOfContract(period['startDate']), 'contract startDate', limits)?.day;
    const to = believed(readMomentOfContract(period['endDate']), 'contract endDate', limits)?.day;
    if (from !== undefined && (start === undefined || from < start)) start = from;
    if (to !== undefined && (end === undefined || to > end)) end = to;
  }
  if (start !== undefined && end !== undefined && end < start) {
    flags.push(`contract: ends ${end}, before it starts ${start}`);
    return undefined;
  }
  return start === undefined && end === undefined ? undefined : { start, end };
}
