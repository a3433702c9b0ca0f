import { describe, expect, it } from 'vitest';
import { aClassification, aProcurement, aReason, aView } from '../../test/builders.ts';
import { LINKS, NOW, aBecause, aDigest, aMessage, anItem } from '../../test/messages.ts';
import type { MessageItem, ToldKind } from '../domain/delivery.ts';
import type { BuyerType } from '../domain/notice.ts';
import type { View } from '../domain/procurement.ts';
import { calendarAct } from './acts.ts';
import { buyerLine } from './buyer-words.ts';
import { cardOf } from './card.ts';
import { factRows } from './fact-rows.ts';
import { actsWithSee } from './item-card.tsx';
import { subjectOf } from './subject.ts';
import { subscriptionTag } from './subscription-words.ts';
import { sectionsOf } from './sections.ts';

describe('a card', () => {
  it('says in words what a supplier decides by, and why it is shown', () => {
    const card = cardOf(anItem(), NOW);
    expect(card).toMatchObject({
      badge: 'New',
      title: 'Penetration testing of the housing portal',
      buyer: 'Ashcombe Borough Council',
      value: '£120,000',
      stage: 'Open for bids',
      categories: ['Cyber security and identity'],
      regions: 'North West',
      sme: 'Suitable for SMEs, as stated',
      alsoOn: undefined,
      portal: 'Find a Tender',
      url: 'https://www.find-tender.service.gov.uk/Notice/000101-2026',
    });
    expect(card.deadline).toMatch(/^Wed 30 Sept? 2026, 12:00 \(29 days left\)$/);
    expect(card.because).toEqual([
      {
        tag: 'penetration category:security',
        words:
          "Because you asked for IT procurements that mention 'penetration' and are in the category security. Matched by: 'penetration' in the title, in the category security",
      },
      {
        tag: undefined,
        words:
          "Placed in Cyber security and identity: 'penetration testing' in the title; CPV 72810000 Computer audit services",
      },
    ]);
  });

  it('has a tag for every subscription that matched, and words for the first of them', () => {
    const because = ['a', 'b', 'c', 'd', 'e', 'f'].map((word) =>
      aBecause({ query: `lot ${word} it:balanced` }),
    );
    const classification = aClassification({ categories: [] });
    const procurement = aProcurement({ classification });
    expect(
      cardOf(anItem({ because, procurement }), NOW).because.map(({ tag, words }) => tag ?? words),
    ).toEqual(['lot a', 'lot b', 'lot c', 'Also for lot d, lot e, lot f']);
  });

  it.each([
    ['IT procurements', [], 'Because you asked for IT procurements'],
    ['Open IT procurements', [], 'Because you asked for open IT procurements'],
    ['Procurements', ['buyer-type nhs'], 'Because you asked for procurements. Matched by: bought by the NHS'],
    ['Procurements', ['nationwide'], 'Because you asked for procurements. Matched by: nationwide'],
    [
      'Procurements',
      ['sme yes', 'portal sell2wales'],
      'Matched by: suit small and medium enterprises, published on Sell2Wales',
    ],
  ])('says in English why it is shown: %s for %j', (described, reasons, words) => {
    const [first] = cardOf(anItem({ because: [aBecause({ described, reasons })] }), NOW).because;
    expect(first?.words).toContain(words);
    expect(first?.words).not.toMatch(/\w:\w/);
  });

  it('says in a channel that the channel asked', () => {
    const words = (because: ReturnType<typeof aBecause>) =>
      cardOf(anItem({ because: [because] }), NOW).because[0]?.words;
    expect(words(aBecause({ byChannel: true }))).toMatch(/^Because this channel asked for IT procurements/);
    expect(words(aBecause())).toMatch(/^Because you asked for IT procurements/);
  });

  it('says what kind of buyer it is, where that is known', () => {
    const ofType = (type: BuyerType | undefined) =>
      cardOf(
        anItem({ procurement: aProcurement({ view: aView({ buyer: { name: 'A', id: undefined, type } }) }) }),
        NOW,
      );
    expect(buyerLine(ofType('nhs'))).toBe('A (NHS)');
    expect(buyerLine(ofType('central'))).toBe('A (central government)');
    expect(buyerLine(ofType(undefined))).toBe('A');
  });

  it('says the procedure in the buyer’s words where no framework is named', () => {
    expect(cardOf(anItem(), NOW).route).toBe('Open procedure');
  });

  it('offers what can be done by a page, and nothing without pages', () => {
    const item = anItem({ procurement: aProcurement({ id: 12 }) });
    expect(cardOf(item, NOW).acts).toEqual([]);
    expect(
      cardOf(item, NOW, LINKS).acts.map(({ label, url }) => `${label} ${url.replace(LINKS.act, '')}`),
    ).toEqual([
      'Follow /follow/12',
      'Mute this /mute/12',
      'Mute buyer /mute-buyer/12',
      'Not relevant /not-relevant/12',
    ]);
    const nameless = anItem({ procurement: aProcurement({ view: aView({ buyer: undefined }) }) });
    expect(cardOf(nameless, NOW, LINKS).acts.map(({ label }) => label)).not.toContain('Mute buyer');
  });

  it('offers a calendar for a deadline that is ahead', () => {
    const dated = (deadline: View['deadline']) =>
      calendarAct(anItem({ procurement: aProcurement({ id: 12, view: aView({ deadline }) }) }), LINKS, NOW);
    expect(dated(aView().deadline)).toEqual([
      { label: 'Add the deadline to your calendar', url: `${LINKS.act}/calendar/12.ics` },
    ]);
    expect(dated({ at: NOW - 1, day: '2026-09-01', timed: true })).toEqual([]);
    expect(dated(undefined)).toEqual([]);
  });

  it('says what is not stated', () => {
    const view = aView({
      title: ' \u202E ',
      buyer: undefined,
      value: undefined,
      deadline: undefined,
      regions: [],
      sme: undefined,
    });
    const procurement = aProcurement({ view, classification: aClassification({ categories: [] }) });
    expect(cardOf(anItem({ procurement, because: [] }), NOW)).toMatchObject({
      title: '(no title)',
      buyer: 'buyer not stated',
      value: 'value not stated',
      deadline: 'no deadline stated',
      regions: 'region not stated',
      categories: [],
      sme: undefined,
      because: [],
    });
  });

  it('gives no reason that speaks against, and no category that nothing speaks for', () => {
    const against = aReason("'security guards' in the description", 'description', -1.2);
    const [own] = aClassification().categories;
    if (own === undefined) throw new Error('a classification has a category');
    const categories = [
      { ...own, reasons: [aReason("'SIEM' in the title"), against] },
      { ...own, name: 'Cloud', reasons: [against] },
    ];
    const procurement = aProcurement({ classification: aClassification({ categories }) });
    expect(cardOf(anItem({ procurement, because: [] }), NOW)).toMatchObject({
      categories: ['Cyber security and identity', 'Cloud'],
      because: [{ tag: undefined, words: "Placed in Cyber security and identity: 'SIEM' in the title" }],
    });
  });

  it('says how it is bought, what is asked and what is wanted, each once', () => {
    const tags = [
      { id: 'call-off', words: 'bought under a framework or dynamic market' },
      { id: 'open', words: 'open procedure' },
      { id: 'sme', words: 'suits small and medium enterprises' },
      { id: 'framework:g-cloud-14', words: 'call-off from G-Cloud 14' },
      { id: 'clearance:sc', words: 'asks for SC clearance' },
      { id: 'turnover:2000000', words: 'asks for a yearly turnover of £2,000,000' },
    ];
    const summary = ['The council wants yearly tests.', 'They cover\n six sites.'];
    const procurement = aProcurement({ classification: aClassification({ tags, summary }) });
    expect(cardOf(anItem({ procurement }), NOW)).toMatchObject({
      route: 'call-off from G-Cloud 14',
      demands: 'SC clearance; yearly turnover of £2,000,000',
      summary: 'The council wants yearly tests. They cover six sites.',
      sme: 'Suitable for SMEs, as stated',
    });
  });

  it.each([
    [true, true, 'Suitable for SMEs and VCSEs, as stated'],
    [true, false, 'Suitable for SMEs, as stated'],
    [false, true, 'Not suitable for SMEs, but for VCSEs, as stated'],
    [false, undefined, 'Not suitable for SMEs, as stated'],
    [undefined, true, 'Suitable for VCSEs, as stated'],
    [undefined, false, undefined],
  ])('of SMEs %s and VCSEs %s says %s', (sme, vcse, words) => {
    const procurement = aProcurement({ view: aView({ sme, vcse }) });
    expect(cardOf(anItem({ procurement }), NOW).sme).toBe(words);
  });

  it('names the other portals that carry it', () => {
    const view = aView({ portals: ['find-a-tender', 'contracts-finder'] });
    expect(cardOf(anItem({ procurement: aProcurement({ view }) }), NOW).alsoOn).toBe(
      'Also on Contracts Finder',
    );
  });

  it('warns of another deadline or value, and of nothing else, while it is open', () => {
    const [tender] = aView().notices;
    if (tender === undefined) throw new Error('a view has a notice');
    const view = aView({
      portals: ['find-a-tender', 'contracts-finder'],
      notices: [tender, { ...tender, portal: 'contracts-finder' }],
      sources: { deadline: 0, value: 0, title: 0 },
      conflicts: [
        { field: 'title', notice: 1, says: 'Pen tests' },
        { field: 'deadline', notice: 1, says: '2026-10-07T11:00:00.000Z' },
        { field: 'value', notice: 1, says: '15000000..15000000 GBP' },
      ],
    });
    const warned = (of: typeof view): readonly string[] =>
      cardOf(anItem({ procurement: aProcurement({ view: of }) }), NOW).warnings;
    expect(warned(view).map((words) => words.replace('Sept', 'Sep'))).toEqual([
      'Contracts Finder gives another deadline: Wed 7 Oct 2026, 12:00 (published Tue 1 Sep 2026)',
      'Contracts Finder gives another value: £150,000 (published Tue 1 Sep 2026)',
    ]);
    expect(warned({ ...view, stage: 'award' })).toHaveLength(1);
    expect(warned({ ...view, conflicts: [] })).toEqual([]);
  });

  it('names two at most that it may be the same as', () => {
    const other = { title: 'Pen tests', url: 'https://example.org/12', portal: 'contracts-finder' } as const;
    expect(
      cardOf(anItem({ possibly: [{ ...other, url: 'javascript:1' }, other, other] }), NOW).possibly,
    ).toEqual([
      { words: 'Pen tests (Contracts Finder)', url: undefined },
      { words: 'Pen tests (Contracts Finder)', url: 'https://example.org/12' },
    ]);
  });

  it('names the framework only where data says so', () => {
    const named = (by: 'data' | 'text'): string | undefined => {
      const view = aView({ relations: [{ kind: 'framework', key: 'ocid:ocds-h6vhtk-02f3a1', by }] });
      return cardOf(anItem({ procurement: aProcurement({ view }) }), NOW).framework;
    };
    expect(named('data')).toBe('ocds-h6vhtk-02f3a1');
    expect(named('text')).toBeUndefined();
  });

  it('counts no days to the deadline of what is over', () => {
    const view = aView({ stage: 'closed', outcome: 'cancelled' });
    const card = cardOf(anItem({ procurement: aProcurement({ view }), kind: 'cancelled' }), NOW);
    expect(card).toMatchObject({ badge: 'Cancelled', stage: 'Cancelled' });
    expect(card.deadline).toMatch(/^Wed 30 Sept? 2026, 12:00$/);
  });
});

describe('where a card leads', () => {
  const [tender] = aView().notices;
  if (tender === undefined) throw new Error('a view has a notice');
  const notices = [
    tender,
    {
      ...tender,
      noticeId: '000107-2026',
      stage: 'award' as const,
      published: tender.published + 30 * 86_400_000,
      url: 'https://www.find-tender.service.gov.uk/Notice/000107-2026',
    },
    {
      ...tender,
      portal: 'contracts-finder' as const,
      noticeId: 'a1b2',
      stage: 'award' as const,
      published: tender.published + 31 * 86_400_000,
      url: 'https://www.contractsfinder.service.gov.uk/Notice/a1b2',
    },
  ];
  const view = aView({ stage: 'award', portals: ['find-a-tender', 'contracts-finder'], notices });
  const led = (kind: ToldKind, with_: Partial<View> = {}) => {
    const card = cardOf(anItem({ kind, procurement: aProcurement({ view: { ...view, ...with_ } }) }), NOW);
    return actsWithSee(card)[0];
  };

  it('is the notice that brought an award, with its day; of the portal that is believed first', () => {
    expect(led('awarded')?.url).toBe('https://www.find-tender.service.gov.uk/Notice/000107-2026');
    expect(led('awarded')?.label).toMatch(/^See on Find a Tender, published Thu 1 Oct 2026$/);
  });

  it('is another portal where only that one says so, and then says which portals have it besides', () => {
    const elsewhere = notices.filter(({ noticeId }) => noticeId !== '000107-2026');
    expect(led('awarded', { notices: elsewhere })?.url).toBe(
      'https://www.contractsfinder.service.gov.uk/Notice/a1b2',
    );
    const item = anItem({
      kind: 'awarded',
      procurement: aProcurement({ view: { ...view, notices: elsewhere } }),
    });
    expect(cardOf(item, NOW)).toMatchObject({ portal: 'Contracts Finder', alsoOn: 'Also on Find a Tender' });
  });

  it('is what is believed first for what is new', () => {
    expect(led('new')).toEqual({ label: 'See on Find a Tender', url: view.url });
  });
});

describe('what is not stated', () => {
  const rowsOf = (with_: Partial<View>, kind: ToldKind = 'new') =>
    factRows(cardOf(anItem({ kind, procurement: aProcurement({ view: aView(with_) }) }), NOW));
  const nothing = { value: undefined, regions: [], sme: undefined, procedure: undefined };

  it('stands on one line but for the value, and on none where all is stated', () => {
    const rows = rowsOf(nothing);
    expect(rows.at(-1)).toEqual(['Not stated', 'where, SMEs, route']);
    expect(rows).toContainEqual(['Value', 'not stated']);
    expect(rowsOf({}).map(([label]) => label)).not.toContain('Not stated');
  });

  it('asks of what is over for nothing that only a bidder needs', () => {
    expect(rowsOf(nothing, 'awarded').at(-1)).toEqual(['Not stated', 'where']);
  });
});

describe('a subscription in a mail', () => {
  it.each([
    ['cyber it:balanced', 'cyber'],
    ['it:balanced', 'all IT'],
    ['it:balanced region:wales', 'region:wales'],
    ['cyber it:broad', 'cyber it:broad'],
    ['000101-2026 it:balanced', 'followed'],
    ['buyer:"NHS Wales" it:any', 'followed'],
    ['penetration category:security region:wales it:balanced', 'penetration category:security…'],
  ])('%s is called %s', (query, tag) => {
    expect(subscriptionTag(query)).toBe(tag);
  });
});

function about(title: string, kind: ToldKind = 'new'): string {
  return subjectOf(
    aMessage({ items: [anItem({ kind, procurement: aProcurement({ view: aView({ title }) }) })] }),
  );
}

function titles(item: Partial<MessageItem>): string[] {
  return sectionsOf(aDigest({ items: [anItem(item)] })).map(({ title }) => title);
}

describe('a subject', () => {
  const base = (title: string): string => about(title).replace(/^Due 30 Sept?: /, '');

  it('begins with the deadline, while there is one ahead', () => {
    expect(about('Wi-Fi for libraries')).toMatch(
      /^Due 30 Sept?: Wi-Fi for libraries – Ashcombe Borough Council$/,
    );
    const past = anItem({
      procurement: aProcurement({
        view: aView({ title: 'Wi-Fi', deadline: { at: NOW - 1, day: '2026-09-01', timed: true } }),
      }),
    });
    expect(subjectOf(aMessage({ items: [past] }))).toBe('Wi-Fi – Ashcombe Borough Council');
    const undated = anItem({ procurement: aProcurement({ view: aView({ deadline: undefined }) }) });
    expect(subjectOf(aMessage({ items: [undated] }))).toMatch(/^Penetration/);
  });

  it('gives to the title what its buyer leaves free, and to the buyer what the title does', () => {
    const by = (title: string, buyer: string): string =>
      subjectOf(
        aMessage({
          items: [
            anItem({
              kind: 'cancelled',
              procurement: aProcurement({ view: aView({ title, buyer: { name: buyer, id: undefined } }) }),
            }),
          ],
        }),
      ).replace('Cancelled: ', '');
    const long = 'Penetration testing of every web application of the county and its schools';
    expect(by(long, 'Ash')).toBe('Penetration testing of every web application o… – Ash');
    expect(by('Wi-Fi', 'Ministry of Housing, Communities and Local Government')).toBe(
      'Wi-Fi – Ministry of Housing, Communities and Local G…',
    );
  });

  it.each([
    ['changed', 'Updated: '],
    ['cancelled', 'Cancelled: '],
    ['awarded', 'Awarded: '],
  ] as const)('of what was %s keeps its base behind a prefix, long or short', (kind, prefix) => {
    for (const title of ['Wi-Fi for libraries', 'A very long title '.repeat(20)])
      expect(about(title, kind)).toBe(`${prefix}${base(title)}`);
  });

  it('keeps the buyer when the title is long', () => {
    const subject = about('A very long title '.repeat(20), 'cancelled');
    expect(subject.length).toBeLessThanOrEqual(70);
    expect(subject).toMatch(/^Cancelled: A very long title A very.*… – Ashcombe Borough Counc/);
  });

  it('of a digest counts what matters most first and says which digest it is', () => {
    expect(subjectOf(aDigest())).toBe('8 procurements: 1 closing soon, 2 changed, 2 new (weekly digest)');
    expect(subjectOf(aDigest({ items: [anItem()], cadence: 'daily' }))).toBe(
      '1 procurement: 1 new (daily digest)',
    );
    expect(subjectOf(aDigest({ items: [] }))).toBe('Nothing new (weekly digest)');
    expect(subjectOf(aMessage({ kind: 'summary', items: [anItem(), anItem()] }))).toBe(
      '2 procurements: 2 new (summary)',
    );
  });
});

describe('the sections of a digest', () => {
  it('stand in order of urgency, each by deadline', () => {
    expect(
      sectionsOf(aDigest()).map(({ title, items }) => [
        title,
        ...items.map((item) => item.procurement.view.title),
      ]),
    ).toEqual([
      ['Closing soon', 'Wi-Fi for libraries, in five days'],
      ['Changed or cancelled', 'Contact centre telephony', 'Cloud hosting whose deadline moved'],
      ['New', 'Penetration testing, sooner', 'Security operations centre, later'],
      ['Coming up: market engagement and plans', 'Talk to us about telecare'],
      ['Awarded', 'Laptops for the fire service'],
      ['Open when you subscribed', 'Open before you came: case management'],
    ]);
  });

  it('part what is new by category, the one first whose first deadline is', () => {
    const at = (day: number, ...names: string[]) => {
      const deadline = { at: NOW + day * 86_400_000, day: '2026-09-30', timed: true };
      const categories = names.map((name) => ({ slug: name, name, score: 0.9, reasons: [] }));
      return anItem({
        procurement: aProcurement({
          id: day,
          view: aView({ deadline }),
          classification: aClassification({ categories }),
        }),
      });
    };
    const items = [at(40, 'Cloud'), at(30, 'Data', 'Cloud'), at(20, 'Cloud', 'Data'), at(50)];
    const digest = aDigest({ items });
    expect(
      sectionsOf(digest).map(({ title, items: of }) => [
        title,
        ...of.map(({ procurement }) => procurement.id),
      ]),
    ).toEqual([
      ['New: Cloud', 20, 40],
      ['New: Data', 30],
      ['New: in no category', 50],
    ]);
    expect(subjectOf(digest)).toBe('4 procurements: 4 new (weekly digest)');
  });

  it('put what closes within a week first, whatever it is told as, but not what is over', () => {
    const soon = { at: NOW + 6 * 86_400_000, day: '2026-09-07', timed: true };
    expect(
      titles({ kind: 'offered', procurement: aProcurement({ view: aView({ deadline: soon }) }) }),
    ).toEqual(['Closing soon']);
    expect(
      titles({ kind: 'changed', procurement: aProcurement({ view: aView({ deadline: soon }) }) }),
    ).toEqual(['Closing soon']);
    const over = aView({ deadline: soon, stage: 'closed', outcome: 'cancelled' });
    expect(titles({ kind: 'cancelled', procurement: aProcurement({ view: over }) })).toEqual([
      'Changed or cancelled',
    ]);
  });
});
