import { describe, expect, it } from 'vitest';
import { aClassification, aNotice, aReason, aView } from '../../test/builders.ts';
import { NOW } from '../../test/messages.ts';
import type { View } from '../domain/procurement.ts';
import type { Brief, Story } from '../domain/story.ts';
import { storyLines } from './story-lines.ts';

const [tender] = aView().notices;
if (tender === undefined) throw new Error('a view has a notice');
const copy = {
  ...tender,
  portal: 'contracts-finder',
  noticeId: 'a1b2',
  ocid: 'ocds-b5fd17-1',
  form: 'tender',
  published: tender.published + 86_400_000,
  url: 'https://www.contractsfinder.service.gov.uk/notice/a1b2',
} as const;

function aStory(view: Partial<View> = {}, with_: Partial<Omit<Story, 'held'>> = {}): Story {
  return {
    held: { id: 7, view: aView(view), classification: aClassification(), versions: [aNotice()] },
    history: [],
    links: [],
    linkedFrom: [],
    possibly: [],
    joinedBecause: [],
    ...with_,
  };
}

const twoPortals: Partial<View> = {
  portals: ['find-a-tender', 'contracts-finder'],
  notices: [tender, copy],
  sources: { buyer: 0, deadline: 0, value: 1, regions: 0 },
  conflicts: [
    { field: 'title', notice: 1, says: 'Pen tests' },
    { field: 'deadline', notice: 1, says: '2026-10-07' },
    { field: 'value', notice: 0, says: '15000000..15000000 GBP' },
    { field: 'sme', notice: 1, says: 'no' },
  ],
};

const other: Brief = {
  id: 12,
  title: 'Cyber services framework',
  buyer: 'Brackwell Purchasing Organisation',
  portal: 'find-a-tender',
  url: 'https://example.org/12',
};
const tie = { a: tender, b: copy, confidence: 0.964, reasons: ['same buyer', 'same deadline day'] };

describe('a procurement in the terminal', () => {
  it('is shown label by label, its notices and what happened last', () => {
    const event = {
      seq: 9,
      procurementId: 7,
      kind: 'deadline-later' as const,
      portal: tender.portal,
      noticeId: tender.noticeId,
      published: NOW,
      at: NOW,
      silent: false,
      changes: [{ field: 'deadline' as const, was: '2026-09-25', now: '2026-09-30T11:00:00.000Z' }],
    };
    const lines = storyLines(aStory({}, { history: [event] }), NOW);
    expect(lines[0]).toBe('#7  Penetration testing of the housing portal');
    expect(lines).toContain('Buyer       Ashcombe Borough Council');
    expect(lines).toContain('Contract    Sun 1 Nov 2026 to Tue 31 Oct 2028');
    expect(lines).toContain("  because   Cyber security and identity: 'penetration testing' in the title");
    const rest = lines.slice(lines.indexOf('Notices'));
    expect(rest[1]).toMatch(
      /^ {2}Tue 1 Sept? 2026 +tender +Find a Tender {2}UK4 {2}https:\/\/www\.find-tender/,
    );
    expect(rest.slice(2, 4)).toEqual(['', 'What happened']);
    expect(rest[4]).toMatch(
      /^ {2}event 9 {2}Tue 1 Sept? 2026, 10:00 {2}deadline-later {2}Deadline: by the end of Fri 25 Sept? 2026, time not stated → Wed 30 Sept? 2026, 12:00$/,
    );
    expect(rest).toHaveLength(5);
  });

  it('says what is wanted, why it is of its kinds or not, and what is stated of how it is bought', () => {
    const [own] = aClassification().categories;
    if (own === undefined) throw new Error('a classification has a category');
    const against = aReason("'guards' in the description", 'description', -1);
    const classification = aClassification({
      it: 0.714,
      setting: 'balanced',
      categories: [{ ...own, reasons: [...own.reasons, against] }],
      subcategories: ['penetration-testing'],
      tags: [
        { id: 'call-off', words: 'bought under a framework or dynamic market' },
        { id: 'sme', words: 'suits small and medium enterprises' },
        { id: 'insurance:cyber:1000000', words: 'asks for cyber insurance of £1,000,000' },
      ],
      summary: ['Yearly tests are wanted.', 'Six sites are covered.'],
    });
    const story = aStory();
    const lines = storyLines({ ...story, held: { ...story.held, classification } }, NOW);
    const from = lines.indexOf('Summary     Yearly tests are wanted.');
    expect(
      lines.slice(
        from + 1,
        lines.findIndex((one) => one.startsWith('Link')),
      ),
    ).toEqual([
      '            Six sites are covered.',
      'CPV         72810000',
      'IT          yes (0.71), but not in the setting strict',
      'Categories  Cyber security and identity',
      "  because   Cyber security and identity: 'penetration testing' in the title",
      '  because   Cyber security and identity: CPV 72810000 Computer audit services',
      "  against   Cyber security and identity: 'guards' in the description",
      'Subcategory penetration-testing',
      'Tags        bought under a framework or dynamic market; asks for cyber insurance of £1,000,000',
    ]);
  });

  it('says why it is not IT where it is not', () => {
    const story = aStory();
    const classification = aClassification({
      it: 0.041,
      setting: undefined,
      categories: [],
      reasons: [aReason("'roofs' in the title", 'title', -2)],
    });
    const lines = storyLines({ ...story, held: { ...story.held, classification } }, NOW);
    const from = lines.indexOf('IT          no (0.04)');
    expect(lines[from + 1]).toBe("  against   'roofs' in the title");
  });

  it('says where each field is from, and what others say, where two portals speak', () => {
    const lines = storyLines(aStory(twoPortals), NOW);
    expect(lines[1]).toBe('            Contracts Finder says “Pen tests”');
    expect(lines).toContain('Buyer       Ashcombe Borough Council  [Find a Tender]');
    const value = lines.indexOf('Value       £120,000  [Contracts Finder]');
    expect(lines[value + 1]).toBe('            Find a Tender says £150,000');
    expect(lines.find((one) => one.includes('Oct 2026'))).toMatch(
      /^ {12}Contracts Finder says by the end of Wed 7 Oct 2026/,
    );
    expect(lines).toContain('            Contracts Finder says not suitable for SMEs');
  });

  it('tells another notice of the same portal from another portal', () => {
    const lines = storyLines(
      aStory({
        notices: [tender, { ...tender, noticeId: '000102-2026' }],
        sources: { value: 1 },
        conflicts: [{ field: 'value', notice: 0, says: '100..100 GBP' }],
      }),
      NOW,
    );
    expect(lines).toContain('            Another notice on Find a Tender says £1');
    expect(lines).toContain('Value       £120,000');
  });

  it('says when the contract ends, extended or not, and how far to trust it', () => {
    const ends = { day: '2028-10-31', latest: '2030-10-31', by: 'stated', confidence: 'high' } as const;
    expect(storyLines(aStory({ ends }), NOW)).toContain(
      'Ends        31 October 2028, or 31 October 2030 if extended (high confidence)',
    );
  });

  it('says how each notice ended, and how often it was written anew', () => {
    const ended = aNotice({ stage: 'closed', outcome: 'cancelled' });
    const story = aStory({ notices: [{ ...tender, stage: 'closed' }] });
    const lines = storyLines(
      { ...story, held: { ...story.held, versions: [{ ...ended, published: 1 }, ended] } },
      NOW,
    );
    expect(lines.at(-1)).toMatch(/2026 +cancelled +Find a Tender {2}UK4 {2}version 2 {2}https/);
  });

  it('names what it is linked with, held or not', () => {
    const framework = { kind: 'framework', key: 'ocid:ocds-h6vhtk-02f3a1', by: 'data' } as const;
    const lines = storyLines(
      aStory(
        {},
        {
          links: [
            { ...framework, to: [other] },
            { kind: 'replaces', key: 'notice:find-a-tender:000007-2022', by: 'text', to: [] },
            { kind: 'retries', key: 'ocid:ocds-h6vhtk-02f3a2', by: 'data', to: [] },
          ],
          linkedFrom: [{ kind: 'replaces', from: { ...other, id: 99, buyer: undefined } }],
        },
      ),
      NOW,
    );
    const first = lines.findIndex((one) => one.startsWith('Framework'));
    expect(lines.slice(first, first + 4)).toEqual([
      'Framework   #12  Cyber services framework – Brackwell Purchasing Organisation',
      'Replaces    000007-2022 on Find a Tender, not held here (as its text says)',
      'Retries     ocds-h6vhtk-02f3a2, not held here',
      'Replaced by #99  Cyber services framework',
    ]);
  });

  it('says what it may be the same as, and why its notices are one', () => {
    const lines = storyLines(aStory({}, { possibly: [{ other, tie }], joinedBecause: [tie] }), NOW);
    expect(lines.slice(-5)).toEqual([
      'Possibly the same (`tenderbell join 7 …` says that one is)',
      '  #12  Cyber services framework – Brackwell Purchasing Organisation  (96 % sure: same buyer, same deadline day)',
      '',
      'Joined because (`tenderbell split 7 …` says otherwise)',
      '  Find a Tender 000101-2026 and Contracts Finder a1b2: 96 % sure: same buyer, same deadline day',
    ]);
  });

  it('names ten of a hundred call-offs', () => {
    const linkedFrom = Array.from({ length: 100 }, (_, id) => ({
      kind: 'framework' as const,
      from: { ...other, id },
    }));
    const lines = storyLines(aStory({}, { linkedFrom }), NOW);
    expect(lines.filter((one) => one.startsWith('Call-off'))).toHaveLength(10);
    expect(lines).toContain('            and 90 more');
  });
});
