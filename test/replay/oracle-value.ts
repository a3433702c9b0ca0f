import { at, numberAt, textAt } from './oracle-json.ts';

/** £0, 0.01 and 1 stand for "not said", and so do nine and more billions. */
function pence(pounds: number | undefined): number | undefined {
  return pounds === undefined || pounds < 2 || pounds > 5e9 ? undefined : Math.round(pounds * 100);
}

/** Net pence of one `{amount, amountGross}`: gross is divided by 1.2 only where it stands alone. */
function netOf(value: unknown): number | undefined {
  const gross = pence(numberAt(value, 'amountGross'));
  return pence(numberAt(value, 'amount')) ?? (gross === undefined ? undefined : Math.round(gross / 1.2));
}

interface Range {
  readonly least: number | undefined;
  readonly most: number | undefined;
  readonly currency: string;
}

/** As one line, pence net of VAT: `120000..150000 GBP`. */
export function valueLine({ least, most, currency }: Range): string {
  return `${String(least ?? '')}..${String(most ?? '')} ${currency}`;
}

/**
 * The whole where it is stated, `minValue` to `value` as a range (recorded in either order); else what its parts come to: the
 * lots, or where a supplier is named already the awards, or the contracts made.
 */
export function valueOf(release: unknown): string {
  const ends = [netOf(at(release, 'tender.value')[0]), pence(numberAt(release, 'tender.minValue.amount'))];
  const stated = ends.filter((one) => one !== undefined);
  if (stated.length > 0) {
    const currency = textAt(release, 'tender.value.currency') ?? 'GBP';
    return valueLine({ least: Math.min(...stated), most: Math.max(...stated), currency });
  }
  const sums = ['tender.lots', 'awards', 'contracts'].map((parts) => sumOf(at(release, `${parts}.*`)));
  return sums.find((sum) => sum !== undefined) ?? '';
}

/** What parts come to: where some of them state nothing it is that or more. */
function sumOf(parts: readonly unknown[]): string | undefined {
  const sums = parts.map((part) => netOf(at(part, 'value')[0])).filter((one) => one !== undefined);
  if (sums.length === 0) return undefined;
  const least = sums.reduce((sum, one) => sum + one, 0);
  const currencies = parts.map((part) => textAt(part, 'value.currency')).filter((one) => one !== undefined);
  const most = sums.length === parts.length ? least : undefined;
  return valueLine({ least, most, currency: currencies[0] ?? 'GBP' });
}
