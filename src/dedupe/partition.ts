import { noticeKey } from '../domain/keys.ts';
import type { Notice } from '../domain/notice.ts';
import type { NoticeName, Tie, Word } from '../domain/tie.ts';
import { ownedKeys } from './keys.ts';
import { SAME } from './score.ts';

/** What decides who belongs together, beside the notices' own keys. */
export interface Evidence {
  readonly ties: readonly Tie[];
  /** People's words that hold. */
  readonly words: readonly Word[];
}

/** Why two notices belong together, the firmest first: what a person says, one process, one names the other, a score. */
type Firmness = 0 | 1 | 2 | 3;

interface Edge {
  readonly a: string;
  readonly b: string;
  readonly firmness: Firmness;
  readonly confidence: number;
  /** Between the versions of each that were published nearest to one another, milliseconds. */
  readonly apart: number;
}

/**
 * Versions of notices as the procurements that they make: connected sets, less what people split. Where a later notice
 * connects what people keep apart, it goes with the side that the firmer edge names, between equal ones with the nearer in
 * time; so the answer depends on what there is to divide, never on the order in which it came.
 */
export function partition(versions: readonly Notice[], evidence: Evidence): readonly (readonly Notice[])[] {
  const notices = byName(versions);
  const clusters = new Map([...notices.keys()].map((name) => [name, new Set([name])]));
  const isApart = separation(evidence.words);
  for (const { a, b } of edgesOf(notices, evidence).toSorted(firmestFirst)) {
    const [one, other] = [clusters.get(a), clusters.get(b)];
    if (one === undefined || other === undefined || one === other || isApart(one, other)) continue;
    for (const name of other) {
      one.add(name);
      clusters.set(name, one);
    }
  }
  return [...new Set(clusters.values())].map((cluster) =>
    versions.filter((version) => cluster.has(nameOf(version))),
  );
}

/** A notice's name as one text. */
export function nameOf({ portal, noticeId }: NoticeName): string {
  return noticeKey(portal, noticeId);
}

/** Whether people keep any of one set of names from any of another. */
export function separation(
  words: readonly Word[],
): (one: ReadonlySet<string>, other: ReadonlySet<string>) => boolean {
  const splits = words
    .filter(({ kind }) => kind === 'split')
    .map(({ one, other }) => ({ one: one.map(nameOf), other: other.map(nameOf) }));
  return (one, other) =>
    splits.some(
      (split) =>
        (split.one.some((name) => one.has(name)) && split.other.some((name) => other.has(name))) ||
        (split.one.some((name) => other.has(name)) && split.other.some((name) => one.has(name))),
    );
}

function byName(versions: readonly Notice[]): ReadonlyMap<string, readonly Notice[]> {
  const notices = new Map<string, Notice[]>();
  for (const version of versions) {
    const name = nameOf(version);
    const known = notices.get(name);
    if (known === undefined) notices.set(name, [version]);
    else known.push(version);
  }
  return notices;
}

function edgesOf(notices: ReadonlyMap<string, readonly Notice[]>, { ties, words }: Evidence): Edge[] {
  const edges: Edge[] = [];
  const join = (from: string, to: string, firmness: Firmness, confidence = 1): void => {
    const [first, second] = [notices.get(from), notices.get(to)];
    if (first === undefined || second === undefined || from === to) return;
    const [a, b] = from < to ? [from, to] : [to, from];
    edges.push({ a, b, firmness, confidence, apart: apart(first, second) });
  };
  for (const word of words) for (const [a, b] of saidToBelong(word)) join(nameOf(a), nameOf(b), 0);
  for (const [from, to, firmness] of keyEdges(notices)) join(from, to, firmness);
  for (const { a, b, confidence } of ties) if (confidence >= SAME) join(nameOf(a), nameOf(b), 3, confidence);
  return edges;
}

/** Pairs that a word puts together: a `join` binds its two sides; a `split` holds each side together. */
export function saidToBelong({ kind, one, other }: Word): readonly (readonly [NoticeName, NoticeName])[] {
  const sets = kind === 'join' ? [[...one, ...other]] : [one, other];
  return sets.flatMap(([first, ...rest]) =>
    first === undefined ? [] : rest.map((name) => [first, name] as const),
  );
}

function apart(one: readonly Notice[], other: readonly Notice[]): number {
  return Math.min(...one.flatMap((a) => other.map((b) => Math.abs(a.published - b.published))));
}

function* keyEdges(
  notices: ReadonlyMap<string, readonly Notice[]>,
): Generator<readonly [string, string, Firmness]> {
  const owners = new Map<string, Set<string>>();
  for (const [name, versions] of notices)
    for (const key of versions.flatMap(ownedKeys)) owners.set(key, (owners.get(key) ?? new Set()).add(name));
  for (const together of owners.values())
    for (const a of together) for (const b of together) if (a < b) yield [a, b, 1];
  for (const [name, versions] of notices)
    for (const key of versions.flatMap(({ cites }) => cites))
      for (const owner of owners.get(key) ?? []) yield [name, owner, 2];
}

function firmestFirst(x: Edge, y: Edge): number {
  return (
    x.firmness - y.firmness ||
    y.confidence - x.confidence ||
    x.apart - y.apart ||
    compare(x.a, y.a) ||
    compare(x.b, y.b)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
