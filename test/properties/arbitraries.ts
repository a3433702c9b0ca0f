import fc from 'fast-check';
import { joinedWords, stems, tokens } from '../../src/base/text/tokens.ts';
import { BUYER_TYPES, type Notice } from '../../src/domain/notice.ts';
import { PORTALS } from '../../src/domain/portal.ts';
import type { Assignment, Classification, Expiry, Procurement } from '../../src/domain/procurement.ts';
import { IT_SETTINGS } from '../../src/domain/procurement.ts';
import { FACT_FIELDS, type DayMark, type Leaf, type Query } from '../../src/domain/query.ts';
import { ENGLAND } from '../../src/domain/region.ts';
import { OUTCOMES, STAGES } from '../../src/domain/stage.ts';
import { CATEGORY_SLUGS } from '../../src/match/categories.ts';
import { backwards } from '../../src/match/day-span.ts';
import { FACT_WORDS } from '../../src/match/fact-fields.ts';
import { SUBCATEGORY_SLUGS } from '../../src/match/subcategories.ts';
import { aNotice, aProcurement, aView } from '../builders.ts';

/**
 * What property tests feed the program. Queries and procurements draw on the same few words, codes and names, so that
 * they meet often; a third of the texts are odd on purpose. Queries are canonical trees: what `parseQuery` can return.
 */
const NOW = Date.parse('2026-09-01T09:00:00Z');

const WORDS = [
  'cyber',
  'security',
  'secure',
  'network',
  'networks',
  'cloud',
  'testing',
  'tests',
  'women',
  'café',
  'naïve',
  'software',
  'maintenance',
  'house',
  'hours',
  'deploy',
  'deployment',
  'digitisation',
  'digitization',
  'x',
  '365',
];
const CAPITALS = ['AI', 'IT', 'SOC', 'SIEM', 'GIS', 'CCTV'];
const COMPOUNDS = [
  'wi-fi',
  'C++',
  '.NET',
  'R&D',
  'O365',
  "buyer's",
  'end-to-end',
  'ΟΔΟΣ',
  '网络安全',
  'ﬁbre',
  'A&E',
];
const BUYERS = [
  'NHS Wales',
  'Ashcombe Borough Council',
  'Leeds City Council',
  'Council of Wales',
  'Ministry',
];
const TAGS =
  'framework call-off dynamic-market open direct-award sme below-threshold iso-27001 framework:g-cloud-14 framework:g-cloud-15 framework:digital-outcomes-6'.split(
    ' ',
  );
const REGION_CODES = ['UK', 'UKD', 'UKD61', 'UKD6', 'UKI', 'UKI3', 'UKL', 'UKL11', 'UKM'];
const CPV_CODES = ['72000000', '72810000', '72212000', '48000000', '48900000', '30200000', '79710000'];
const AMOUNTS = [100, 4_999_999, 5_000_000, 12_000_000, 50_000_000, 50_000_001, 120_000_050, 100_000_000_000];

/** By length; the days below lie on their bounds, counted from NOW, and beside them. */
const COUNTS: readonly DayMark[] = [
  { after: 0, unit: 'days' },
  { after: 30, unit: 'days' },
  { after: 6, unit: 'weeks' },
  { after: 6, unit: 'months' },
  { after: 1, unit: 'years' },
  { after: 18, unit: 'months' },
  { after: 2, unit: 'years' },
];
const DAYS = [
  '2020-02-29',
  '2026-08-31',
  '2026-09-01',
  '2026-10-01',
  '2026-10-13',
  '2026-12-31',
  '2027-01-01',
  '2027-02-28',
  '2027-03-01',
  '2027-08-31',
  '2027-09-01',
  '2027-12-31',
  '2028-03-01',
  '2028-03-02',
  '2028-09-01',
  '2036-12-31',
];

/** Numbers and GUIDs of notices, few enough to be asked for and found. */
const NOTICE_NUMBERS = ['000101-2026', '000102-2026', '075962-2026'];
const GUIDS = ['0a1b2c3d-0000-4000-8000-00000000000a', '0a1b2c3d-0000-4000-8000-00000000000b'];
const OCIDS = ['ocds-h6vhtk-0a0001', 'ocds-h6vhtk-0a0002', `ocds-b5fd17-${GUIDS[0] ?? ''}`];

/** Any text that a keyboard, a paste or a broken export can produce. */
export function arbitraryOddText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    // Lone surrogates too.
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
      .map((units) => String.fromCharCode(...units)),
    fc
      .array(
        fc.constantFrom(
          '-',
          '"',
          '“',
          '(',
          ')',
          'OR',
          'AND',
          'NOT',
          ' ',
          ':',
          'region:',
          'value:',
          '*',
          '\0',
          ',',
        ),
        {
          maxLength: 40,
        },
      )
      .map((parts) => parts.join('')),
  );
}

/** A few words that notices and queries have in common. */
export function arbitraryWords(maxLength = 8): fc.Arbitrary<string> {
  const word = fc.constantFrom(...WORDS, ...CAPITALS, ...COMPOUNDS);
  const punctuation = fc.constantFrom(' ', ' ', ' ', ', ', '. ', '-', '/', '\n', ' — ', '…');
  return fc.array(fc.tuple(word, punctuation), { minLength: 1, maxLength }).chain((parts) =>
    fc
      .constantFrom(
        (text: string) => text,
        (text: string) => text,
        (text: string) => text.toUpperCase(),
      )
      .map((write) => write(parts.flat().join(''))),
  );
}

function arbitraryText(): fc.Arbitrary<string> {
  return fc.oneof({ weight: 5, arbitrary: arbitraryWords() }, { weight: 1, arbitrary: arbitraryOddText() });
}

function someOf<T>(values: readonly T[], minLength = 1): fc.Arbitrary<T[]> {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength, maxLength: 3 });
}

function maybe<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

// Queries

const negated = fc.boolean();

function arbitraryTextLeaf(): fc.Arbitrary<Leaf> {
  const plain = fc.constantFrom(
    ...WORDS,
    'wi-fi',
    'end-to-end',
    'C++',
    '.NET',
    'R&D',
    'O365',
    'ΟΔΟΣ',
    "buyer's",
  );
  const phrase = arbitraryWords(3).map((text) => text.replaceAll(/[\s*]+/gu, ' ').trim());
  const inTitle = fc.constantFrom(false, false, true);
  return fc
    .oneof(
      fc.record({ written: plain, quoted: fc.boolean(), prefix: fc.boolean(), inTitle, negated }),
      fc.record({ written: phrase, quoted: fc.constant(true), prefix: fc.boolean(), inTitle, negated }),
    )
    .chain((leaf) => {
      const last = tokens(leaf.written).at(-1)?.word ?? '';
      const found = stems(leaf.written);
      if (!leaf.prefix || last.length < 2) return fc.constant(textLeaf({ ...leaf, prefix: false }, found));
      // The beginning of the last word: all of it, or less.
      const lengths =
        last === leaf.written.toLowerCase()
          ? fc.integer({ min: 2, max: last.length })
          : fc.constant(last.length);
      return lengths.map((length) => {
        const written = `${leaf.written.slice(0, leaf.written.length - last.length + length)}*`;
        return textLeaf({ ...leaf, written }, [...found.slice(0, -1), last.slice(0, length)]);
      });
    });
}

type Text = Extract<Leaf, { kind: 'text' }>;

function textLeaf(leaf: Omit<Text, 'kind' | 'tokens'>, found: readonly string[]): Leaf {
  const [joined] = leaf.quoted || leaf.prefix ? [] : joinedWords(leaf.written);
  return { kind: 'text', ...leaf, tokens: found, ...(joined === undefined ? {} : { joined }) };
}

function arbitraryFactLeaf(): fc.Arbitrary<Leaf> {
  const slugs = ['g-cloud', 'g-cloud-14', 'digital-outcomes'];
  return fc.constantFrom(...FACT_FIELDS, 'framework' as const).chain((field) =>
    fc
      .record({
        any: someOf([...FACT_WORDS[field].values, ...(field === 'framework' ? slugs : [])]),
        negated,
      })
      .map((leaf): Leaf => ({ kind: 'fact', field, ...leaf })),
  );
}

function arbitraryRegionLeaf(): fc.Arbitrary<Leaf> {
  const codes = fc.oneof(someOf(REGION_CODES), fc.constant([...ENGLAND]), fc.constant([...ENGLAND, 'UKL']));
  return fc.oneof(
    fc.record({ any: codes, stated: fc.boolean(), negated }).map((leaf): Leaf => ({
      kind: 'region',
      any: leaf.any.toSorted(),
      stated: leaf.stated && !leaf.negated,
      negated: leaf.negated,
    })),
    negated.map((not): Leaf => ({ kind: 'region', any: [], stated: true, negated: not })),
  );
}

function arbitraryValueLeaf(): fc.Arbitrary<Leaf> {
  const amount = fc.oneof(fc.constantFrom(...AMOUNTS), fc.integer({ min: 0, max: 1_000_000_000_000 }));
  const ends = fc
    .tuple(maybe(amount), maybe(amount))
    .map(([a, b]) => (a !== undefined && b !== undefined ? [Math.min(a, b), Math.max(a, b)] : [a, b]));
  return fc
    .record({ ends, stated: fc.boolean(), negated })
    .map(({ ends: [min, max], stated, negated: not }): Leaf => {
      const open = min === undefined && max === undefined;
      return { kind: 'value', min, max, stated: open || (stated && !not), negated: not };
    });
}

/** When it closes, ends or was published: by date, by count, open, or any. */
export function arbitraryDaysLeaf(): fc.Arbitrary<Leaf> {
  const days = DAYS.map((day): DayMark => ({ day }));
  const [count, day] = [fc.constantFrom(...COUNTS), fc.constantFrom(...days)];
  const ordered = (marks: readonly DayMark[]) =>
    fc.tuple(fc.nat(marks.length - 1), fc.nat(marks.length - 1)).map(([a, b]) => ({
      from: marks[Math.min(a, b)],
      to: marks[Math.max(a, b)],
    }));
  const open = fc.constant(undefined);
  const span = fc.oneof(
    { weight: 3, arbitrary: ordered(COUNTS) },
    { weight: 3, arbitrary: ordered(days) },
    fc.constant({ from: days[6], to: days[11] }),
    fc.record({ from: count, to: day }),
    fc.record({ from: day, to: count }),
    fc.record({ from: fc.oneof(count, day), to: open }),
    fc.record({ from: open, to: day }),
    fc.record({ from: open, to: open }),
  );
  const field = fc.constantFrom('closing' as const, 'ends' as const, 'ends' as const, 'published' as const);
  return fc.record({ span, field, negated }).map((leaf): Leaf => {
    const { from, to } = leaf.field === 'published' ? backwards(leaf.span) : leaf.span;
    return { kind: 'days', field: leaf.field, from, to, negated: leaf.negated };
  });
}

function arbitraryPartyLeaf(): fc.Arbitrary<Leaf> {
  const names = ['NHS Wales', 'Council', 'wales', 'borough council', 'Leeds, City', 'Ministère (Défense)'];
  const field = fc.constantFrom('buyer' as const, 'buyer' as const, 'supplier' as const);
  return fc.record({ names: someOf(names), field, negated }).map((leaf): Leaf => ({
    kind: 'party',
    field: leaf.field,
    any: leaf.names.map((written) => ({ tokens: stems(written), written })),
    negated: leaf.negated,
  }));
}

function arbitraryIdentifierLeaf(): fc.Arbitrary<Leaf> {
  const named = [
    ...NOTICE_NUMBERS.map((written) => ({ written, key: `notice:find-a-tender:${written}` })),
    ...GUIDS.map((written) => ({ written, key: `notice:contracts-finder:${written}` })),
    ...OCIDS.map((written) => ({ written, key: `ocid:${written}` })),
  ];
  return fc
    .record({ named: fc.constantFrom(...named), negated })
    .map((leaf): Leaf => ({ kind: 'identifier', ...leaf.named, negated: leaf.negated }));
}

/** Any one clause of a query. */
export function arbitraryLeaf(): fc.Arbitrary<Leaf> {
  return fc.oneof(
    { weight: 4, arbitrary: arbitraryTextLeaf() },
    fc
      .record({ word: fc.constantFrom(...CAPITALS), inTitle: fc.boolean(), negated })
      .map((leaf): Leaf => ({ kind: 'capitals', ...leaf, word: leaf.word.toLowerCase() })),
    fc
      .record({ setting: fc.constantFrom(...IT_SETTINGS, 'any' as const), negated })
      .map((leaf): Leaf => ({ kind: 'it', ...leaf })),
    { weight: 3, arbitrary: arbitraryFactLeaf() },
    fc
      .record({ any: someOf([...STAGES, 'open', 'any'] as const), negated })
      .map((leaf): Leaf => ({ kind: 'stage', ...leaf })),
    fc
      .record({ any: someOf(['72', '728', '7281', '48', '4890000', '30', '99']), negated })
      .map((leaf): Leaf => ({ kind: 'cpv', ...leaf })),
    arbitraryRegionLeaf(),
    arbitraryValueLeaf(),
    { weight: 2, arbitrary: arbitraryDaysLeaf() },
    arbitraryPartyLeaf(),
    arbitraryIdentifierLeaf(),
  );
}

function arbitraryGroup(depth: number, kind: 'and' | 'or'): fc.Arbitrary<Query> {
  if (depth === 0) return arbitraryLeaf();
  const inner = arbitraryGroup(depth - 1, kind === 'and' ? 'or' : 'and');
  return fc.oneof(
    { weight: 1, arbitrary: arbitraryLeaf() },
    {
      weight: 2,
      arbitrary: fc.array(inner, { minLength: 2, maxLength: 4 }).map((of): Query => flat(kind, of)),
    },
  );
}

function flat(kind: 'and' | 'or', parts: readonly Query[]): Query {
  return { kind, of: parts.flatMap((part) => (part.kind === kind ? part.of : [part])) };
}

function leaves(query: Query): readonly Leaf[] {
  return query.kind === 'and' || query.kind === 'or' ? query.of.flatMap(leaves) : [query];
}

/** A canonical query tree: what `parseQuery` answers for some text. */
export function arbitraryQuery(): fc.Arbitrary<Query> {
  const tree = fc.constantFrom('and' as const, 'or' as const).chain((kind) => arbitraryGroup(3, kind));
  return tree.map((query) => {
    const all = leaves(query);
    const complete =
      all.some(({ kind }) => kind === 'it') ||
      all.every((leaf) => leaf.kind === 'identifier' && !leaf.negated);
    return complete ? query : flat('and', [query, { kind: 'it', setting: 'balanced', negated: false }]);
  });
}

// Notices and procurements

function arbitraryDeadline(): fc.Arbitrary<Notice['deadline']> {
  return maybe(
    fc.integer({ min: -40, max: 40 }).map((days) => {
      const at = NOW + days * 86_400_000;
      return { at, day: new Date(at).toISOString().slice(0, 10), timed: days % 2 === 0 };
    }),
  );
}

function arbitraryValue(): fc.Arbitrary<Notice['value']> {
  const amount = maybe(fc.constantFrom(...AMOUNTS));
  return maybe(
    fc.tuple(amount, amount, amount).map(([a, b, gross]) => {
      const both = a !== undefined && b !== undefined;
      const [min, max] = both ? [Math.min(a, b), Math.max(a, b)] : [a, b];
      return { min, max, gross, currency: 'GBP' };
    }),
  );
}

function arbitraryCpv(): fc.Arbitrary<Notice['cpv']> {
  return someOf(CPV_CODES, 0).map((codes) =>
    codes.map((code, at) => ({ code, description: undefined, main: at === 0 })),
  );
}

function arbitraryIds(): fc.Arbitrary<Pick<Notice, 'portal' | 'noticeId' | 'ocid'>> {
  return fc.record({
    portal: fc.constantFrom(...PORTALS),
    noticeId: fc.constantFrom(...NOTICE_NUMBERS, ...GUIDS),
    ocid: fc.constantFrom(...OCIDS),
  });
}

/**
 * A notice as a portal could publish it, plausible or odd; gaps are frequent.
 * @public for property tests that start from notices.
 */
export function arbitraryNotice(): fc.Arbitrary<Notice> {
  return fc
    .record({
      ids: arbitraryIds(),
      stage: fc.constantFrom(...STAGES),
      outcome: fc.constantFrom(...OUTCOMES),
      sparse: fc.boolean(),
      title: maybe(arbitraryText()),
      description: maybe(arbitraryText()),
      buyer: maybe(
        fc
          .tuple(fc.constantFrom(...BUYERS), maybe(fc.constantFrom(...BUYER_TYPES)))
          .map(([name, type]) => ({ name, id: undefined, type })),
      ),
      sme: maybe(fc.boolean()),
      suppliers: someOf(BUYERS, 0),
      cpv: arbitraryCpv(),
      value: arbitraryValue(),
      deadline: arbitraryDeadline(),
      regions: someOf(REGION_CODES, 0),
      published: fc.integer({ min: -400, max: 0 }).map((hours) => NOW + hours * 3_600_000),
      version: fc.nat({ max: 5 }),
    })
    .map(({ ids, version, outcome, ...rest }) =>
      aNotice({
        ...rest,
        ...ids,
        outcome: rest.stage === 'closed' ? outcome : undefined,
        releaseId: `${ids.noticeId}-${version}`,
        hash: `hash-${ids.portal}-${ids.noticeId}-${version}`,
      }),
    );
}

function category(slug: string): Assignment {
  return { slug, name: slug, score: 0.8, reasons: [] };
}

function arbitraryClassification(): fc.Arbitrary<Classification> {
  return fc
    .record({
      setting: maybe(fc.constantFrom(...IT_SETTINGS)),
      slugs: someOf(CATEGORY_SLUGS, 0),
      subcategories: someOf(SUBCATEGORY_SLUGS.slice(0, 6), 0),
      tags: someOf(TAGS, 0),
    })
    .map(({ setting, slugs, subcategories, tags }) => ({
      it: setting === undefined ? 0.1 : 0.9,
      setting,
      reasons: [],
      categories: setting === undefined ? [] : slugs.map(category),
      subcategories,
      tags: tags.map((id) => ({ id, words: id })),
      summary: [],
    }));
}

function arbitraryExpiry(): fc.Arbitrary<Expiry | undefined> {
  return maybe(
    fc.record({
      day: fc.constantFrom(...DAYS),
      latest: maybe(fc.constantFrom(...DAYS)),
      by: fc.constantFrom('stated' as const, 'reckoned' as const, 'text' as const),
      confidence: fc.constantFrom('high' as const, 'medium' as const, 'low' as const),
    }),
  );
}

/** A procurement whose view is independent of any merge: every combination of texts, gaps and codes. */
export function arbitraryProcurement(): fc.Arbitrary<Procurement> {
  return fc
    .record({
      notices: fc.array(arbitraryNotice(), { minLength: 1, maxLength: 3 }),
      titles: fc.uniqueArray(arbitraryText(), { maxLength: 3 }),
      descriptions: fc.uniqueArray(arbitraryText(), { maxLength: 3 }),
      classification: arbitraryClassification(),
      ends: arbitraryExpiry(),
      id: fc.integer({ min: 1, max: 1_000_000 }),
    })
    .map(({ notices, titles, descriptions, classification, ends, id }) => {
      const [first = aNotice()] = notices;
      const view = aView({
        titles,
        descriptions,
        title: titles[0] ?? '',
        description: descriptions[0] ?? '',
        buyer: first.buyer,
        stage: first.stage,
        outcome: first.outcome,
        deadline: first.deadline,
        value: first.value,
        ends,
        cpv: first.cpv,
        regions: first.regions,
        sme: first.sme,
        suppliers: first.suppliers,
        url: first.url,
        published: Math.min(...notices.map(({ published }) => published)),
        updated: Math.max(...notices.map(({ published }) => published)),
        portals: [...new Set(notices.map(({ portal }) => portal))],
        notices: notices.map(({ portal, noticeId, ocid, form, stage, published, url }) => ({
          portal,
          noticeId,
          ocid,
          form,
          stage,
          published,
          url,
        })),
      });
      return aProcurement({ id, view, classification });
    });
}
