import { dayWords } from '../domain/london-day.ts';
import type { Expiry } from '../domain/procurement.ts';
import { LONGEST } from './lengths.ts';
import { line } from './clean-text.ts';

/** `31 March 2027, or 31 March 2029 if extended (high confidence)`. */
export function endWords({ day, latest, confidence }: Expiry): string {
  const extended = latest === undefined ? '' : `, or ${words(latest)} if extended`;
  return `${words(day)}${extended} (${confidence} confidence)`;
}

function words(day: string): string {
  return line(dayWords(day), LONGEST.change);
}
