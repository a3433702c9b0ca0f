import type { NoticeName, Tie } from '../domain/tie.ts';
import type { Notice } from '../domain/notice.ts';
import type { Near, Signed } from '../domain/ports.ts';
import { blocksOf } from './blocks.ts';
import { areApart } from './processes.ts';
import { likenessOf, POSSIBLY } from './score.ts';
import { packSignature, signatureOf, unpackHead, unpackSignature } from './signature.ts';

/** A notice with what it is compared by; undefined where it says too little to be compared. */
export function signed(notice: Notice): Signed | undefined {
  const signature = signatureOf(notice);
  return signature === undefined
    ? undefined
    : { notice, signature: packSignature(signature), blocks: blocksOf(signature) };
}

interface Side {
  readonly name: NoticeName;
  readonly signature: string;
  readonly blocks: readonly number[];
  readonly fresh: boolean;
}

/**
 * Every pair of different notices that have a block in common and score at least `POSSIBLY`: fresh ones with stored ones and
 * with each other. Notices of one ocid are one procurement by that, and are left out.
 */
export function tiesBetween(fresh: readonly Signed[], near: readonly Near[]): readonly Tie[] {
  const sides: readonly Side[] = [
    ...fresh.map(({ notice, signature, blocks }) => ({
      name: { portal: notice.portal, noticeId: notice.noticeId },
      signature,
      blocks,
      fresh: true,
    })),
    ...near.map((one) => ({ ...one, fresh: false })),
  ];
  const heads = memo(unpackHead);
  const wholes = memo((text: string) => unpackSignature(text, heads(text)));
  const best = new Map<string, Tie>();
  for (const [one, other] of meetings(sides)) {
    const [a, b] = [heads(one.signature), heads(other.signature)];
    if ((a.ocid !== undefined && a.ocid === b.ocid) || areApart(a, b)) continue;
    const { confidence, reasons } = likenessOf(wholes(one.signature), wholes(other.signature));
    if (confidence < POSSIBLY) continue;
    const key = nameOf(one.name) < nameOf(other.name) ? pairOf(one, other) : pairOf(other, one);
    if ((best.get(key)?.confidence ?? 0) < confidence)
      best.set(key, { a: one.name, b: other.name, confidence, reasons });
  }
  return [...best.values()];
}

function memo<T>(read: (text: string) => T): (text: string) => T {
  const held = new Map<string, T>();
  return (text) => {
    const known = held.get(text);
    if (known !== undefined) return known;
    const made = read(text);
    held.set(text, made);
    return made;
  };
}

function nameOf(name: NoticeName): string {
  return `${name.portal} ${name.noticeId}`;
}

function pairOf(one: Side, other: Side): string {
  return `${nameOf(one.name)}\n${nameOf(other.name)}`;
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
    for (const met_ of met) {
      const other = sides[met_];
      if (other?.fresh === true && nameOf(other.name) !== nameOf(side.name)) yield [other, side];
    }
  }
}
