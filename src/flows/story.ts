import { SAME } from '../dedupe/score.ts';
import { noticeKey, ocidKey } from '../domain/keys.ts';
import type { Reads } from '../domain/ports.ts';
import type { HeldProcurement, Procurement } from '../domain/procurement.ts';
import { briefOf, type Link, type LinkBack, type Lookalike, type Story } from '../domain/story.ts';
import type { NoticeName, Tie } from '../domain/tie.ts';

type StoryReads = Pick<Reads, 'procurements' | 'events' | 'ties'>;

/** A framework may have hundreds of call-offs; the newest are named. */
const MOST_LINKED_FROM = 20;

/** Gathers what is known around a procurement: what happened, what it is linked to, what reads like it, and why it is one. */
export async function storyOf(held: HeldProcurement, store: StoryReads): Promise<Story> {
  return {
    held,
    history: await store.events.history(held.id),
    links: await linksOf(held, store),
    linkedFrom: await linkedFrom(held, store),
    possibly: await possiblyOf(held, store),
    joinedBecause: await joinedBecause(held, store),
  };
}

async function linksOf(
  { id, view }: HeldProcurement,
  { procurements }: StoryReads,
): Promise<readonly Link[]> {
  if (view.relations.length === 0) return [];
  const owners = await procurements.ownersOf(view.relations.map(({ key }) => key));
  const held = byId(await procurements.byIds([...new Set([...owners.values()].flat())]));
  return view.relations.map((relation) => ({
    ...relation,
    to: (owners.get(relation.key) ?? []).flatMap((owner) => {
      const other = owner === id ? undefined : held.get(owner);
      return other === undefined ? [] : [briefOf(other)];
    }),
  }));
}

async function linkedFrom({ id, view }: HeldProcurement, store: StoryReads): Promise<readonly LinkBack[]> {
  const own = new Set(
    view.notices.flatMap(({ ocid, portal, noticeId }) => [ocidKey(ocid), noticeKey(portal, noticeId)]),
  );
  const others = await store.procurements.relatedBy([...own], MOST_LINKED_FROM);
  return others
    .filter((other) => other.id !== id)
    .flatMap((other) => {
      const kinds = new Set(other.view.relations.filter(({ key }) => own.has(key)).map(({ kind }) => kind));
      return [...kinds].map((kind) => ({ kind, from: briefOf(other) }));
    });
}

async function possiblyOf({ id }: HeldProcurement, store: StoryReads): Promise<readonly Lookalike[]> {
  const seen = (await store.ties.possibly([id])).get(id) ?? [];
  const others = byId(await store.procurements.byIds([...new Set(seen.map(({ otherId }) => otherId))]));
  const named = new Set<number>();
  return seen.flatMap(({ otherId, a, b, confidence, reasons }) => {
    const other = others.get(otherId);
    if (other === undefined || named.has(otherId)) return [];
    named.add(otherId);
    return [{ other: briefOf(other), tie: { a, b, confidence, reasons } }];
  });
}

async function joinedBecause({ view }: HeldProcurement, { ties }: StoryReads): Promise<readonly Tie[]> {
  const own = new Set(view.notices.map(nameOf));
  const found = await ties.of(view.notices.map(({ portal, noticeId }) => ({ portal, noticeId })));
  return found.filter(
    ({ a, b, confidence }) => confidence >= SAME && own.has(nameOf(a)) && own.has(nameOf(b)),
  );
}

function nameOf({ portal, noticeId }: NoticeName): string {
  return noticeKey(portal, noticeId);
}

function byId(procurements: readonly Procurement[]): ReadonlyMap<number, Procurement> {
  return new Map(procurements.map((one) => [one.id, one]));
}
