import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  IT_SETTINGS,
  type Classification,
  type Procurement,
  type View,
} from '../../src/domain/procurement.ts';
import { FACT_FIELDS, SORTS } from '../../src/domain/query.ts';
import { REGIONS } from '../../src/domain/region.ts';
import { STAGES } from '../../src/domain/stage.ts';
import { describeQuery } from '../../src/match/describe.ts';
import { documentOf } from '../../src/match/document.ts';
import { matches } from '../../src/match/evaluate.ts';
import { FACT_WORDS } from '../../src/match/fact-fields.ts';
import { FIELD_NAMES } from '../../src/match/field-names.ts';
import { openOnly } from '../../src/match/open-only.ts';
import { MOST_BEGINNINGS } from '../../src/match/costs.ts';
import { LONGEST_QUERY, MOST_TERMS, parseQuery } from '../../src/match/parse.ts';
import { printQuery } from '../../src/match/print.ts';
import { aClassification, aProcurement, aView } from '../builders.ts';

const PAGE = readFileSync(new URL('../../docs/query-language.md', import.meta.url), 'utf8');
/** The day on which the page says that it asks. */
const NOW = Date.parse('2026-09-01T09:00:00Z');

interface Example {
  /** The line of the page. */
  readonly line: number;
  readonly query: string;
  readonly cells: readonly string[];
}

function cellsOf(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** The rows of every table with these columns behind its first one, which is what somebody types. */
function examples(...columns: readonly string[]): readonly Example[] {
  const lines = PAGE.split('\n');
  return lines.flatMap((line, at) => {
    if (JSON.stringify(cellsOf(line)) !== JSON.stringify(['type', ...columns])) return [];
    const end = lines.findIndex((row, below) => below > at && !row.startsWith('|'));
    return lines.slice(at + 2, end).map((row, below) => {
      const [typed = '', ...cells] = cellsOf(row);
      return { line: at + 3 + below, query: codeOf(typed), cells };
    });
  });
}

function codeOf(cell: string): string {
  return /^`(.*)`$/.exec(cell)?.[1] ?? cell;
}

const FINDS = examples('finds', 'does not find');
const READ = examples('is read as', 'in a sentence');
const MISTAKES = examples('points at', 'says');
const ALERTS = examples('an alert of something new asks');

/** IT, of no category, titled for nothing that is looked for, and silent wherever a notice may be. */
function notice(view: Partial<View> = {}, classification: Partial<Classification> = {}): Procurement {
  const silent: Partial<View> = {
    titles: ['Something'],
    descriptions: [],
    buyer: undefined,
    cpv: [],
    regions: [],
    value: undefined,
    deadline: undefined,
    sme: undefined,
    vcse: undefined,
    ends: undefined,
    notices: [],
  };
  return aProcurement({
    view: aView({ ...silent, ...view }),
    classification: aClassification({ categories: [], subcategories: [], tags: [], ...classification }),
  });
}

const titled = (title: string): Procurement => notice({ titles: [title] });
const regional = (...regions: string[]): Procurement => notice({ regions });
const coded = (code: string): Procurement => notice({ cpv: [{ code, description: undefined, main: true }] });
const settled = (setting: Classification['setting']): Procurement => notice({}, { setting });
const tagged = (...ids: string[]): Procurement => notice({}, { tags: ids.map((id) => ({ id, words: id })) });
const published = (...days: string[]): Procurement => notice({ notices: days.map((day) => aRef({ day })) });
const onPortals = (...portals: View['portals']): Procurement => notice({ portals });

function categorised(
  slugs: readonly string[],
  view: Partial<View> = {},
  subcategories: string[] = [],
): Procurement {
  const categories = slugs.map((slug) => ({ slug, name: slug, score: 1, reasons: [] }));
  return notice(view, { categories, subcategories });
}

function ofBuyer(name: string, type?: NonNullable<View['buyer']>['type']): Procurement {
  return notice({ buyer: { name, id: undefined, type } });
}

/** Pounds. */
function sum(min: number, max = min): View['value'] {
  return { min: min * 100, max: max * 100, gross: undefined, currency: 'GBP' };
}

function closes(day: string): NonNullable<View['deadline']> {
  return { at: Date.parse(`${day}T11:00:00Z`), day, timed: true };
}

function endsOn(day: string, latest?: string): Procurement {
  return notice({ ends: { day, latest, by: 'stated', confidence: 'high' } });
}

function aRef({
  portal = 'find-a-tender',
  noticeId = '000101-2026',
  ocid = 'ocds-h6vhtk-0a0001',
  day = '2026-08-31',
}: Partial<View['notices'][number]> & { readonly day?: string }): View['notices'][number] {
  const at = Date.parse(`${day}T08:00:00Z`);
  return {
    portal,
    noticeId,
    ocid,
    form: 'UK4',
    stage: 'tender',
    published: at,
    url: 'https://portal.example',
  };
}

/** The notices that the page speaks of, by what it calls them. */
const NOTICES: Readonly<Record<string, Procurement>> = {
  'one that is clearly IT': settled('strict'),
  'one that is IT': settled('balanced'),
  'one that is possibly IT': settled('broad'),
  'one that is not IT': settled(undefined),

  'one in security': categorised(['security']),
  'one in cloud': categorised(['cloud']),
  'one in software': categorised(['software']),
  'one in networks and lan-wifi': categorised(['networks'], {}, ['lan-wifi']),
  'one in security for Wales': categorised(['security'], { regions: ['UKL'] }),
  'one in security for Scotland': categorised(['security'], { regions: ['UKM'] }),
  'one in software worth £60,000': categorised(['software'], { value: sum(60_000) }),
  'one in software worth £2m': categorised(['software'], { value: sum(2_000_000) }),
  'one in software without value': categorised(['software']),
  'one in cloud that closes in three weeks': notice({ titles: ['Cloud'], deadline: closes('2026-09-22') }),
  'one in cloud that closes in three days': notice({ titles: ['Cloud'], deadline: closes('2026-09-04') }),

  'a notice that only mentions a website in its text': notice({
    descriptions: ['Documents are on the website.'],
  }),
  'a planned portal': notice({ titles: ['Portal for tenants'], stage: 'planned' }),
  'a portal out to tender': titled('Portal for tenants'),

  'one of NHS Wales Shared Services': ofBuyer('NHS Wales Shared Services Partnership'),
  'one of Cardiff Council': ofBuyer('Cardiff Council'),
  'one of Leeds City Council': ofBuyer('Leeds City Council'),
  'one without a buyer': notice(),
  'one of the NHS': ofBuyer('St Elsewhere', 'nhs'),
  'one of a council': ofBuyer('Ashcombe', 'local'),
  'one of a ministry': ofBuyer('Ministry of Silly Walks', 'central'),
  'one whose kind of buyer is not known': ofBuyer('Ashcombe'),
  'one that went to Capita': notice({ stage: 'award', suppliers: ['Capita Business Services Ltd'] }),
  'one that nobody has won': notice(),

  'one for Wales': regional('UKL'),
  'one for Cardiff': regional('UKL22'),
  'one for Swansea': regional('UKL18'),
  'one for Scotland': regional('UKM'),
  'one for the North West': regional('UKD'),
  'one for Wales and the North West': regional('UKD', 'UKL'),
  'one for the whole country': regional('UK'),
  'one that states no region': regional(),

  'one worth £20,000': notice({ value: sum(20_000) }),
  'one worth £60,000': notice({ value: sum(60_000) }),
  'one worth £2m': notice({ value: sum(2_000_000) }),
  'one worth £40,000 to £80,000': notice({ value: sum(40_000, 80_000) }),
  'one that states no value': notice(),

  'a tender': notice({ deadline: closes('2026-09-22') }),
  'a tender whose deadline is past': notice({ deadline: closes('2026-08-31') }),
  'a planned one': notice({ stage: 'planned' }),
  'an award': notice({ stage: 'award' }),

  'one that closes tomorrow': notice({ deadline: closes('2026-09-02') }),
  'one that closes in three days': notice({ deadline: closes('2026-09-04') }),
  'one that closes in three weeks': notice({ deadline: closes('2026-09-22') }),
  'one without a deadline': notice(),
  'one whose contract ends in June 2027': endsOn('2027-06-30'),
  'one whose contract ends in 2029': endsOn('2029-03-31'),
  'one that ends in June 2027, or in 2029 if extended': endsOn('2027-06-30', '2029-06-30'),
  'one that states no end': notice(),
  'one published yesterday': published('2026-08-31'),
  'one published in June': published('2026-06-10'),
  'one published in June and again yesterday': published('2026-06-10', '2026-08-31'),

  'one coded 72212000': coded('72212000'),
  'one coded 48000000': coded('48000000'),
  'one coded 45000000': coded('45000000'),

  'one on Find a Tender': onPortals('find-a-tender'),
  'one on Find a Tender and Contracts Finder': onPortals('find-a-tender', 'contracts-finder'),
  'one on Sell2Wales': onPortals('sell2wales'),

  'a call-off from G-Cloud 13': tagged('call-off', 'framework:g-cloud-13'),
  'a call-off from G-Cloud 14': tagged('call-off', 'framework:g-cloud-14'),
  'a call-off that names no framework': tagged('call-off'),
  'one that sets up a framework': tagged('framework'),
  'one without a framework': tagged(),
  'an open procedure': tagged('open'),
  'a direct award': tagged('direct-award'),
  'one that states no procedure': tagged(),
  'one above it': tagged('above-threshold'),
  'one below the threshold': tagged('below-threshold'),
  'one that does not say': tagged(),
  'one that suits SMEs': notice({ sme: true }),
  'one that does not suit SMEs': notice({ sme: false }),
  'one that suits VCSEs': notice({ vcse: true }),
  'one that does not say whom it suits': notice(),

  'notice 012345-2026': notice({ notices: [aRef({ noticeId: '012345-2026', ocid: 'ocds-h6vhtk-01ffff' })] }),
  'notice 075962-2026': notice({ notices: [aRef({ noticeId: '075962-2026', ocid: 'ocds-h6vhtk-04f5e6' })] }),
  'notice SEP400101 in Scotland': notice({
    notices: [aRef({ portal: 'public-contracts-scotland', noticeId: 'SEP400101', ocid: 'ocds-r6ebe6-1' })],
  }),
  'notice SEP400101 in Wales': notice({
    notices: [aRef({ portal: 'sell2wales', noticeId: 'SEP400101', ocid: 'ocds-kuma6s-1' })],
  }),
};

/** “A title”; one of the notices above. */
function named(cell: string | undefined): readonly string[] {
  return (cell ?? '').split('; ').filter((name) => name !== '');
}

function found(query: string, name: string): boolean {
  const title = /^“(.*)”$/.exec(name)?.[1];
  const procurement = title === undefined ? NOTICES[name] : titled(title);
  if (procurement === undefined) throw new Error(`the page names no notice of ours: ${name}`);
  return matches(parseQuery(query).query, documentOf(procurement), NOW);
}

describe('the page of the query language', () => {
  it('has its examples in tables that are run', () => {
    const tables = PAGE.match(/^\| type .*$/gm) ?? [];
    expect(tables.length).toBeGreaterThan(20);
    expect(FINDS.length).toBeGreaterThan(100);
    expect(READ.length).toBeGreaterThan(20);
    expect(MISTAKES.length).toBeGreaterThan(20);
    expect(ALERTS.length).toBeGreaterThan(1);
    // A table with other columns would be run by nobody.
    const rows = (PAGE.match(/^\|(?! *-).*$/gm) ?? []).length;
    const others = (
      PAGE.match(/^\| (?:field|category|kind of buyer|stage|portal|value) .*(?:\n\|.*)+$/gm) ?? []
    )
      .map((table) => table.split('\n').length - 1)
      .reduce((all, one) => all + one, 0);
    const run = FINDS.length + READ.length + MISTAKES.length + ALERTS.length;
    expect(rows).toBe(tables.length + run + others);
  });

  it.each(FINDS)('line $line: `$query` finds what it says, and not what it does not', ({ query, cells }) => {
    const [finds, misses] = cells;
    expect(parseQuery(query).messages).toEqual([]);
    expect(named(finds).filter((name) => !found(query, name))).toEqual([]);
    expect(named(misses).filter((name) => found(query, name))).toEqual([]);
    expect(named(finds).length).toBeGreaterThan(0);
  });

  it.each(READ)(
    'line $line: `$query` is read and said so',
    ({ query, cells: [canonical = '', sentence] }) => {
      const parsed = parseQuery(query);
      expect(parsed.messages).toEqual([]);
      expect(parsed.canonical).toBe(codeOf(canonical));
      expect(describeQuery(parsed.query)).toBe(sentence);
    },
  );

  it.each(MISTAKES)('line $line: `$query` is pointed at', ({ query, cells: [place = '', says] }) => {
    const said = parseQuery(query).messages.map(({ at, length, text }) => [
      query.slice(at, at + length),
      text,
    ]);
    expect(said).toEqual([[codeOf(place), says]]);
  });

  it.each(ALERTS)('line $line: an alert of `$query`', ({ query, cells: [asks = ''] }) => {
    expect(printQuery(openOnly(parseQuery(query).query))).toBe(codeOf(asks));
  });

  it.each([...FIELD_NAMES])('has an example of `%s:`, and says what it is', (field) => {
    const all = [...FINDS, ...READ].map(({ query }) => query.toLowerCase());
    expect(all.filter((query) => new RegExp(`(?:^|[ (-])${field}:`).test(query))).not.toEqual([]);
    expect(PAGE).toMatch(new RegExp(`^\\| \`${field}\` `, 'm'));
  });

  it('names every value that a field takes, and every other word for one', () => {
    const words = FACT_FIELDS.flatMap((field) => {
      const { values, aliases } = FACT_WORDS[field];
      return [...values, ...Object.keys(aliases)];
    });
    const regions = Object.values(REGIONS).map((name) => name.toLowerCase().replaceAll(' ', '-'));
    const all = [...words, ...regions, ...STAGES, 'open', 'any'];
    expect(all.filter((word) => !PAGE.includes(`\`${word}\``))).toEqual([]);
    const settings = [...IT_SETTINGS, 'any'].map((one) => `it:${one}`);
    const sorts = SORTS.map((one) => `sort:${one}`);
    expect([...settings, ...sorts].filter((clause) => !PAGE.includes(`\`${clause}\``))).toEqual([]);
  });

  it('gives the limits as they are', () => {
    expect(PAGE).toContain(`${LONGEST_QUERY.toLocaleString('en-GB')} characters`);
    expect(PAGE).toContain(`${MOST_TERMS} words and clauses`);
    expect(PAGE).toContain(`${MOST_BEGINNINGS} may be beginnings`);
    const deepest = Number(/nest at most (\d+) deep/.exec(PAGE)?.[1]);
    const nested = (deep: number): string => `${'('.repeat(deep)}cyber${')'.repeat(deep)}`;
    expect(parseQuery(nested(deepest)).messages).toEqual([]);
    expect(parseQuery(nested(deepest + 1)).messages).not.toEqual([]);
  });
});
