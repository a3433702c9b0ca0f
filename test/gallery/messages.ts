import type { DeliveryKind, Message, MessageItem } from '../../src/domain/delivery.ts';
import type { Procurement } from '../../src/domain/procurement.ts';
import { aClassification, aProcurement, aReason, aView } from '../builders.ts';
import { LINKS, NOW, aBecause, aDigest, aMessage, aNoticeToTheOperator, anItem } from '../messages.ts';

/** A message of the gallery, under a name that is a file's, too. */
export interface Exhibit {
  readonly name: string;
  readonly message: Message;
}

export const FOOTER = {
  name: 'Bell & Co',
  postal: '1 High Street\nLeeds LS1 1AA',
  email: 'ops@bell.example',
};

const DAY = 86_400_000;
/** A week of London time, to eight o'clock on a Monday. */
const WEEK = {
  from: Date.parse('2026-08-24T07:00:00Z'),
  to: Date.parse('2026-08-31T07:00:00Z'),
  due: Date.parse('2026-08-31T07:00:00Z'),
  isLate: false,
};

/** Every message, first as it commonly is, then with hostile words wherever somebody else's words may stand. */
export function exhibits(): readonly Exhibit[] {
  const ordinary = [...lists(), ...alerts(), ...sentences()];
  return [
    ...ordinary,
    ...ordinary.map(({ name, message }) => ({ name: `hostile-${name}`, message: hostile(message) })),
    { name: 'digest-of-2000', message: linked(ofTwoThousand()) },
  ];
}

function linked(message: Message): Message {
  return { ...message, links: LINKS };
}

function alerts(): readonly Exhibit[] {
  const item = anItem({ procurement: detailed() });
  const kinds: readonly (readonly [string, MessageItem])[] = [
    ['new', item],
    [
      'changed',
      {
        ...item,
        kind: 'changed',
        changes: [
          { field: 'deadline', was: '2026-09-25', now: '2026-09-30T11:00:00.000Z' },
          { field: 'value', was: '', now: '12000000..12000000 GBP' },
          { field: 'documents', was: '2 #1f2e3d4c', now: '3 #1f2e3d4d' },
        ],
      },
    ],
    [
      'cancelled',
      {
        ...item,
        kind: 'cancelled',
        procurement: with_(item.procurement, { stage: 'closed', outcome: 'cancelled' }),
        changes: [{ field: 'stage', was: 'tender', now: 'closed:cancelled' }],
      },
    ],
    [
      'awarded',
      {
        ...item,
        kind: 'awarded',
        procurement: with_(item.procurement, { stage: 'award', suppliers: ['Brindle Systems Ltd'] }),
      },
    ],
    [
      'closing',
      {
        ...item,
        kind: 'closing',
        procurement: with_(item.procurement, {
          deadline: { at: NOW + 2 * DAY + 3 * 3_600_000, day: '2026-09-03', timed: true },
        }),
      },
    ],
    ['not-open', { ...item, notOpenToYou: 'G-Cloud 14' }],
  ];
  return kinds.map(([name, one]) => ({ name: `alert-${name}`, message: linked(aMessage({ items: [one] })) }));
}

function with_(of: Procurement, view: Partial<Procurement['view']>): Procurement {
  return { ...of, view: { ...of.view, ...view } };
}

/** The one of the digest that states the most, on two portals that differ. */
function detailed(): Procurement {
  const stated = aDigest().items.find(({ procurement }) => procurement.view.title.includes('sooner'));
  const [tender] = aView().notices;
  if (stated === undefined || tender === undefined) throw new Error('the builders have changed');
  return with_(
    { ...stated.procurement, id: 12 },
    {
      title: 'Penetration testing of public web applications',
      buyer: { name: 'Ashcombe Borough Council', id: undefined, type: 'local' },
      portals: ['find-a-tender', 'contracts-finder'],
      notices: [tender, { ...tender, portal: 'contracts-finder' }],
      sources: { value: 0 },
      conflicts: [{ field: 'value', notice: 1, says: '15000000..15000000 GBP' }],
    },
  );
}

function lists(): readonly Exhibit[] {
  const { items } = aDigest();
  const hosting = aBecause({
    subscriptionId: 7,
    query: 'hosting',
    described: "Open IT procurements in Wales or nationwide that mention 'hosting'",
    reasons: ["'hosting' in the title", 'nationwide'],
  });
  const both = items.map((item, place) =>
    place % 3 === 0 ? { ...item, because: [...item.because, hosting] } : item,
  );
  const tagged = [
    ...both,
    anItem({ procurement: detailed(), notOpenToYou: 'G-Cloud 14', because: [hosting] }),
    anItem({ procurement: hostingProcurement(), because: [hosting] }),
  ];
  const troubles = [
    'Sell2Wales could not be reached since Tuesday 25 Aug, 14:00. What it published since is missing here.',
  ];
  const weekly = aDigest({ items: tagged, troubles, period: WEEK });
  return [
    { name: 'digest-weekly', message: linked(weekly) },
    {
      name: 'digest-daily',
      message: linked(
        aDigest({ cadence: 'daily', items: items.slice(2, 4), period: { ...WEEK, from: WEEK.to - DAY } }),
      ),
    },
    { name: 'digest-late', message: linked({ ...weekly, items, period: { ...WEEK, to: Date.parse('2026-09-01T08:30:00Z'), isLate: true } }) },
    { name: 'digest-without-links', message: weekly },
    { name: 'summary', message: linked(aMessage({ kind: 'summary', items: both })) },
  ];
}

function hostingProcurement(): Procurement {
  const named = { slug: 'cloud', name: 'Cloud and hosting', score: 0.9 };
  return aProcurement({
    id: 13,
    view: aView({
      title: 'Hosting of the patient record',
      buyer: { name: 'Ashcombe NHS Trust', id: undefined, type: 'nhs' },
      regions: ['UKL'],
      sme: undefined,
      value: undefined,
    }),
    classification: aClassification({
      categories: [{ ...named, reasons: [aReason("'hosting' in the title")] }],
    }),
  });
}

function ofTwoThousand(): Message {
  const items = Array.from({ length: 2_000 }, (_, place) =>
    anItem({
      procurement: aProcurement({ id: place + 1, view: aView({ title: `Tests of portal ${place + 1}` }) }),
    }),
  );
  return aDigest({ items, period: WEEK });
}

/** Messages that say sentences, with pages about them where their reader has subscriptions. */
function sentences(): readonly Exhibit[] {
  const quiet = said('quiet', [
    'All quiet: nothing new for you this week',
    'All portals were read, and nothing they published meets your subscriptions.',
    'You asked to be told of that, too.',
  ]);
  return [
    { name: 'quiet', message: linked({ ...quiet, cadence: 'weekly', period: WEEK }) },
    {
      name: 'broad',
      message: linked(
        said('broad', [
          "Your subscription brings 140 a week: IT procurements that mention 'service'",
          'So many are hard to read, so it comes as a digest from now on.',
          'A place, a category or a word more would make it narrower.',
        ]),
      ),
    },
    {
      name: 'nudge',
      message: linked(
        said('nudge', [
          "Nothing new since Wed 3 Jun 2026: IT procurements that mention 'mainframe'",
          'You need do nothing to keep it: you hear of the next match as before.',
        ]),
      ),
    },
    {
      name: 'paused',
      message: linked(
        said('paused', [
          'Your tender alerts were paused',
          'Our mail to you came back: the mailbox was full.',
          'They go on by themselves as soon as a mail reaches you.',
        ]),
      ),
    },
    { name: 'confirmation', message: confirmation() },
    {
      name: 'manage',
      message: {
        ...said('manage', [
          'Your link to manage your tender alerts',
          'Here you can change, pause or end what you get. The link works for seven days.',
        ]),
        button: { label: 'Manage my tender alerts', url: LINKS.manage },
      },
    },
    {
      name: 'test',
      message: said('test', ['A test from your tenderbell', 'If you can read this, mail from it arrives.']),
    },
    { name: 'operator', message: aNoticeToTheOperator() },
  ];
}

function said(kind: DeliveryKind, words: NonNullable<Message['words']>): Message {
  return aMessage({ kind, items: [], words });
}

function confirmation(): Message {
  return {
    ...said('confirmation', [
      'Please confirm your tender alerts',
      "You, or somebody in your name, asked for a weekly digest of IT procurements in Wales or nationwide that mention 'hosting'.",
      'By pressing the button you agree that Bell & Co stores this address and what you asked for, and writes to you about it until you unsubscribe, which every mail lets you do.',
      'The button works for seven days.',
    ]),
    button: {
      label: 'Yes, send me this',
      url: `https://bell.example/c/${'Confirm'.padEnd(43, 'c')}`,
    },
  };
}

const HOSTILE = [
  '<script>alert(1)</script>"><img src=x onerror=alert(1)>',
  '</style></title><h1>Pay here</h1> {{constructor}} ${x} %s',
  'Evil\r\nBcc: evil@x.example\r\n\r\nbody \u0000 \u2028 end',
  'pay \u202E000,1£\u202C now 👨‍👩‍👧 Z\u0301\u0323\u0301\u0323a\u0301lgo',
  'Donaudampfschifffahrtsgesellschaft'.repeat(12),
  'https://evil.example/?a=1&b=2#<x> '.repeat(20),
];

/** The same with hostile words in place of every word that a portal, a form or the operator wrote. */
function hostile(message: Message): Message {
  let turn = 0;
  const evil = (): string => HOSTILE[turn++ % HOSTILE.length] ?? '';
  return {
    ...message,
    items: message.items.map((item) => hostileItem(item, evil)),
    troubles: message.troubles.map(evil),
    ...(message.words === undefined ? {} : { words: [evil(), ...message.words.slice(1).map(evil), evil()] }),
    ...(message.button === undefined ? {} : { button: { ...message.button, label: evil() } }),
  };
}

function hostileItem(item: MessageItem, evil: () => string): MessageItem {
  const { view, classification } = item.procurement;
  const [category] = classification.categories;
  const reasons = [{ words: evil(), place: 'title' as const, contribution: 2 }];
  return {
    ...item,
    changes: item.changes.map(({ field }) => ({ field, was: evil(), now: evil() })),
    because: item.because.map((one) => ({ ...one, described: evil(), reasons: [evil(), evil()] })),
    ...(item.notOpenToYou === undefined ? {} : { notOpenToYou: evil() }),
    possibly: [
      { title: evil(), url: 'javascript:alert(1)', portal: undefined },
      { title: evil(), url: 'https://a.example/"><script>', portal: 'contracts-finder' },
    ],
    procurement: {
      ...item.procurement,
      view: {
        ...view,
        title: evil(),
        buyer: { name: evil(), id: undefined, type: 'other' },
        suppliers: view.suppliers.map(evil),
        regions: ['UKL', evil()],
        procedure: evil(),
        url: 'https://a.example/"onmouseover="alert(1)',
      },
      classification: {
        ...classification,
        categories: category === undefined ? [] : [{ ...category, name: evil(), reasons }],
        tags: [
          { id: 'framework:evil', words: evil() },
          { id: 'clearance:sc', words: evil() },
        ],
        summary: [evil()],
      },
    },
  };
}
