import { netOf, pence, type Value } from '../domain/money.ts';
import { object, type Json } from './json.ts';

/** One stated amount, in pence. */
export interface Amount {
  readonly net: number;
  readonly gross: number | undefined;
  readonly currency: string;
}

const NUMBER = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** A sum in pounds, to pence. Undefined for none; what is no believable sum is flagged. 0 is how portals say "not stated". */
export function readPence(value: unknown, what: string, flags: string[]): number | undefined {
  if (value === undefined || value === null || value === '' || value === 0) return undefined;
  const pounds = typeof value === 'string' ? numberIn(value) : value;
  if (pounds === 0) return undefined;
  const sum = typeof pounds === 'number' ? pence(pounds) : undefined;
  if (sum === undefined) flags.push(`${what}: ${shown(value)} is not a sum`);
  return sum;
}

function numberIn(written: string): number | undefined {
  const trimmed = written.trim();
  return NUMBER.test(trimmed) ? Number(trimmed.replaceAll(',', '')) : undefined;
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? `'${value.slice(0, 40)}'` : `a ${typeof value}`;
}

/** The highest VAT rate is 20 % (https://www.gov.uk/vat-rates); a little is left for rounding. */
const MOST_VAT = 1.21;

/** `{amount, amountGross, currency}`: net as stated, or worked out where the gross figure stands alone. */
export function readAmount(value: unknown, what: string, flags: string[]): Amount | undefined {
  const stated = object(value);
  const net = readPence(stated['amount'], what, flags);
  const gross = readPence(stated['amountGross'], what, flags);
  const found = net ?? (gross === undefined ? undefined : netOf(gross));
  if (found === undefined) return undefined;
  if (net !== undefined && gross !== undefined && (gross < net || gross > net * MOST_VAT))
    flags.push(`${what}: ${String(net / 100)} without and ${String(gross / 100)} with VAT do not agree`);
  return { net: found, gross, currency: currencyOf(stated) };
}

export function currencyOf(stated: Json): string {
  const currency = stated['currency'];
  return typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : 'GBP';
}

export function exactly(amount: Amount): Value {
  return { min: amount.net, max: amount.net, gross: amount.gross, currency: amount.currency };
}

/**
 * What the parts (lots, awards, contracts) come to together. Where some state nothing, the sum is only a lower bound;
 * where currencies differ there is none.
 */
export function total(parts: readonly Json[], what: string, flags: string[]): Value | undefined {
  const amounts = parts.map((part) => readAmount(part['value'], what, flags));
  const stated = amounts.filter((amount) => amount !== undefined);
  const currency = stated[0]?.currency;
  if (currency === undefined || stated.some((amount) => amount.currency !== currency)) return undefined;
  const min = stated.reduce((sum, amount) => sum + amount.net, 0);
  const whole = stated.length === parts.length;
  const everyGross = whole && stated.every((amount) => amount.gross !== undefined);
  return {
    min,
    max: whole ? min : undefined,
    gross: everyGross ? stated.reduce((sum, amount) => sum + (amount.gross ?? 0), 0) : undefined,
    currency,
  };
}
