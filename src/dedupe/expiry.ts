import type { ContractEnd, Notice } from '../domain/notice.ts';
import type { Expiry } from '../domain/procurement.ts';
import { isDecided, type Stage } from '../domain/stage.ts';

/** When the contract ends, and the notice that says so. */
export interface ExpirySaid {
  readonly notice: Notice;
  readonly expiry: Expiry;
}

type Ending = Notice & { readonly ends: ContractEnd };

/**
 * What an award or a contract says comes before what a tender planned, a date before a text, and then what is believed
 * first: of a contract and its changes the newest. `believed` are notices in the order of belief. What was closed without an award has no
 * contract that could end.
 */
export function expiryOf(believed: readonly Notice[], stage: Stage): ExpirySaid | undefined {
  const endings = believed.filter((notice): notice is Ending => notice.ends !== undefined);
  const eligible = stage === 'closed' ? endings.filter((notice) => isDecided(notice.stage)) : endings;
  const [notice] = eligible.toSorted((a, b) => rank(a) - rank(b));
  if (notice === undefined) return undefined;
  const { day, by } = notice.ends;
  return {
    notice,
    expiry: { day, latest: latestOf(notice, eligible), by, confidence: confidenceIn(notice, stage) },
  };
}

function rank({ stage, ends }: Ending): number {
  const standing = isDecided(stage) ? 0 : stage === 'tender' ? 1 : 2;
  return standing * 2 + Number(ends.by === 'text');
}

/** An award rarely repeats the extensions of its tender: whoever gives the same day may tell of them. */
function latestOf({ ends }: Ending, endings: readonly Ending[]): string | undefined {
  if (ends.latest !== undefined) return ends.latest;
  return endings.find((other) => other.ends.day === ends.day && other.ends.latest !== undefined)?.ends.latest;
}

function confidenceIn({ stage, ends }: Ending, reached: Stage): Expiry['confidence'] {
  if (ends.by === 'text') return 'low';
  if (isDecided(stage)) return ends.by === 'stated' ? 'high' : 'medium';
  return isDecided(reached) ? 'medium' : 'low';
}
