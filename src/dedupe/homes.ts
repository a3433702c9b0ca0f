import type { Notice } from '../domain/notice.ts';
import type { HeldProcurement } from '../domain/procurement.ts';

/** A procurement as it is after notices were divided anew. */
export interface Home {
  readonly id: number;
  readonly versions: readonly Notice[];
  /** Procurements that it took in whole or for the most part: they are gone. */
  readonly absorbed: readonly number[];
}

/**
 * Which number each part goes under. A procurement's number stays with its oldest version; where several meet in one part
 * the oldest number survives; a part that no number came to gets one from `idFor`.
 */
export function homesOf(
  parts: readonly (readonly Notice[])[],
  before: readonly HeldProcurement[],
  idFor: (part: readonly Notice[]) => number,
): readonly Home[] {
  const claims = parts.map((): number[] => []);
  for (const { id, versions } of before.toSorted((a, b) => a.id - b.id)) {
    const [oldest] = versions.toSorted(oldestFirst);
    const at = parts.findIndex((part) => oldest !== undefined && part.includes(oldest));
    claims[at]?.push(id);
  }
  return parts.map((versions, at) => {
    const [id = idFor(versions), ...absorbed] = claims[at] ?? [];
    return { id, versions, absorbed };
  });
}

/** Total, so that equal dates cannot let arrival order decide. */
function oldestFirst(a: Notice, b: Notice): number {
  return a.published - b.published || (nameOf(a) < nameOf(b) ? -1 : 1);
}

function nameOf({ portal, noticeId, releaseId, hash }: Notice): string {
  return `${portal} ${noticeId} ${releaseId} ${hash}`;
}
