import { blocksOf } from '../../dedupe/blocks.ts';
import type { Comparable } from '../../dedupe/comparable.ts';
import { likenessOf } from '../../dedupe/score.ts';
import { signatureOf } from '../../dedupe/signature.ts';
import type { LabelledPair } from './labelled-pair.ts';

/** What the program makes of a pair, looked at by itself: keys that would join it by themselves are left out. */
export interface Judged extends Pick<LabelledPair, 'kind' | 'label'> {
  /** 0 where the two would never be compared. */
  readonly confidence: number;
  /** They have a block in common, so they would be compared. */
  readonly meets: boolean;
  /** Title and buyer are equal but for capitals and white space: what one would join by without any of this. */
  readonly isEqual: boolean;
}

export function judged({ kind, label, a, b }: LabelledPair): Judged {
  const [one, other] = [signatureOf(withoutOcid(a)), signatureOf(withoutOcid(b))];
  if (one === undefined || other === undefined)
    return { kind, label, confidence: 0, meets: false, isEqual: areEqual(a, b) };
  const blocks = new Set(blocksOf(one));
  const meets = blocksOf(other).some((block) => blocks.has(block));
  const confidence = meets ? likenessOf(one, other).confidence : 0;
  return { kind, label, confidence, meets, isEqual: areEqual(a, b) };
}

/** A shared ocid would join without any likeness. */
export function withoutOcid(notice: Comparable): Comparable {
  return { ...notice, ocid: undefined };
}

function areEqual(a: Comparable, b: Comparable): boolean {
  return bare(a.title) === bare(b.title) && bare(a.buyer?.name) === bare(b.buyer?.name);
}

function bare(text: string | undefined): string {
  return (text ?? '').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
