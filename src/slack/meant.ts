import type { Clock, Reads } from '../domain/ports.ts';
import type { NoticeRef, Procurement } from '../domain/procurement.ts';
import { noticeKey } from '../domain/keys.ts';
import { parseQuery } from '../match/parse.ts';

/** Whether a text is a notice's number, an ocid or the address of a notice's page, and nothing else. */
export function namesNotice(text: string): boolean {
  return keysIn(text).length > 0;
}

export interface Meant {
  readonly procurement: Procurement;
  /** The one that was named; undefined where the whole procurement was. */
  readonly notice: NoticeRef | undefined;
}

/** What somebody names; undefined where nothing of the kind is held. */
export async function meantBy(
  text: string,
  { store, clock }: { readonly store: Pick<Reads, 'procurements'>; readonly clock: Pick<Clock, 'now'> },
): Promise<Meant | undefined> {
  const keys = keysIn(text);
  const { query } = parseQuery(text.trim());
  const { procurements } = await store.procurements.search(query, { limit: 1, now: clock.now() });
  const [procurement] = keys.length === 0 ? [] : procurements;
  if (procurement === undefined) return undefined;
  const notice = procurement.view.notices.find((one) => keys.includes(noticeKey(one.portal, one.noticeId)));
  return { procurement, notice };
}

/** A number that two portals might give is one of two. */
function keysIn(text: string): readonly string[] {
  const { query } = parseQuery(text.trim());
  const leaves = query.kind === 'or' ? query.of : [query];
  const keys = leaves.map((leaf) => (leaf.kind === 'identifier' && !leaf.negated ? leaf.key : undefined));
  return keys.every((key) => key !== undefined) ? keys : [];
}
