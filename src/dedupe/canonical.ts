import type { Value } from '../domain/money.ts';
import type { ContractEnd, Lot, Period } from '../domain/notice.ts';
import { OUTCOMES, type Deadline } from '../domain/stage.ts';

/** The canonical texts of `MaterialState`: equal exactly when nothing a reader would care about differs; '' is "not stated". */
export function titleText(title: string): string {
  return title.replace(/\s+/g, ' ').trim();
}

/** The ISO instant, or the London day alone. */
export function deadlineText(deadline: Deadline | undefined): string {
  if (deadline === undefined) return '';
  return deadline.timed ? new Date(deadline.at).toISOString() : deadline.day;
}

/** `12000000..12000000 GBP`, in pence. */
export function valueText(value: Value | undefined): string {
  return value === undefined ? '' : `${value.min ?? ''}..${value.max ?? ''} ${value.currency}`;
}

export function regionsText(regions: readonly string[]): string {
  return regions.toSorted().join(',');
}

export function lotsText(lots: readonly Lot[]): string {
  return lots.map(lotText).toSorted().join('; ');
}

/** A lot's status is news where the lot ended by itself; otherwise it follows the stage, which is told as such. */
function lotText({ id, title, status }: Lot): string {
  const ended = OUTCOMES.find((outcome) => outcome === status);
  return [id, title, ended].filter((part) => part !== undefined).join(' ');
}

/** `2026-11-01..2028-10-31`, London days. */
export function periodText(period: Period | undefined): string {
  return period === undefined ? '' : `${period.start ?? ''}..${period.end ?? ''}`;
}

/** `2028-10-31`, or `2028-10-31..2030-10-31` with every extension, London days. */
export function endsText({ day, latest }: Pick<ContractEnd, 'day' | 'latest'>): string {
  return latest === undefined ? day : `${day}..${latest}`;
}
