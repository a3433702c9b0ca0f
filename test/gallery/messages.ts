import type { DeliveryKind, Message, MessageItem } from '../../src/domain/delivery.ts';
import type { PortalState } from '../../src/domain/ports.ts';
import type { Procurement } from '../../src/domain/procurement.ts';
import type { Subscription } from '../../src/domain/subscription.ts';
import { troublesOf } from '../../src/app/troubles.ts';
import { broadWords } from '../../src/flows/broad.ts';
import { nudgeLines } from '../../src/flows/nudge.ts';
import { pausedLines } from '../../src/flows/pause-notice.ts';
import { quietLines } from '../../src/flows/quiet-notice.ts';
import { operatorLines } from '../../src/flows/tell-operator.ts';
import { parseQuery } from '../../src/match/parse.ts';
import { aClassification, aProcurement, aReason, aView } from '../builders.ts';
import { LINKS, NOW, aBecause, aDigest, aMessage, aSubscription, anItem } from '../messages.ts';

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
export async function exhibits(): Promise<readonly Exhibit[]> {
  const ordinary = [...lists(), ...alerts(), ...(await aboutSubscriptions()), ...sentences()];
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
        procurement: with_(item.procurement, { deadline: aView().deadline }),
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
    {
      name: 'digest-late',
      message: linked({
        ...weekly,
        items,
        period: { ...WEEK, to: Date.parse('2026-09-01T08:30:00Z'), isLate: true },
      }),
    },
    { name: 'digest-without-links', message: weekly },
    {
      name: 'digest-first',
      message: linked({ ...aDigest({ items: firstItems(items), period: WEEK }), openBesides: 21 }),
    },
    { name: 'summary', message: linked(aMessage({ kind: 'summary', items: both })) },
  ];
}

/** What somebody is offered who has just subscribed. */
function firstItems(items: readonly MessageItem[]): readonly MessageItem[] {
  const open = items.filter(({ kind }) => kind === 'new' || kind === 'offered');
  return open.map((item) => ({ ...item, kind: 'offered', changes: [] }));
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

const SUBSCRIPTION = { ...aSubscription(), createdAt: Date.parse('2026-06-03T09:00:00Z') };

function portalRead(portal: PortalState['portal'], lastSuccessAt: number): PortalState {
  return {
    portal,
    firstPassAt: 0,
    seededAt: 0,
    readTo: lastSuccessAt,
    lastAttemptAt: lastSuccessAt,
    lastSuccessAt,
    misses: 0,
    lastFault: undefined,
    pausedUntil: undefined,
    releases: 1,
    rejects: 0,
  };
}

type Words = NonNullable<Message['words']>;

/** In their own words: what the flows say of a subscription and of the portals. */
async function aboutSubscriptions(): Promise<readonly Exhibit[]> {
  const deps = { queryOf: (text: string) => parseQuery(text).query };
  const other = { ...SUBSCRIPTION, id: 7, query: 'hosting region:wales it:balanced' };
  const known = (one: Subscription) => ({
    subscriptions: { byIds: () => Promise.resolve([one]), ofSubscriber: () => Promise.resolve([one]) },
  });
  const quiet = async (lastSuccessAt: number): Promise<Words | undefined> =>
    await quietLines(
      {
        subscriptions: { ofSubscriber: () => Promise.resolve([SUBSCRIPTION, other]) },
        portals: {
          states: () =>
            Promise.resolve([
              portalRead('find-a-tender', lastSuccessAt),
              portalRead('contracts-finder', WEEK.to - 9 * 60_000),
            ]),
        },
        deliveries: { records: () => Promise.resolve([]) },
        ledger: { of: () => Promise.resolve([]) },
      },
      { subscriberId: 1, createdAt: WEEK.to },
      { ...deps, period: WEEK, troubles: troublesOf, clock: { now: () => WEEK.to } },
    );
  const paused = { ...SUBSCRIPTION, state: 'paused', reason: 'your invoice is open' } as const;
  const narrower = [
    { query: 'penetration category:security region:wales it:balanced', volume: { perWeek: 12.4 } },
    { query: 'penetration category:security it:strict', volume: { perWeek: 41 } },
  ];
  const all: readonly (readonly [string, DeliveryKind, Words | undefined])[] = [
    ['quiet', 'quiet', await quiet(WEEK.to - 12 * 60_000)],
    ['quiet-unread', 'quiet', await quiet(WEEK.to - 3 * DAY)],
    ['broad', 'broad', broadWords(SUBSCRIPTION, { told: 140, proposals: narrower }, deps)],
    ['nudge', 'nudge', await nudgeLines(known(SUBSCRIPTION), `nudge.3.${SUBSCRIPTION.createdAt}`, deps)],
    ['paused', 'paused', await pausedLines(known(paused), 'paused.3.1', deps)],
  ];
  return all.map(([name, kind, words]) => {
    if (words === undefined) throw new Error(`${name} says nothing`);
    const message = linked(aMessage({ kind, items: [], words }));
    return { name, message: kind === 'quiet' ? { ...message, cadence: 'weekly', period: WEEK } : message };
  });
}

function operatorSaid(): Message {
  const key = `operator.sell2wales.broke.${Date.parse('2026-08-25T13:00:00Z')}`;
  const state = { ...portalRead('sell2wales', 0), misses: 4, lastFault: 'answered <503>' };
  const words = operatorLines(key, () => state);
  if (words === undefined) throw new Error('the operator is told nothing');
  return said('operator', words);
}

/** Messages of sentences that are about no subscription. */
function sentences(): readonly Exhibit[] {
  return [
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
    { name: 'operator', message: operatorSaid() },
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
