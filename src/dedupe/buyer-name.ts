import { fold } from '../base/text/fold.ts';
import { ALIASES, SHORT_NAMES } from './buyer-aliases.ts';

/** A buyer's name reduced to what tells it from others. */
export interface BuyerForm {
  /** What kind of body: `council`, `police`, `nhs`, …; empty where the name does not say. */
  readonly family: string;
  /** The tier of a council, where stated: `county`, `city`, … */
  readonly tier: string;
  /** Its own words, each once, sorted: `camden`. */
  readonly core: string;
}

export type BuyerKinship = 'same' | 'alike' | 'partly' | 'other' | 'unknown';

/** Words that say what kind of body it is. The first family that has a word in the name names it. */
const FAMILIES: readonly (readonly [string, RegExp])[] = [
  ['police', /\b(?:police|constabulary|constable|pcc|opcc)\b/],
  ['fire', /\bfire\b/],
  ['icb', /\b(?:icb|icbs|ccg|ccgs|integrated care board|clinical commissioning groups?|pct)\b/],
  ['csu', /\b(?:csu|commissioning support unit)\b/],
  ['nhs', /\b(?:nhs|hospitals?|nhsft|health board|healthcare|ambulance)\b/],
  ['university', /\b(?:university|universities)\b/],
  ['college', /\bcollege\b/],
  ['school', /\b(?:schools?|academy|academies|multi academy trust|mat)\b/],
  [
    'council',
    /\b(?:council|councils|cyngor|borough|lb|cc|bc|dc|mbc|mdc|rbc|cbc|tbc|ccc|corporation|combined authority)\b/,
  ],
  ['housing', /\b(?:housing|homes|tenants|tenant)\b/],
];

/** Words of a family that say nothing more once the family is known. */
const SPENT: Readonly<Record<string, RegExp>> = {
  police:
    /^(?:police|constabulary|and|crime|commissioner|commissioners|chief|constable|office|for|pcc|opcc|force|service|services|authority)$/,
  fire: /^(?:fire|and|rescue|service|services|authority|civil|defence|county|brigade)$/,
  icb: /^(?:nhs|icb|icbs|ccg|ccgs|integrated|care|board|clinical|commissioning|groups?|pct)$/,
  csu: /^(?:nhs|csu|commissioning|support|unit)$/,
  nhs: /^(?:nhs|foundation|trust|trusts|ft|nhsft|university|teaching|hospitals?|general|service|the)$/,
  university: /^(?:university|universities|higher|education)$/,
  college: /^(?:college|further|education|corporation|the|group)$/,
  school: /^(?:school|schools|academy|academies|primary|junior|infant|trust|mat|multi)$/,
  council:
    /^(?:council|councils|cyngor|borough|london|royal|lb|city|county|district|metropolitan|unitary|town|parish|authority|corporation|local|cc|bc|dc|mbc|mdc|rbc|cbc|tbc|ccc|combined|government|principality|procurement|strategic)$/,
  housing: /^(?:housing|homes|association|group|trust|society|ltd|partnership)$/,
  '': /^(?:ltd|group|department|ministry|association|authority|service|services|board|office|agency|trust)$/,
};

/** Never telling. */
const EMPTY = new Set(
  (
    'the of and for in on at to a an by upon under with its hm hms her his majesty majestys uk gb plc ltd limited llp cic ' +
    'company inc gmbh org services service part'
  ).split(' '),
);

/** A council's tier: the first that fits. A county is no city or district; the others mix freely. */
const TIERS: readonly (readonly [string, RegExp])[] = [
  ['combined', /\bcombined authority\b/],
  ['county', /\bcounty(?! (?:borough|durham))\b|\bccc\b/],
  ['parish', /\b(?:parish|town council)\b/],
  ['city', /\bcity\b/],
  ['district', /\b(?:district|borough|metropolitan|dc|bc|mbc|mdc|rbc|cbc|tbc|lb)\b/],
];

/** Where one name ends and another begins: agents, trading names, units of a department. */
const PARTS =
  /\s*(?:[,;|/()[\]"“”‘]|\bon behalf of\b|\bobo\b|\bc\/o\b|\bcare of\b|\bacting as\b|\bacting through\b|\bas agents? (?:for|of)\b|\bt\/a\b|\btrading as\b|\bvia\b|\bhosted by\b|\s[-–—:]\s)\s*/;

const MOST_FORMS = 5;

function plain(name: string): string {
  return fold(name)
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/&/g, ' and ')
    .replace(/\bn\.?h\.?s\.?\b/g, 'nhs')
    .replace(/\bdept\b\.?/g, 'department')
    .replace(/\bst\.\s/g, 'st ')
    .replace(/\bh\.?m\.? /g, 'hm ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Letters, digits and single spaces. */
function bare(text: string): string {
  return text.replace(/[^a-z0-9]+/g, ' ').trim();
}

const cache = new Map<string, readonly BuyerForm[]>();
const MOST_CACHED = 20_000;

/** Every reading of a buyer's name, fullest first: the whole, and each body named in it. Empty where nothing tells. */
export function buyerForms(name: string): readonly BuyerForm[] {
  const known = cache.get(name);
  if (known !== undefined) return known;
  if (cache.size >= MOST_CACHED) cache.clear();
  const made = readForms(name.slice(0, 300));
  cache.set(name, made);
  return made;
}

function readForms(name: string): readonly BuyerForm[] {
  const text = plain(name);
  const whole = bare(text.replace(/\([^)]*\)/g, ' '));
  const found = new Map<string, BuyerForm>();
  for (const part of [whole, ...text.split(PARTS).map(bare)]) {
    const form = part === '' ? undefined : formOf(part, part === whole);
    if (form !== undefined && found.size < MOST_FORMS)
      found.set(`${form.family} ${form.tier} ${form.core}`, form);
  }
  return [...found.values()];
}

function formOf(written: string, whole: boolean): BuyerForm | undefined {
  const text = SHORT_NAMES[written.replace(/^the /, '')] ?? written;
  const family = FAMILIES.find(([, sign]) => sign.test(text))?.[0] ?? '';
  const spent = SPENT[family] ?? /^$/;
  const words = text.split(' ').filter((word) => !EMPTY.has(word));
  const own = words.filter((word) => !spent.test(word));
  const core = [...new Set(own.length === 0 ? words : own)].toSorted().join(' ');
  if (core === '' || (!whole && own.length === 0)) return undefined;
  const tier = family === 'council' ? (TIERS.find(([, sign]) => sign.test(text))?.[0] ?? '') : '';
  const alias = ALIASES[core];
  return { family, tier, core: family === 'council' && alias !== undefined ? alias : core };
}

/** How two buyers' readings stand to each other. */
export function kinship(a: readonly BuyerForm[], b: readonly BuyerForm[]): BuyerKinship {
  if (a.length === 0 || b.length === 0) return 'unknown';
  let best: BuyerKinship = 'other';
  for (const one of a)
    for (const other of b) {
      const kin = kinOf(one, other);
      if (kin === 'same') return 'same';
      if (kin === 'alike' || (kin === 'partly' && best === 'other')) best = kin;
    }
  return best;
}

function kinOf(a: BuyerForm, b: BuyerForm): BuyerKinship {
  if (a.family !== '' && b.family !== '' && a.family !== b.family) return 'other';
  if (tiersClash(a.tier, b.tier)) return 'other';
  if (a.core === b.core) return a.family === b.family ? 'same' : 'alike';
  const ones = a.core.split(' ');
  const others = b.core.split(' ');
  const shared = ones.filter((word) => others.includes(word)).length;
  if (shared === 0) return 'other';
  const fewest = Math.min(ones.length, others.length);
  if (shared === fewest && (fewest >= 2 || a.family === '' || b.family === ''))
    return a.family === 'council' ? 'partly' : 'alike';
  return 'partly';
}

function tiersClash(a: string, b: string): boolean {
  if (a === b || a === '' || b === '') return false;
  return [a, b].some((tier) => tier === 'county' || tier === 'combined' || tier === 'parish');
}
