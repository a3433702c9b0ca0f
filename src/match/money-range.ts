/** A span of pence, both ends inclusive; undefined is open. */
export interface MoneyRange {
  readonly min: number | undefined;
  readonly max: number | undefined;
}

const AMOUNT = /^£?(\d{1,12}(?:\.\d{1,6})?|\.\d{1,6})(k|thousand|m|mn|million|bn|b|billion)?$/i;
const UNITS = new Map([
  ['k', 1_000],
  ['thousand', 1_000],
  ['m', 1_000_000],
  ['mn', 1_000_000],
  ['million', 1_000_000],
  ['b', 1_000_000_000],
  ['bn', 1_000_000_000],
  ['billion', 1_000_000_000],
]);
/** `50-100k` and `1 to 2 million` share their unit; `500-1m`, the greater number first, does not, and nor does `50..100k`. */
const SHARED_UNIT = /^£?([\d.]+)(?:[-–]|to)£?([\d.]+)([a-z]+)$/i;
/** A trillion pounds in pence: beyond it sums would no longer be exact. */
const MOST = 100_000_000_000_000;

function parseAmount(text: string): number | undefined {
  const found = AMOUNT.exec(text.trim());
  if (found === null) return undefined;
  const pence = Math.round(Number(found[1]) * (UNITS.get((found[2] ?? '').toLowerCase()) ?? 1) * 100);
  return pence <= MOST ? pence : undefined;
}

/** `50k..500k`, `50k-500k`, `>1m`, `<=20k`, `50k..`, `50k+`, `£1.2m`; undefined for what is no range of money. Ends may stand either way round. */
export function parseMoneyRange(text: string): MoneyRange | undefined {
  const bare = text.replaceAll(/[\s_]|(?<=\d),(?=\d{3}(?!\d))/gu, '').replace(/^=/, '');
  const compared = /^(>=|<=|>|<|≥|≤)(.+)$/u.exec(bare);
  if (compared !== null) return compare(compared[1] ?? '', parseAmount(compared[2] ?? ''));
  const open = /^(.+)\+$/u.exec(bare)?.[1];
  if (open !== undefined) return compare('>=', parseAmount(open));
  const [low, high, ...more] = withBothUnits(bare).split(/\.{2,}|…|[-–]|(?<=[\da-z])to(?=[£\d.])/iu);
  if (low === undefined || more.length > 0) return undefined;
  if (high === undefined) return between(parseAmount(low), parseAmount(low));
  if (low === '') return compare('<=', parseAmount(high));
  if (high === '') return compare('>=', parseAmount(low));
  return between(parseAmount(low), parseAmount(high));
}

function withBothUnits(range: string): string {
  const [, low = '', high = '', unit = ''] = SHARED_UNIT.exec(range) ?? [];
  return unit !== '' && Number(low) < Number(high) ? `${low}${unit}..${high}${unit}` : range;
}

function between(a: number | undefined, b: number | undefined): MoneyRange | undefined {
  if (a === undefined || b === undefined) return undefined;
  return { min: Math.min(a, b), max: Math.max(a, b) };
}

function compare(sign: string, amount: number | undefined): MoneyRange | undefined {
  if (amount === undefined) return undefined;
  if (sign === '>') return { min: amount + 1, max: undefined };
  if (sign === '<') return { min: undefined, max: Math.max(0, amount - 1) };
  return sign === '>=' || sign === '≥' ? { min: amount, max: undefined } : { min: undefined, max: amount };
}

/** The shortest text that is read as exactly this many pence: `50k`, `1.2m`, `999.99`. */
function printAmount(pence: number): string {
  const pounds = pence / 100;
  if (pence % 100 !== 0) return pounds.toFixed(2);
  if (pounds >= 1_000_000 && pounds % 1_000 === 0) return `${pounds / 1_000_000}m`;
  return pounds >= 1_000 && pounds % 100 === 0 ? `${pounds / 1_000}k` : `${pounds}`;
}

/** The range as the query language writes it; '' where both ends are open. */
export function printMoneyRange({ min, max }: MoneyRange): string {
  if (min !== undefined && max !== undefined) {
    return min === max ? printAmount(min) : `${printAmount(min)}..${printAmount(max)}`;
  }
  if (min !== undefined) return min % 100 === 1 ? `>${printAmount(min - 1)}` : `>=${printAmount(min)}`;
  if (max !== undefined) return max % 100 === 99 ? `<${printAmount(max + 1)}` : `<=${printAmount(max)}`;
  return '';
}

function inPounds(pence: number): string {
  const digits = pence % 100 === 0 ? 0 : 2;
  return `£${(pence / 100).toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** The range in words: `£50,000 to £500,000`, `more than £1,000,000`. */
export function describeMoneyRange({ min, max }: MoneyRange): string {
  if (min !== undefined && max !== undefined) {
    return min === max ? inPounds(min) : `${inPounds(min)} to ${inPounds(max)}`;
  }
  if (min !== undefined)
    return min % 100 === 1 ? `more than ${inPounds(min - 1)}` : `${inPounds(min)} or more`;
  if (max !== undefined)
    return max % 100 === 99 ? `less than ${inPounds(max + 1)}` : `${inPounds(max)} or less`;
  return '';
}
