import { monthOf } from '../base/month-of.ts';

/** Days as people write them in notices and on web pages. */

const IN_WORDS = /(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?,?\s+(\d{4})/i;
const IN_FIGURES = /(\d{1,2})[/.](\d{1,2})[/.](\d{4})/;

/** What is older is no date but a cell left empty: `01/01/1`, `01/01/2001`. Contracts Finder began in 2011. */
const FIRST_YEAR = 2011;

/** `17 September 2021`, `1st of Oct 2021` or `16/04/2020`, wherever it stands in the text, as `2021-09-17`; undefined where there is none. */
export function readDay(text: string): string | undefined {
  const words = IN_WORDS.exec(text);
  const figures = IN_FIGURES.exec(text);
  if (words !== null) return dayOf(words[3], monthOf(words[2] ?? ''), words[1]);
  return figures === null ? undefined : dayOf(figures[3], Number(figures[2]), figures[1]);
}

function dayOf(year: string | undefined, month: number, date: string | undefined): string | undefined {
  const at = Date.UTC(Number(year), month - 1, Number(date));
  if (Number(year) < FIRST_YEAR || new Date(at).getUTCMonth() !== month - 1) return undefined;
  return new Date(at).toISOString().slice(0, 10);
}
