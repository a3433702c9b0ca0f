import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openClassifier } from '../../src/app/classifier.ts';
import { loadSubcategories } from '../../src/app/load-subcategories.ts';
import { loadTaxonomy } from '../../src/app/load-taxonomy.ts';
import { subcategoriesOf } from '../../src/classify/subcategories.ts';
import { REASON_PLACES, type Classification, type View } from '../../src/domain/procurement.ts';
import { aView } from '../builders.ts';
import { arbitraryOddText, arbitraryWords } from './arbitraries.ts';

const taxonomy = loadTaxonomy();
const classify = openClassifier({ isThorough: true, taxonomy });
const within = subcategoriesOf(loadSubcategories(taxonomy));
const slugs = taxonomy.categories.map(({ slug }) => slug);

function viewOf(title: string, description: string, codes: readonly string[] = []): View {
  return aView({
    title,
    description,
    titles: title === '' ? [] : [title],
    descriptions: description === '' ? [] : [description],
    cpv: codes.map((code, index) => ({ code, description: undefined, main: index === 0 })),
  });
}

/** What must hold of every answer and does not of this one. */
function flawsOf({
  it: chance,
  setting,
  reasons,
  categories,
  subcategories,
  summary,
}: Classification): readonly string[] {
  const given = categories.map(({ slug }) => slug);
  const why = [...reasons, ...categories.flatMap((one) => one.reasons)];
  const holds: Readonly<Record<string, boolean>> = {
    'IT is a chance': isChance(chance),
    'three categories at most, none of what is not IT': given.length <= (setting === undefined ? 0 : 3),
    'each category is known': given.every((slug) => slugs.includes(slug)),
    'each category once': new Set(given).size === given.length,
    'each score is a chance': categories.every(({ score }) => isChance(score)),
    'something speaks for each category': categories.every(
      ({ reasons: [best] }) => (best?.contribution ?? 0) > 0,
    ),
    'each reason says something somewhere': why.every(
      ({ words, place, contribution }) =>
        words !== '' && REASON_PLACES.includes(place) && Number.isFinite(contribution),
    ),
    'four subcategories at most': subcategories.length <= 4,
    'each subcategory is of a category': subcategories.every((slug) =>
      given.some((category) => within.get(category)?.includes(slug)),
    ),
    'two sentences at most': summary.length <= 2,
  };
  return Object.keys(holds).filter((what) => holds[what] !== true);
}

function isChance(value: number): boolean {
  return value >= 0 && value <= 1;
}

function flawsIn(...views: readonly View[]): readonly string[] {
  return views.flatMap((view) => flawsOf(classify(view)));
}

const MEGABYTE = 1_000_000;

function filled(with_: string, length = MEGABYTE): string {
  return with_.repeat(Math.ceil(length / with_.length)).slice(0, length);
}

/** What nobody writes, and somebody may send. */
const HOSTILE: readonly (readonly [what: string, text: string])[] = [
  ['nothing', ''],
  ['spaces', filled(' ')],
  ['a megabyte without spaces', filled('a')],
  ['a megabyte of software', filled('software ')],
  ['one word a thousand times', filled('software ', 9000)],
  ['a hundred thousand short sentences', filled('We buy IT. ', 1_100_000)],
  ['a hundred thousand lines', filled('IT\n', 300_000)],
  ['full stops', filled('. ')],
  ['bullets', filled('•')],
  ['emoji', filled('😀👩‍👩‍👧‍👦 ')],
  ['emoji without spaces', filled('😀')],
  ['Chinese', filled('采购信息系统和软件开发服务。')],
  ['Arabic', filled('توريد أجهزة حاسوب وبرمجيات ')],
  ['accents upon accents', filled('e\u0301\u0301\u0301')],
  ['markup', filled('<p class="x">Supply of <b>software</b> &amp; servers</p><ul><li>one</li></ul>')],
  ['angle brackets', filled('<')],
  ['NULs', filled('\0')],
  ['NULs between words', filled('cloud\0 ')],
  ['lone surrogates', filled('\ud800 \udc00x')],
  ['names that look like punctuation', filled('c++ .net r & d ')],
  ['denials', filled('not including ')],
  ['demands', filled('insurance of £5,000,000, turnover of £1m, SC clearance is not required. ')],
  ['a call-off without end', filled('call-off under the framework agreement G-Cloud 14 ')],
  ['lists that never begin', filled('The service includes: ')],
];

describe('hostile text', () => {
  it.each(HOSTILE)('is survived in a title, in a description, and in both: %s', (_, text) => {
    const places = [viewOf(text, 'Supply of software.'), viewOf('Supply of software', text)];

    expect(flawsIn(...places, viewOf(text, text, ['72000000']))).toEqual([]);
  });

  it('is survived in any number', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `Software ${index}`);
    const codes = many.map((_, index) => String(10_000_000 + index * 37));

    expect(flawsIn(aView({ titles: many, descriptions: many }))).toEqual([]);
    expect(flawsIn(viewOf('Software', '', codes))).toEqual([]);
    expect(flawsIn(viewOf('Software', '', ['', '7', 'no code', '72000000-5', '😀']))).toEqual([]);
  });

  it('hides no notice that comes after it', () => {
    const view = viewOf('Cloud hosting', 'Hosting of two applications.', ['72000000']);
    const before = classify(view);
    for (const [, text] of HOSTILE) classify(viewOf(text, text));

    expect(classify(view)).toEqual(before);
  });
});

describe('whatever is read', () => {
  const anyText = fc.oneof(
    arbitraryOddText(),
    arbitraryWords(),
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
  );
  const anyCodes = fc.array(fc.stringMatching(/^\d{2,8}$/), { maxLength: 6 });

  it('gets an answer that is sound', () => {
    fc.assert(
      fc.property(anyText, anyText, anyCodes, (title, description, codes) => {
        expect(flawsIn(viewOf(title, description, codes))).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it('gets the same answer twice', () => {
    fc.assert(
      fc.property(anyText, anyText, (title, description) => {
        const once = classify(viewOf(title, description));
        classify(viewOf('Network switches', 'Three switches and one firewall.', ['32400000']));
        expect(classify(viewOf(title, description))).toEqual(once);
      }),
      { numRuns: 300 },
    );
  });
});
