import { stems } from '../../../src/base/text/tokens.ts';
import type { Delivery } from '../../../src/domain/delivery.ts';
import type { MaterialState, NewEvent } from '../../../src/domain/event.ts';
import { noticeKey, ocidKey } from '../../../src/domain/keys.ts';
import type { Notice } from '../../../src/domain/notice.ts';
import type { NewDelivery, ProcurementChange, Store, Transaction } from '../../../src/domain/ports.ts';
import type { HeldProcurement } from '../../../src/domain/procurement.ts';
import type { Leaf, Query } from '../../../src/domain/query.ts';
import type { Release } from '../../../src/domain/release.ts';
import { aClassification, aNotice, aView } from '../../builders.ts';

export const NOW = Date.parse('2026-09-05T09:00:00Z');
export const DAY = 86_400_000;

export const STATE: MaterialState = {
  stage: 'tender',
  deadline: '2026-09-30',
  title: 'Penetration testing',
  value: '',
  regions: 'UKD',
  lots: '',
  documents: '',
  contract: '',
};

export function deferred(): { readonly promise: Promise<void>; resolve(): void } {
  const gate = { resolve: (): void => undefined };
  const promise = new Promise<void>((resolve) => {
    gate.resolve = resolve;
  });
  return { promise, resolve: () => gate.resolve() };
}

export function required<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('expected something');
  return found;
}

export function aRelease(releaseId: string): Release {
  return {
    portal: 'find-a-tender',
    ocid: 'ocds-h6vhtk-1',
    releaseId,
    hash: `h${releaseId}`,
    published: NOW,
    text: `{"id":"${releaseId}"}`,
  };
}

export function aHeld(
  id: number,
  view: Partial<HeldProcurement['view']>,
  classification = aClassification(),
): HeldProcurement {
  return {
    id,
    view: aView({ updated: NOW + id, ...view }),
    classification,
    versions: [],
  };
}

/** Owns no keys: who is about them gives its own. */
export function aChange(
  id: number,
  view: Partial<HeldProcurement['view']> = {},
  added: readonly Notice[] = [aNotice({ ocid: `ocds-h6vhtk-${id}` })],
): ProcurementChange {
  return { procurement: aHeld(id, view), added, absorbed: [], owns: [], cites: [] };
}

/** What `dedupe/keys.ts` says these notices own. */
export function ownedBy(...notices: readonly Notice[]): readonly string[] {
  return [
    ...new Set(notices.flatMap(({ portal, noticeId, ocid }) => [ocidKey(ocid), noticeKey(portal, noticeId)])),
  ];
}

/** A procurement of these notices, with the keys that they own. */
export function madeOf(id: number, ...notices: readonly Notice[]): ProcurementChange {
  return { ...aChange(id, {}, notices), owns: ownedBy(...notices) };
}

export function texts(title: string, description = ''): Partial<HeldProcurement['view']> {
  return { title, description, titles: [title], descriptions: [description] };
}

export function worth(min: number | undefined, max: number | undefined): HeldProcurement['view']['value'] {
  return { min, max, gross: undefined, currency: 'GBP' };
}

export type Text = Extract<Leaf, { kind: 'text' }>;

export function text(written: string, with_: Partial<Text> = {}): Text {
  return {
    kind: 'text',
    tokens: stems(written),
    written,
    quoted: false,
    prefix: false,
    inTitle: false,
    negated: false,
    ...with_,
  };
}

export function itClause(setting: 'strict' | 'balanced' | 'broad' | 'any', negated = false): Leaf {
  return { kind: 'it', setting, negated };
}

export function region(
  codes: readonly string[],
  with_: Partial<Extract<Leaf, { kind: 'region' }>> = {},
): Leaf {
  return { kind: 'region', any: codes, stated: false, negated: false, ...with_ };
}

export function value(with_: Partial<Extract<Leaf, { kind: 'value' }>>): Leaf {
  return { kind: 'value', min: undefined, max: undefined, stated: false, negated: false, ...with_ };
}

export async function append(tx: Transaction): Promise<readonly number[]> {
  const events = await tx.events.append([anEvent(1), anEvent(1, { kind: 'amended' })]);
  return events.map(({ seq }) => seq);
}

export async function again(store: Store, delivery: Delivery | undefined, burnt: boolean): Promise<boolean> {
  const note = { code: '451', reason: 'later', ambiguous: true, burnt };
  return await store.transaction(async (tx) => tx.deliveries.again(required(delivery), NOW, note));
}

export async function tell(store: Store, procurementId: number, deliveryId: number): Promise<void> {
  const entry = { subscriberId: 1, procurementId, deliveryId, subscriptionIds: [1], told: STATE };
  await store.transaction(async (tx) => tx.ledger.add([{ ...entry, kind: 'new' }]));
}

export function all(...of: Query[]): Query {
  return { kind: 'and', of };
}

export function any(...of: Query[]): Query {
  return { kind: 'or', of };
}

export function everything(): Query {
  return all();
}

export function anEvent(
  procurementId: number,
  with_: Partial<NewEvent> = {},
): NewEvent & { procurementId: number; at: number; silent: boolean } {
  return {
    kind: 'opened',
    portal: 'find-a-tender',
    noticeId: '000101-2026',
    published: NOW,
    changes: [],
    procurementId,
    at: NOW,
    silent: false,
    ...with_,
  };
}

export function wish(
  query: string,
  email = 'ann@example.org',
): Parameters<Transaction['subscriptions']['add']>[0] {
  return {
    address: { channel: 'email', email },
    query,
    cadence: 'instant',
    wanted: ['new', 'changes'],
    consent: { by: 'operator', at: NOW, words: 'operator', form: 'test' },
  };
}

export function aDelivery(with_: Partial<NewDelivery> = {}): NewDelivery {
  return {
    key: 'key',
    kind: 'alert',
    lane: 'instant',
    cadence: 'instant',
    subscriberId: 1,
    channel: 'email',
    messageId: `<${with_.key ?? 'key'}@example>`,
    dueAt: NOW,
    expiresAt: NOW + DAY,
    createdAt: NOW,
    ...with_,
  };
}
