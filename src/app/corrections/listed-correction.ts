import type { Correction, Report, Says } from '../../domain/correction.ts';
import { noticeKey } from '../../domain/keys.ts';
import type { Reads } from '../../domain/ports.ts';
import type { Procurement } from '../../domain/procurement.ts';
import { inForce } from '../../flows/in-force.ts';

/** A correction beside what it is about today. */
export interface ListedCorrection {
  readonly correction: Correction;
  /** `replaced`: it holds, and a later one was said of every notice that it names. */
  readonly stands: Correction['state'] | 'replaced';
  /** Those that hold a notice which it names. */
  readonly procurements: readonly Procurement[];
}

/** Every correction ever, oldest first. */
export async function listCorrections(
  store: Pick<Reads, 'corrections' | 'procurements'>,
): Promise<readonly ListedCorrection[]> {
  const all = await store.corrections.all();
  const corrections = inForce(await store.corrections.holding());
  const owners = await store.procurements.ownersOf([...new Set(all.flatMap(keysOf))]);
  const idsOf = (one: Correction): readonly number[] => [
    ...new Set(keysOf(one).flatMap((key) => owners.get(key) ?? [])),
  ];
  const found = await store.procurements.byIds([...new Set(all.flatMap(idsOf))]);
  const procurements = new Map(found.map((one) => [one.id, one]));
  return all.map((correction) => ({
    correction,
    stands:
      correction.state === 'holds' && corrections.isReplaced(correction) ? 'replaced' : correction.state,
    procurements: idsOf(correction).flatMap((id) => procurements.get(id) ?? []),
  }));
}

function keysOf({ notices }: Correction): readonly string[] {
  return notices.map(({ portal, noticeId }) => noticeKey(portal, noticeId));
}

/** `not IT`, `IT: cloud, data`. */
export function saysWords(says: Says): string {
  return says.it ? `IT: ${says.categories.join(', ')}` : 'not IT';
}

/** A correction as other programs see it. */
export function correctionJson(correction: Correction): object {
  const { at, decidedAt, reported } = correction;
  return {
    ...correction,
    reported: reported && { ...reported, reports: reported.reports.map(reportJson) },
    at: iso(at),
    decidedAt: decidedAt === undefined ? undefined : iso(decidedAt),
  };
}

function reportJson(report: Report): object {
  return { ...report, at: iso(report.at) };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
