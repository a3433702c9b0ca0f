import type { NoticeName } from '../domain/tie.ts';
import type { Reads } from '../domain/ports.ts';
import type { HeldProcurement } from '../domain/procurement.ts';
import { parseQuery } from '../match/parse.ts';
import { EXIT } from './exit-codes.ts';
import { refuse, type Ended, type Ground } from './ground.ts';

/** The procurement that somebody means by its number, a notice number, an ocid or a portal's URL; undefined where there is none. */
async function whichProcurement(
  written: string,
  store: Pick<Reads, 'procurements'>,
  now: number,
): Promise<HeldProcurement | undefined> {
  if (/^#?\d{1,15}$/.test(written)) return await store.procurements.byId(Number(written.replace('#', '')));
  const { query } = parseQuery(written);
  if (query.kind !== 'identifier') return undefined;
  const found = await store.procurements.search(query, { limit: 1, now });
  const id = found.procurements[0]?.id;
  return id === undefined ? undefined : await store.procurements.byId(id);
}

/** The notices of a procurement that somebody means by a notice id, `portal:id`, or the address of the notice's page. */
export function whichNotices(written: string, { view }: HeldProcurement): readonly NoticeName[] {
  return view.notices
    .filter(
      ({ portal, noticeId, url }) =>
        written === noticeId || written === `${portal}:${noticeId}` || written === url,
    )
    .map(({ portal, noticeId }) => ({ portal, noticeId }));
}

/** The procurement that somebody means; says so where there is none. */
export async function procurementMeant(
  written: string,
  { store, clock, context }: Ground,
): Promise<HeldProcurement | Ended> {
  const held = await whichProcurement(written, store, clock.now());
  return held ?? refuse(context, `nothing here is called '${written}'; try \`tenderbell search\``, EXIT.data);
}
