import type { NoticeName, Tie } from '../domain/tie.ts';
import type { Notice } from '../domain/notice.ts';
import type { Near, Signed } from '../domain/ports.ts';
import { blocksOf } from './blocks.ts';
import { areApart } from './processes.ts';
import { likenessOf, POSSIBLY } from './score.ts';
import { unpackHead, unpackSignature, type SignatureHead } from './packed-signature.ts';
import { packSignature, signatureOf, type Signature } from './signature.ts';

/** A notice with what it is compared by; undefined where it says too little to be compared. */
export function signed(notice: Notice): Signed | undefined {
  const signature = signatureOf(notice);
  return signature === undefined
    ? undefined
    : { notice, signature: packSignature(signature), blocks: blocksOf(signature) };
}

interface Side {
  readonly name: NoticeName;
  /** The name as one text. */
  readonly key: string;
  readonly blocks: readonly number[];
  readonly fresh: boolean;
  head(): SignatureHead;
  /** Read once, and only where the heads leave it open. */
  whole(): Signature;
}

function sideOf(
  name: NoticeName,
  { signature, blocks }: Pick<Near, 'signature' | 'blocks'>,
  fresh: boolean,
): Side {
  let head: SignatureHead | undefined;
  let whole: Signature | undefined;
  const readHead = (): SignatureHead => (head ??= unpackHead(signature));
  return {
    name,
    key: `${name.portal} ${name.noticeId}`,
    blocks,
    fresh,
    head: readHead,
    whole: () => (whole ??= unpackSignature(signature, readHead())),
  };
}

/**
 * Every pair of different notices that have a block in common and score at least `POSSIBLY`: fresh ones with stored ones and
 * with each other. Notices of one ocid are one procurement by that, and are left out.
 */
export function tiesBetween(fresh: readonly Signed[], near: readonly Near[]): readonly Tie[] {
  const sides: readonly Side[] = [
    ...fresh.map((one) => {
      const { portal, noticeId } = one.notice;
      return sideOf({ portal, noticeId }, one, true);
    }),
    ...near.map((one) => sideOf(one.name, one, false)),
  ];
  const best = new Map<string, Tie>();
  for (const [one, other] of meetings(sides)) {
    const [a, b] = [one.head(), other.head()];
    if ((a.ocid !== undefined && a.ocid === b.ocid) || areApart(a, b)) continue;
    const { confidence, reasons } = likenessOf(one.whole(), other.whole());
    if (confidence < POSSIBLY) continue;
    const key = one.key < other.key ? `${one.key}\n${other.key}` : `${other.key}\n${one.key}`;
    if ((best.get(key)?.confidence ?? 0) < confidence)
      best.set(key, { a: one.name, b: other.name, confidence, reasons });
  }
  return [...best.values()];
}

/** Pairs with a block in common, at least one of them fresh, each pair once. */
function* meetings(sides: readonly Side[]): Generator<readonly [Side, Side]> {
  const byBlock = new Map<number, number[]>();
  for (const [at, side] of sides.entries()) {
    const met = new Set<number>();
    for (const block of side.blocks) {
      const held = byBlock.get(block);
      if (held === undefined) byBlock.set(block, [at]);
      else {
        // Fresh ones come first, so a stored one meets only those.
        for (const other of held) met.add(other);
        if (side.fresh) held.push(at);
      }
    }
    for (const place of met) {
      const other = sides[place];
      if (other?.fresh === true && other.key !== side.key) yield [other, side];
    }
  }
}
