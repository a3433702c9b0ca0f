import { describe, expect, it } from 'vitest';
import { sentences } from '../base/text/tokens.ts';
import { loadTaxonomy } from '../app/load-taxonomy.ts';
import { createBoilerplateCutter, readable } from './boilerplate.ts';
import { sentenceHash } from './standing.ts';

const PHRASES = {
  portal: ['tender portal', 'hold|holds cyber essentials'],
  'contract-terms': ['option to extend'],
};

function hashes(text: string): ReadonlySet<number> {
  return new Set(sentences(text).map((sentence) => sentenceHash(sentence.words)));
}

const cut = createBoilerplateCutter(
  PHRASES,
  {},
  hashes('Our offices close early before every bank holiday.'),
);

function words(...texts: readonly string[]): readonly string[] {
  return cut(texts).map((sentence) => sentence.map(({ word }) => word).join(' '));
}

describe('cutting boilerplate', () => {
  it('takes the sentence and leaves its neighbours', () => {
    expect(words('We want laptops. See the tender portal for more. Deliver by May.')).toEqual([
      'we want laptops',
      'deliver by may',
    ]);
  });

  it('compares by stems', () => {
    expect(words('Everyone holding Cyber Essentials may bid')).toEqual([]);
  });

  it('drops a sentence that was learned as standing text, whole', () => {
    expect(
      words('We want laptops. OUR OFFICES CLOSE EARLY BEFORE EVERY BANK HOLIDAY! Deliver by May.'),
    ).toEqual(['we want laptops', 'deliver by may']);
  });

  it('cuts only around the phrase where the buyer uses no full stops', () => {
    const filler = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');
    const kept = words(`${filler} tender portal ${filler}`);

    expect(kept).toHaveLength(2);
    expect(kept[0]?.startsWith('word0 ')).toBe(true);
    expect(kept[0]?.endsWith(' word27')).toBe(true);
    expect(kept[1]?.startsWith('word18 ')).toBe(true);
    expect(kept[1]?.endsWith(' word39')).toBe(true);
  });

  it('leaves what stands before the terms of the contract', () => {
    expect(words('Supply of payroll software for three years with an option to extend by two')).toEqual([
      'supply of payroll software for three years with an',
    ]);
  });

  it('reads a sentence that two copies share once', () => {
    expect(words('New website. Build and run.', 'New website. Build and host.')).toEqual([
      'new website',
      'build and run',
      'build and host',
    ]);
  });

  it('reads no more of a text than anybody writes', () => {
    const long = 'Supply of lamps. '.repeat(60_000);

    expect(readable(long)).toHaveLength(6_000);
    expect(
      cut([`${long} Supply of laptops.`])
        .flat()
        .map(({ word }) => word),
    ).not.toContain('laptops');
  });
});

describe('the phrases that ship', () => {
  const taxonomy = loadTaxonomy();
  const shipped = createBoilerplateCutter(taxonomy.boilerplate, taxonomy.families, new Set());
  const left = (text: string): string =>
    shipped([text])
      .flat()
      .map(({ word }) => word)
      .join(' ');

  it.each([
    'To respond, register free of charge on the e-tendering portal and express your interest.',
    'Late bids will not be looked at.',
    'For further details please email the buying team.',
    'This is a contract award notice and not a call for competition.',
    'The Authority reserves the right to cancel this exercise.',
    'TUPE may apply to this contract.',
    'The winner shall hold Cyber Essentials Plus.',
    "The contractor must comply with the Council's ICT security policy and its IT rules.",
    'This notice is published on the central digital platform.',
    'All communication must be via the online platform.',
    'Documents are available electronically on the website.',
    'Bidders must disclose any use of AI or machine learning in their bid.',
    'Tenders must be submitted in Microsoft Word or PDF format.',
    'Meetings will be held via Microsoft Teams.',
    'Cyber Risk Assessment Reference RAR-9, low.',
    'Contractors must have anti-virus and firewalls.',
    'To take part, click Register interest on the website.',
  ])('cut %s', (text) => {
    expect(left(text)).toBe('');
  });

  it.each([
    ['A new patient portal for the clinic', 'a new patient portal for the clinic'],
    [
      'Contract award notice for the supply of 300 laptops',
      'contract award notice for the supply of 300 laptops',
    ],
    ['Telephony for a period of three years', 'telephony'],
    ['A helpdesk with the option to extend for a further year', 'a helpdesk with the'],
    ['People can opt in to text messages', 'people can opt in to text messages'],
    ['Supply of Microsoft Excel training', 'supply of microsoft excel training'],
    ['Telephony using Microsoft Teams', 'telephony using microsoft teams'],
    ['Cyber risk assessment of our network', 'cyber risk assessment of our network'],
    ['Writing an ICT security policy', 'writing an ict security policy'],
    ['A study of the use of AI in hospitals', 'a study of the use of ai in hospitals'],
    ['Secure access to the council network', 'secure access to the council network'],
  ])('leave what is wanted: %s', (text, kept) => {
    expect(left(text)).toBe(kept);
  });
});
