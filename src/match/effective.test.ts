import { describe, expect, it } from 'vitest';
import { aClassification, aProcurement, aView } from '../../test/builders.ts';
import {
  imagined,
  newcomer,
  type Muted,
  type Subscriber,
  type Subscription,
} from '../domain/subscription.ts';
import { documentOf } from './document.ts';
import { effectiveQuery, frameworksOfOthers, muteOf, soleLeaf } from './effective.ts';
import { matches } from './evaluate.ts';
import { followedBy } from './following.ts';
import { parseQuery } from './parse.ts';
import { printQuery } from './print.ts';

const NOW = Date.parse('2026-09-01T09:00:00Z');

function aSubscription(
  query: string,
  { minDaysLeft, ...who }: Partial<Subscriber> & Pick<Partial<Subscription>, 'minDaysLeft'> = {},
): Subscription {
  const subscriber = { ...newcomer({ channel: 'email', email: 'ann@example.org' }), id: 1, ...who };
  const chosen = { query, cadence: 'instant', wanted: ['new'], minDaysLeft } as const;
  return { ...imagined(subscriber, chosen, NOW), id: 1 };
}

const muted = (...all: readonly Muted[]): Pick<Subscriber, 'mutes'> => ({
  mutes: all.map((what, index) => ({ id: index + 1, at: NOW, what })),
});
const asked = (subscription: Subscription): string =>
  printQuery(effectiveQuery(subscription, parseQuery(subscription.query).query));

const BUYER: Muted = { kind: 'buyer', name: 'NHS "Wales"' };
const TERM: Muted = { kind: 'term', term: '"security guarding"' };
const CALL_OFF = documentOf(
  aProcurement({
    classification: aClassification({
      tags: [
        { id: 'call-off', words: 'bought under a framework' },
        { id: 'framework:g-cloud-12', words: 'call-off from G-Cloud 12' },
      ],
    }),
  }),
);

describe('what a subscription asks', () => {
  it('is its query, where nothing more is said', () => {
    const { query } = parseQuery('cyber');
    const subscription = aSubscription('cyber');

    expect(effectiveQuery(subscription, query)).toBe(query);
  });

  it('is less what is muted, what closes too soon and what is open to others alone', () => {
    const subscription = aSubscription('cyber OR cloud', {
      ...muted(BUYER, TERM),
      minDaysLeft: 5,
      frameworks: ['g-cloud-14'],
      othersCallOffs: 'leave-out',
    });

    expect(asked(subscription)).toBe(
      '(cyber OR cloud) it:balanced -buyer:"NHS Wales" -"security guarding" (closing:>5d OR -stage:open) (-framework:call-off OR framework:g-cloud-14 OR -framework:named)',
    );
  });

  it('is made once for as long as the subscription is the same', () => {
    const { query } = parseQuery('cyber');
    const subscription = aSubscription('cyber', muted(BUYER));
    const again = aSubscription('cyber', muted(TERM));

    expect(effectiveQuery(subscription, query)).toBe(effectiveQuery(subscription, query));
    expect(effectiveQuery(again, query)).not.toEqual(effectiveQuery(subscription, query));
  });

  it('is what it follows, whatever buyer or term is muted', () => {
    const who = { ...muted(BUYER, TERM), frameworks: [], othersCallOffs: 'leave-out' } as const;

    expect(asked(aSubscription('000101-2026', who))).toBe('000101-2026');
    expect(asked(aSubscription('buyer:"Ashcombe"', who))).toBe(
      'buyer:Ashcombe it:balanced (-framework:call-off OR -framework:named)',
    );
  });

  it('never keeps back an award for a deadline that is past', () => {
    const query = effectiveQuery(aSubscription('it:any', { minDaysLeft: 5 }), parseQuery('it:any').query);
    const deadline = { at: Date.parse('2026-09-03T11:00:00Z'), day: '2026-09-03', timed: true };
    const at = (stage: 'tender' | 'award'): boolean =>
      matches(query, documentOf(aProcurement({ view: aView({ stage, deadline }) })), NOW);

    expect([at('tender'), at('award')]).toEqual([false, true]);
  });
});

describe('a mute', () => {
  const document = documentOf(aProcurement());
  const by = (subscription: Subscription): number | undefined =>
    muteOf(subscription, parseQuery(subscription.query).query, document)?.id;
  const notice = [...document.keys].find((key) => key.startsWith('notice:')) ?? '';

  it('is named where it silences a procurement, and is none where it does not', () => {
    expect(by(aSubscription('cyber', muted(TERM, { kind: 'term', term: 'penetration' })))).toBe(2);
    expect(by(aSubscription('cyber', muted(TERM, { kind: 'buyer', name: 'ashcombe' })))).toBe(2);
    expect(
      by(aSubscription('cyber', muted({ kind: 'procurement', notices: ['x', notice], title: '' }))),
    ).toBe(1);
    expect(
      by(aSubscription('cyber', muted(TERM, { kind: 'procurement', notices: ['x'], title: '' }))),
    ).toBeUndefined();
  });

  it('of a procurement silences its followers, of a buyer or a term not', () => {
    expect(by(aSubscription('buyer:Ashcombe', muted({ kind: 'buyer', name: 'Ashcombe' })))).toBeUndefined();
    expect(
      by(aSubscription('000101-2026', muted({ kind: 'procurement', notices: [notice], title: '' }))),
    ).toBe(1);
  });
});

describe('what is followed', () => {
  it.each([
    ['004824-2026', 'procurement'],
    ['buyer:"NHS Wales"', 'buyer'],
    ['supplier:Northgate it:any', 'supplier'],
    ['buyer:a,b', undefined],
    ['-buyer:a', undefined],
    ['cyber buyer:a', undefined],
    ['cyber', undefined],
  ])('by %j is %s', (text, followed) => {
    expect(followedBy(parseQuery(text).query)).toBe(followed);
  });

  it('is one clause that leaves nothing out', () => {
    expect(soleLeaf('guarding')).toMatchObject({ kind: 'text' });
    expect(soleLeaf('guarding cleaning')).toBeUndefined();
    expect(soleLeaf('-guarding')).toBeUndefined();
    expect(soleLeaf('')).toBeUndefined();
  });
});

describe('others’ call-offs', () => {
  const names = (frameworks: readonly string[] | undefined): string | undefined =>
    frameworksOfOthers(
      aSubscription('cyber', { frameworks }).subscriber,
      {
        classification: aClassification({
          tags: [
            { id: 'call-off', words: 'bought under a framework' },
            { id: 'framework:g-cloud-12', words: 'call-off from G-Cloud 12' },
          ],
        }),
      },
      CALL_OFF,
    );

  it('are named where the subscriber is on none of their frameworks', () => {
    expect(names(['g-cloud-14', '=g-cloud'])).toBe('G-Cloud 12');
    expect(names([])).toBe('G-Cloud 12');
  });

  it('are none where it is on one, or never said', () => {
    expect([names(['g-cloud-12']), names(['g-cloud']), names(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
