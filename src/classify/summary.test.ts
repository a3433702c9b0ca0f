import { beforeAll, describe, expect, it } from 'vitest';
import type { Token } from '../base/text/tokens.ts';
import { sentences } from '../base/text/tokens.ts';
import { loadTaxonomy } from '../app/load-taxonomy.ts';
import { createSpanKeeper } from './boilerplate.ts';
import { sentenceHash } from './standing.ts';
import { createSummary } from './summary.ts';
import type { Summarise } from './summary.ts';

const NAMED = new Set(['softwar', 'laptop', 'telephoni', 'databas']);
const weigh = (words: readonly Token[]): number => words.filter(({ stem }) => NAMED.has(stem)).length;

let summarise: Summarise;
beforeAll(() => {
  const { boilerplate, families } = loadTaxonomy();
  const [standing] = sentences('The Ashcombe procedure for laptops applies to every purchase.');
  const keep = createSpanKeeper(boilerplate, families, new Set([sentenceHash(standing?.words ?? [])]));
  summarise = createSummary({ keep, weigh });
});

function summary(title: string, description: string): readonly string[] {
  return summarise({ title, description, descriptions: [description] });
}

describe('the summary', () => {
  it('is two sentences that say what is wanted, in the order of the text', () => {
    const text = `Ashcombe lies on the coast. It has won prizes for its gardens. The Council is seeking a supplier of payroll
      software for 900 staff. Bids are opened on Monday. The contract includes moving old records and sending monthly reports.`;

    expect(summary('Payroll', text)).toEqual([
      'The Council is seeking a supplier of payroll software for 900 staff.',
      'The contract includes moving old records and sending monthly reports.',
    ]);
  });

  it('holds no standing text, instructions, contacts, links, dates or codes', () => {
    const text = `The Ashcombe procedure for laptops applies to every purchase. The Trust wishes to buy 300 laptops for nurses.
      Register on the tendering portal to see the tender documents. Questions go to laptops@example.org before noon.
      See https://example.org/laptops for laptops. Call 01234 567890 about the laptops we require. CPV: 30213100 laptops.
      The deadline for laptop tenders is 3 May 2026. Please see attached. The contract will start on 1 June 2026.`;

    expect(summary('Devices', text)).toEqual(['The Trust wishes to buy 300 laptops for nurses.']);
  });

  it.each([
    ['', ''],
    ['Supply of lamps', ''],
    ['Supply of lamps', 'Supply of lamps'],
    ['Supply of lamps', 'The Council requires a contractor for the supply of lamps.'],
    ['Supply of lamps', 'Please see attached documents.'],
    ['Supply of lamps', 'This is a contract award notice and not a call for competition.'],
    ['Supply of lamps', '45000000, 45100000, 45110000'],
    ['Supply of lamps', '!!! ??? ...'],
  ])('is empty where nothing new is said: %s / %s', (title, description) => {
    expect(summary(title, description)).toEqual([]);
  });

  it.each([
    'The documents for lamps and laptops are available electronically on the website.',
    'Laptops and databases for forty libraries are not required.',
    'Laptops for forty libraries in Wexby are out of scope, and the portal is where Wexby tells more.',
  ])('picks nothing of a sentence that standing text or a denial leaves without a wish: %s', (text) => {
    expect(summary('Laptops for libraries', text)).toEqual([]);
  });

  it('picks a sentence that wants something besides what it denies', () => {
    const text = 'The Trust requires a database of all trees in Wexby, not including bushes.';

    expect(summary('Trees', text)).toEqual([text]);
  });

  it('does not say one thing twice', () => {
    const text = `We require telephony for forty libraries in Wexby. For forty libraries in Wexby we require telephony.`;

    expect(summary('Phones', text)).toHaveLength(1);
  });

  it('strips bullets, numbers, labels and line breaks', () => {
    expect(summary('Phones', '1.2 Scope: the Trust requires   telephony\nfor forty clinics;')).toEqual([
      'the Trust requires telephony for forty clinics',
    ]);
    expect(summary('Devices', '• 40 x laptops to be supplied to Wexby Library')).toEqual([
      '40 x laptops to be supplied to Wexby Library',
    ]);
  });

  it.each([
    'We require software for approx. 40 sites, e.g. Wexby Library and St. Mary’s Hall, at 2.5 Gbit per second.',
    'Provision of telephony by Wexby Ltd. as set out under No. 3 of our plan for libraries.',
  ])('does not end a sentence at an abbreviation: %s', (text) => {
    expect(summary('Plans', text)).toEqual([text]);
  });

  it('tells a list with the sentence that opens it', () => {
    expect(
      summary('Library works', 'The services will include:\n- telephony\n- two databases\n- training.'),
    ).toEqual(['The services will include: telephony; two databases; training']);
    expect(summary('Library works', 'The services will include:')).toEqual([]);
  });

  it('cuts a long sentence at a clause, with an ellipsis', () => {
    const [first, ...more] = summary(
      'Phones',
      `The Trust is seeking a supplier of telephony for its hospitals, clinics and community teams across the county, with desk phones, softphones and a console for the switchboard, including all the cabling, porting of numbers, training of staff and support by day and night.`,
    );

    expect(more).toEqual([]);
    expect(first?.length).toBeLessThanOrEqual(240);
    expect(first).toMatch(/switchboard, including all the cabling, porting of numbers…$/);
  });

  it('finds the clause that says it in a text without full stops', () => {
    const history = 'the town grew around its harbour and later its mills '.repeat(12);
    const found = summary(
      'Phones',
      `${history}, the Council is seeking a supplier of telephony for its forty libraries, ${history}`,
    );

    expect(found[0]).toMatch(/^….*the Council is seeking a supplier of telephony for its forty libraries/);
    expect(found.every((sentence) => sentence.length <= 240)).toBe(true);
  });

  it('leaves shouting as it is', () => {
    expect(summary('PHONES', 'THE TRUST REQUIRES TELEPHONY FOR FORTY CLINICS.')).toEqual([
      'THE TRUST REQUIRES TELEPHONY FOR FORTY CLINICS.',
    ]);
  });

  it('reads another description where the first says nothing', () => {
    const descriptions = ['See attached.', 'We require a database of trees.'];

    expect(summarise({ title: 'Trees', description: 'See attached.', descriptions })).toEqual([
      'We require a database of trees.',
    ]);
  });
});

describe('hostile text', () => {
  it.each([
    ['one word', 'software '.repeat(110_000)],
    ['no space', 'a'.repeat(1_000_000)],
    ['emoji', '😀 provision of '.repeat(60_000)],
    ['markup', '<b>supply of</b> '.repeat(60_000)],
    ['lines', 'supply of laptops\n'.repeat(55_000)],
    ['dashes', `${'-'.repeat(9900)}x includes:`],
    ['openings', 'includes:\n'.repeat(100_000)],
    ['abbreviations', 'e.g. '.repeat(200_000)],
    ['Chinese', '数字化'.repeat(300_000)],
    ['halves of pairs', '\uD83D supply of software \uDE00 '.repeat(10_000)],
  ])('never throws and stays short: %s', (_, text) => {
    const found = summary('Supply of software', text);

    expect(found.length).toBeLessThanOrEqual(2);
    expect(found.every((sentence) => sentence.length <= 240)).toBe(true);
  });
});
