import { readDay } from '../written-day.ts';

/** Dates, times, sums and places as the site writes them for people. */

/** A London day, `2026-09-01`, and a time of it, `17:00`, where one is stated. */
export interface Written {
  readonly day: string;
  readonly time: string | undefined;
}

const TIME =
  /(?:^|[\s,])(\d{1,2})(?:[:.](\d\d))?\s*([ap])\.?m\b|(?:^|[\s,])(\d{1,2}):(\d\d)(?::\d\d)?(?:$|[\s,])/i;

/** `17 September 2021, 12pm`, `1 October 2021,  5pm`, `16/04/2020` or a date alone; undefined for what is no date. */
export function readWritten(text: string | undefined): Written | undefined {
  const day = readDay(text ?? '');
  return day === undefined ? undefined : { day, time: readTime(text) };
}

/** The last second of a day stands for a day whose time is not known (./deadline.ts). */
const LAST_SECOND = /\b23:59:59\b/;

/** `12pm`, `5pm`, `12:42pm`, `17:30`, `midday`; undefined where there is none. */
export function readTime(text: string | undefined): string | undefined {
  if (/\b(?:midday|noon)\b/i.test(text ?? '')) return '12:00';
  const found = TIME.exec(text ?? '');
  if (found === null || LAST_SECOND.test(found[0])) return undefined;
  const hour = Number(found[1] ?? found[4]);
  const minute = Number(found[2] ?? found[5] ?? '0');
  const half = found[3]?.toLowerCase();
  if (hour > (half === undefined ? 23 : 12) || minute > 59) return undefined;
  const hours = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  return `${String(hours).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** As a release writes it: London wall time without an offset, or a day alone. */
export function asDate({ day, time }: Written): string {
  return time === undefined ? day : `${day}T${time}:00`;
}

/** Pounds. */
export interface Sums {
  readonly low: number | undefined;
  readonly high: number | undefined;
}

const SUM = /£\s*(\d[\d,]*(?:\.\d+)?)\s*(k|m|bn|b)?(?![a-z])/gi;
const TIMES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, bn: 1e9 };

/** `£300,000`, `£0 to £60,000`, `£8.0m`, `£30k`; both undefined for what states none (`--`). A lone sum is the higher end. */
export function readSums(text: string | undefined): Sums {
  const sums = Array.from((text ?? '').matchAll(SUM), ([, digits = '', unit = '']) => {
    const pounds = Number(digits.replaceAll(',', '')) * (TIMES[unit.toLowerCase()] ?? 1);
    return Math.round(pounds * 100) / 100;
  });
  return sums.length < 2 ? { low: undefined, high: sums[0] } : { low: sums[0], high: sums[1] };
}

/** Regions' names and postcodes, as the address rows of a release. */
export function readPlaces(text: string | undefined): readonly object[] {
  return (text ?? '')
    .split(',')
    .map((place) => place.trim())
    .filter((place) => place !== '')
    .map((place) => (/^[a-z]{1,2}\d/i.test(place) ? { postalCode: place.toUpperCase() } : { region: place }));
}
