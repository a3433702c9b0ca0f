import { describe, expect, it } from 'vitest';
import { aNotice, aProcurement, aView } from '../../test/builders.ts';
import { noticeKey, ocidKey } from '../domain/keys.ts';
import type { Reads } from '../domain/ports.ts';
import type { HeldProcurement, Procurement, View } from '../domain/procurement.ts';
import type { Story } from '../domain/story.ts';
import type { Tie } from '../domain/tie.ts';
import { storyOf } from './story.ts';

const [first] = aView().notices;
if (first === undefined) throw new Error('a view has a notice');
const second = { ...first, portal: 'contracts-finder', noticeId: 'a1b2', ocid: 'ocds-b5fd17-1' } as const;
const stranger = { portal: 'contracts-finder', noticeId: 'c3d4' } as const;

interface Held {
  readonly procurements?: readonly Procurement[];
  readonly owners?: Readonly<Record<string, readonly number[]>>;
  readonly relatedBy?: readonly Procurement[];
  readonly ties?: readonly Tie[];
  readonly possibly?: readonly (Tie & { readonly otherId: number })[];
}

/** What is told of procurement 7 over a store that holds this. */
async function told(view: Partial<View>, held: Held = {}): Promise<Story & { asked: readonly string[] }> {
  const asked: string[] = [];
  const one: HeldProcurement = { ...aProcurement({ id: 7, view: aView(view) }), versions: [aNotice()] };
  const store = {
    procurements: {
      byIds: (ids: readonly number[]) =>
        Promise.resolve((held.procurements ?? []).filter(({ id }) => ids.includes(id))),
      ownersOf: () => Promise.resolve(new Map(Object.entries(held.owners ?? {}))),
      relatedBy: (keys: readonly string[]) => {
        asked.push(...keys);
        return Promise.resolve(held.relatedBy ?? []);
      },
    },
    events: { history: () => Promise.resolve([]) },
    ties: {
      of: () => Promise.resolve(held.ties ?? []),
      possibly: () => Promise.resolve(new Map([[7, held.possibly ?? []]])),
    },
  } as unknown as Pick<Reads, 'procurements' | 'events' | 'ties'>;
  return { ...(await storyOf(one, store)), asked };
}

function named(id: number, view: Partial<View> = {}): Procurement {
  return aProcurement({ id, view: aView({ title: `Procurement ${id}`, ...view }) });
}

function tied(a: Tie['a'], b: Tie['b'], confidence: number): Tie {
  return { a, b, confidence, reasons: ['same buyer'] };
}

describe('the story of a procurement', () => {
  const key = ocidKey('ocds-h6vhtk-0f0001');
  const framework = { kind: 'framework', key, by: 'data' } as const;

  it('names what it is linked with where that is held, and never itself', async () => {
    const { links } = await told(
      { relations: [framework, { kind: 'retries', key: 'ocid:nobody', by: 'text' }] },
      { owners: { [key]: [7, 12] }, procurements: [named(7), named(12)] },
    );
    expect(links.map(({ kind, to }) => [kind, ...to.map(({ id, title }) => `${id} ${title}`)])).toEqual([
      ['framework', '12 Procurement 12'],
      ['retries'],
    ]);
  });

  it('names those that name any of its notices, as what they name it', async () => {
    const callOff = named(20, { relations: [{ ...framework, key: ocidKey(second.ocid) }] });
    const successor = named(21, {
      relations: [{ kind: 'replaces', key: noticeKey(first.portal, first.noticeId), by: 'text' }, framework],
    });
    const { linkedFrom, asked } = await told(
      { notices: [first, second] },
      { relatedBy: [callOff, successor, named(7)] },
    );
    expect(asked).toEqual([
      ocidKey(first.ocid),
      noticeKey(first.portal, first.noticeId),
      ocidKey(second.ocid),
      noticeKey(second.portal, second.noticeId),
    ]);
    expect(linkedFrom.map(({ kind, from }) => `${kind} ${from.id}`)).toEqual(['framework 20', 'replaces 21']);
  });

  it('names each that it may be the same as once, by the surest tie', async () => {
    const { possibly } = await told(
      {},
      {
        procurements: [named(12)],
        possibly: [
          { ...tied(first, second, 0.6), otherId: 12 },
          { ...tied(first, stranger, 0.5), otherId: 12 },
          { ...tied(first, stranger, 0.5), otherId: 13 },
        ],
      },
    );
    expect(possibly.map(({ other, tie }) => [other.id, tie.confidence])).toEqual([[12, 0.6]]);
  });

  it('gives the scores that joined its own notices, and no others', async () => {
    const { joinedBecause } = await told(
      { notices: [first, second] },
      { ties: [tied(first, second, 0.99), tied(first, stranger, 0.99), tied(second, first, 0.1)] },
    );
    expect(joinedBecause).toEqual([tied(first, second, 0.99)]);
  });
});
