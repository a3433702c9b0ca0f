import { londonDay } from '../../base/london.ts';
import { escapedSum } from './entities.ts';
import type { Closing, ListedNotice } from './listed-notice.ts';
import type { SiteLayout } from './switches.ts';

/** How the site writes days, times and sums, which changed with its layouts. Results are HTML. */

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** ` 3 October 2025`, padded to two places, of a London day; `03/10/2025` in the layout of 2020. */
export function dayWritten(day: string, layout: SiteLayout): string {
  const [year = '', month = '', date = ''] = day.split('-');
  if (layout === 2020) return `${date}/${month}/${year}`;
  return `${String(Number(date)).padStart(2)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
}

export function writtenDay(at: number | undefined, layout: SiteLayout): string | undefined {
  return at === undefined ? undefined : dayWritten(londonDay(at), layout);
}

/** ` 5pm`, padded to two places; `12:26pm`. */
export function timeWritten(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const hour = String(hours % 12 === 0 ? 12 : hours % 12).padStart(2);
  const minute = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`;
  return `${hour}${minute}${hours < 12 ? 'am' : 'pm'}`;
}

/** `17 October 2025,  5pm`: the paddings make two spaces. The layout of 2020 knew days alone. */
export function closingWritten(closing: Closing, layout: SiteLayout): string {
  const day = dayWritten(closing.day, layout);
  return closing.time === undefined || layout === 2020 ? day : `${day}, ${timeWritten(closing.time)}`;
}

function pounds(sum: number): string {
  const digits = Number.isInteger(sum) ? 0 : 2;
  return `£${sum.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** `£8.0m`, `£50k`, `£9`, as in 2020. */
export function roughSum(sum: number | undefined): string {
  if (sum === undefined) return '--';
  if (sum >= 1_000_000) return escapedSum(`£${(sum / 1_000_000).toFixed(1)}m`);
  return escapedSum(sum >= 1000 ? `£${Math.round(sum / 1000)}k` : pounds(sum));
}

/** `£30,000 to £75,000`. Where nothing is stated it says £0, or nothing at all. */
export function sumWritten(notice: Pick<ListedNotice, 'low' | 'high' | 'guid'>): string | undefined {
  const { low, high, guid } = notice;
  if (high === undefined)
    return Number.parseInt(guid.slice(0, 1), 16) % 2 === 0 ? escapedSum('£0') : undefined;
  return escapedSum(low === undefined || low === high ? pounds(high) : `${pounds(low)} to ${pounds(high)}`);
}

/** What the site calls the kinds of notices. */
export function stageName(notice: Pick<ListedNotice, 'type' | 'award'>): string {
  if (notice.award !== undefined) return 'Awarded contract';
  if (notice.type === 'Contract') return 'Opportunity';
  return notice.type === 'Pipeline' ? 'Future opportunity' : 'Early engagement';
}
