import type { Value } from '../domain/money.ts';

const NOT_STATED = 'value not stated';

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string, whole: boolean): Intl.NumberFormat {
  const key = `${currency} ${String(whole)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const digits = whole ? 0 : 2;
  const format = new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(key, format);
  return format;
}

/** `£120,000` or `£99.50` from pence. */
function moneyWords(pence: number, currency: string): string {
  // A portal may write anything; Intl throws on what is not three letters.
  const code = /^[A-Za-z]{3}$/.test(currency) ? currency.toUpperCase() : 'GBP';
  return formatOf(code, pence % 100 === 0).format(pence / 100);
}

/** `£120,000`, `£50,000 to £500,000`, `up to £500,000`, `£100,000 (£120,000 incl. VAT)` or `value not stated`. */
export function valueWords(value: Value | undefined): string {
  if (value === undefined) return NOT_STATED;
  const { min, max, gross, currency } = value;
  const net = netWords(min, max, currency);
  const inclusive = gross === undefined ? undefined : `${moneyWords(gross, currency)} incl. VAT`;
  if (net === undefined) return inclusive ?? NOT_STATED;
  return inclusive === undefined ? net : `${net} (${inclusive})`;
}

function netWords(min: number | undefined, max: number | undefined, currency: string): string | undefined {
  if (min === undefined) return max === undefined ? undefined : `up to ${moneyWords(max, currency)}`;
  if (max === undefined) return `${moneyWords(min, currency)} or more`;
  if (min === max) return moneyWords(min, currency);
  return `${moneyWords(min, currency)} to ${moneyWords(max, currency)}`;
}
