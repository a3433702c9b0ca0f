import { stems } from '../base/text/tokens.ts';

/** Words that a number or letter after them makes a name of a part: `lot 2`, `phase b`. */
const PART =
  /\b(lots?|phase|stage|package|round|batch|tranche|part|zone|area|ward|block|unit|route|wave|cohort|year|yr|term|quarter|volume|cluster|sector|site|plot|section|level|tier|band|ref|no|number)[ .:#-]*(\d{1,4}[a-z]?|[ivx]{1,4}|[a-h]|one|two|three|four|five|six)\b/gi;
const NUMERALS: Readonly<Record<string, string>> = {
  i: '1',
  ii: '2',
  iii: '3',
  iv: '4',
  v: '5',
  vi: '6',
  vii: '7',
  viii: '8',
  ix: '9',
  x: '10',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
};
/** `2021/22`, `2021-2022`, `21/22`. */
const YEARS =
  /\b(20\d\d)\s?(?:[-/–—]|to)\s?(20\d\d|\d\d)\b(?![-/]\d)|\b([1-3]\d)[-/]([1-3]\d)\b(?![-/]\d)|\b(20[0-4]\d)\b/gi;

/** Words that part one notice from its sister as numbers do. */
const PARTING = new Set(
  (
    'januari februari march april june juli august septemb octob novemb decemb jan feb mar apr jun jul aug sept sep oct nov dec ' +
    'spring summer autumn winter christma easter north south east west northern southern eastern western northeast northwest southeast southwest ' +
    'central upper lower inner outer male femal men women adult children boy girl primari secondari nurseri junior infant phase interim pilot extens'
  ).split(' '),
);

const LONGEST = 24;
/** `(V2)`: the same title, put out anew. */
const EDITION = /\s*[-–(]*\s*\bv(?:er(?:sion)?)?[ .]?\d\)?\s*$/i;

/** A title's words, each once and in order: stems, years as `y2021`, parts as `lot 2`. */
export function titleWords(title: string): readonly string[] {
  const found: string[] = [];
  const spoken = title
    .slice(0, 400)
    .replace(EDITION, '')
    .replace(YEARS, (written: string) => {
      const years = yearsIn(written);
      found.push(...years);
      return years.length === 0 ? written : ' ';
    })
    .replace(PART, (_, word: string, of: string) => {
      const name = word.toLowerCase().replace(/^lots$/, 'lot');
      const value = of.toLowerCase();
      found.push(`${name} ${NUMERALS[value] ?? value}`);
      return ' ';
    });
  return [...new Set([...stems(spoken), ...found])].slice(0, LONGEST);
}

/** `2021/22`, `2021-2022`, `21/22` and `2021` to `y2021` and the like; none for two numbers that are no years. */
function yearsIn(written: string): readonly string[] {
  const [from = '', to] = written.match(/\d+/g) ?? [];
  if (to === undefined) return [`y${from}`];
  const later = Number(to.slice(-2)) - Number(from.slice(-2));
  if (later <= 0 || (from.length === 2 && later !== 1)) return [];
  return [from, to].map((year) => (year.length === 2 ? `y20${year}` : `y${year}`));
}

/** True for a number, year, part, month, season or direction: what sister notices differ by. */
export function parts(word: string): boolean {
  return /\d/.test(word) || word.includes(' ') || PARTING.has(word);
}
