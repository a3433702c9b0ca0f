import { stems } from '../base/text/tokens.ts';
import { dayWords } from '../domain/london-day.ts';
import type { Leaf, LeafOf } from '../domain/query.ts';
import { ENGLAND, NATIONWIDE, regionName } from '../domain/region.ts';
import { OPEN_STAGES } from '../domain/stage.ts';
import { inCapitals } from './clauses/capitals.ts';
import { list } from './clauses/clause.ts';
import { whenOf } from './clauses/days.ts';
import { clauseOf } from './clauses/index.ts';
import { mentioned } from './clauses/text.ts';
import type { MatchDocument } from './document.ts';
import { FACT_WORDS } from './fact-fields.ts';
import { fact, factToken } from './facts.ts';
import { describeMoneyRange } from './money-range.ts';

/** What one kind of clause asks for, and what a procurement says of it. */
interface Explained<L extends Leaf> {
  /** After "asks for": `'cyber'`, `Wales`. Without its negation. */
  asks(leaf: L): string;
  /** In place of it, or of what is not wanted: `'guarding' in the title`, `it is stated for Scotland`. */
  finds(leaf: L, document: MatchDocument): string;
}

/** What a clause asks for: `'cyber'`, `no 'guarding'`, `not Wales alone`. */
export function asked(leaf: Leaf): string {
  const asks = explainedOf(leaf).asks(leaf);
  if (!leaf.negated) return asks;
  if (leaf.kind === 'text' || leaf.kind === 'capitals') return `no ${asks}`;
  if (leaf.kind === 'region' && leaf.any.length > 0) return `not ${asks} alone`;
  return `${asks.startsWith('a ') ? 'no' : 'not'} ${asks.replace(/^a /, '')}`;
}

/** What a procurement says of what a clause asks for. */
export function found(leaf: Leaf, document: MatchDocument): string {
  return explainedOf(leaf).finds(leaf, document);
}

const text: Explained<LeafOf<'text'>> = {
  asks: mentioned,
  finds: (leaf, document) =>
    positively(leaf, document) ??
    (leaf.inTitle ? elsewhere(leaf, document) : `it does not mention ${mentioned(leaf)}`),
};

/** A word that only a title counts for may stand in the description. */
function elsewhere(leaf: LeafOf<'text'>, document: MatchDocument): string {
  const anywhere = positively({ ...leaf, inTitle: false }, document);
  return anywhere === undefined ? `it does not mention '${leaf.written}'` : `${anywhere} alone`;
}

const capitals: Explained<LeafOf<'capitals'>> = {
  asks: inCapitals,
  finds: (leaf, document) =>
    positively(leaf, document) ??
    (document.texts.some(({ vocabulary }) => stems(leaf.word).every((stem) => vocabulary.has(stem)))
      ? `it mentions '${leaf.word}', though not in capitals`
      : `it does not mention '${leaf.word.toUpperCase()}'`),
};

/** The words by which it would be met, were it not negated. */
function positively(leaf: LeafOf<'text' | 'capitals' | 'cpv'>, document: MatchDocument): string | undefined {
  const wanted = { ...leaf, negated: false };
  const because = clauseOf(wanted).because(wanted, document);
  return because.length === 0 ? undefined : because.join(', ');
}

const it: Explained<LeafOf<'it'>> = {
  asks: (leaf) => `what clauses call \`it:${leaf.setting}\``,
  finds: (_, { facts }) => {
    const calls = (['strict', 'balanced', 'broad'] as const).find((one) => facts.has(fact.it(one)));
    return calls === undefined ? 'it is not IT' : `it is IT in the setting ${calls}`;
  },
};

const FIELD_NAMES: Readonly<Record<LeafOf<'fact'>['field'], string>> = {
  category: 'the category',
  subcategory: 'the subcategory',
  'buyer-type': 'the kind of buyer',
  portal: 'the portal',
  sme: 'suited to SMEs:',
  vcse: 'suited to VCSEs:',
  framework: 'framework:',
  procedure: 'the procedure',
  threshold: 'the threshold:',
};

const facts: Explained<LeafOf<'fact'>> = {
  asks: ({ field, any }) => `${FIELD_NAMES[field]} ${list(any, 'or')}`,
  finds: ({ field, any }, document) => {
    // A framework is asked for by its name, of which there are many: those that it names are told by the ones asked for.
    const known = new Set([...FACT_WORDS[field].values, ...any]);
    const stated = [...known].filter((value) => document.facts.has(factToken(field, value)));
    return stated.length === 0 ? 'it states nothing of that' : `it is ${list(stated, 'and')}`;
  },
};

const stage: Explained<LeafOf<'stage'>> = {
  asks: ({ any }) =>
    list(
      any.map((word) => (word === 'open' ? 'what is open' : `the stage ${word}`)),
      'or',
    ),
  finds: ({ any }, { stage: at, deadline }) => {
    const isOver = any.includes('open') && deadline !== undefined && OPEN_STAGES.includes(at);
    return `it is at the stage ${at}${isOver ? `, with the deadline ${dayWords(deadline.day)}` : ''}`;
  },
};

const cpv: Explained<LeafOf<'cpv'>> = {
  asks: ({ any }) => `a CPV code beginning ${list(any, 'or')}`,
  finds: (leaf, document) =>
    positively(leaf, document) ??
    (document.cpv.length === 0 ? 'it carries no CPV code' : `its codes are ${list(document.cpv, 'and')}`),
};

const region: Explained<LeafOf<'region'>> = {
  asks: ({ any, stated }) => {
    if (any.length === 0) return 'a region that is stated';
    const isEngland = ENGLAND.every((code) => any.includes(code));
    const others = any.filter((code) => !isEngland || !ENGLAND.some((one) => one === code));
    const names = [...(isEngland ? ['England'] : []), ...others.map(placeName)];
    return `${list(names, 'or')}${stated ? ', stated' : ''}`;
  },
  finds: (_, { regions }) => {
    if (regions.length === 0) return 'it states no region';
    if (regions.includes(NATIONWIDE)) return 'it is nationwide';
    return `it is stated for ${list([...new Set(regions.map(placeName))], 'and')}`;
  },
};

function placeName(code: string): string {
  return code === NATIONWIDE || code.length <= 3 ? regionName(code) : `${regionName(code)} (${code})`;
}

const value: Explained<LeafOf<'value'>> = {
  asks: (leaf) => {
    const range = describeMoneyRange(leaf);
    if (range === '') return 'a value that is stated';
    return `${range}${leaf.stated ? ', stated' : ''}`;
  },
  finds: (_, document) =>
    document.value === undefined ? 'it states no value' : `it is worth ${describeMoneyRange(document.value)}`,
};

const ASKED_DAYS = { closing: 'closing', ends: 'a contract that ends', published: 'published' } as const;
const STATED_DAYS = {
  closing: 'it closes',
  ends: 'its contract ends',
  published: 'it was published',
} as const;
const UNSTATED_DAYS = {
  closing: 'it states no deadline',
  ends: 'it does not state when its contract ends',
  published: 'it was not published',
} as const;

const days: Explained<LeafOf<'days'>> = {
  asks: (leaf) => `${ASKED_DAYS[leaf.field]} ${whenOf(leaf) || 'on a stated day'}`,
  finds: ({ field }, document) => {
    const stated = document.days[field];
    if (stated.length === 0) return UNSTATED_DAYS[field];
    return `${STATED_DAYS[field]} ${list(stated.map(dayWords), field === 'ends' ? 'or' : 'and')}`;
  },
};

const party: Explained<LeafOf<'party'>> = {
  asks: ({ field, any }) =>
    `the ${field} ${list(
      any.map(({ written }) => `'${written}'`),
      'or',
    )}`,
  finds: ({ field }, { parties }) => {
    const names = parties[field].map(({ name }) => name);
    return names.length === 0 ? `it names no ${field}` : `its ${field} is ${list(names, 'and')}`;
  },
};

const identifier: Explained<LeafOf<'identifier'>> = {
  asks: ({ written }) => `the notice ${written}`,
  finds: (leaf, { keys }) => (keys.has(leaf.key) ? 'it is that one' : 'it is another'),
};

const EXPLAINED: { readonly [Kind in Leaf['kind']]: Explained<LeafOf<Kind>> } = {
  text,
  capitals,
  it,
  fact: facts,
  stage,
  cpv,
  region,
  value,
  days,
  party,
  identifier,
};

function explainedOf<L extends Leaf>(leaf: L): Explained<L> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's own type has each kind under its kind
  return EXPLAINED[leaf.kind] as unknown as Explained<L>;
}
