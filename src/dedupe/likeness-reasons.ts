import type { Observed } from './features.ts';
import { CALL_OFF } from './marks.ts';
import type { Signature } from './signature.ts';
import { areaOf } from './word-rules.ts';

/** What speaks for and against two notices being one procurement, in words a supplier understands; for first. */
export function reasonsFor(a: Signature, b: Signature, seen: Observed): readonly string[] {
  return [
    buyer(seen),
    title(seen),
    text(seen),
    deadline(a, b, seen),
    value(seen),
    reference(a, b, seen),
    published(seen),
    area(a, b),
    callOff(a, b),
  ].filter((reason) => reason !== undefined);
}

const AREAS = { same: 'same region', other: 'different regions', unknown: undefined } as const;

function area(a: Signature, b: Signature): string | undefined {
  return AREAS[areaOf(a, b)];
}

function buyer(seen: Observed): string | undefined {
  if (seen.buyer === 'id' || seen.buyer === 'same') return 'same buyer';
  if (seen.buyer === 'alike') return "buyers' names alike";
  return seen.buyer === 'other' ? 'different buyers' : undefined;
}

function title({ title: titles }: Observed): string {
  const { onlyA, onlyB } = titles;
  // In a fixed order, so that the reasons do not depend on which of the two comes first.
  const [one = [], other = []] = [onlyA, onlyB].toSorted((x, y) => (x.join() < y.join() ? -1 : 1));
  if (one.length > 0 && other.length > 0) return `titles differ: '${shown(one)}' and '${shown(other)}'`;
  const extra = shown([...one, ...other]);
  if (titles.alike >= 0.97) return 'same title';
  if (extra !== '' && titles.restA + titles.restB === 0) return `same title but for '${extra}'`;
  if (titles.held >= 0.95) return 'one title holds the other';
  return `titles ${percent(titles.alike)} alike`;
}

/** Years are kept as `y2021`. */
function shown(words: readonly string[]): string {
  return words.map((word) => word.replace(/^y(?=20\d\d$)/, '')).join(' ');
}

function percent(share: number): string {
  return `${String(Math.round(share * 100))} %`;
}

function text({ text: alike }: Observed): string | undefined {
  if (alike === undefined) return undefined;
  if (alike === 1) return 'same text';
  return alike >= 0.35 ? `the text is ${percent(alike)} alike` : 'other text';
}

function deadline(a: Signature, b: Signature, seen: Observed): string | undefined {
  if (a.deadline === undefined || b.deadline === undefined) return undefined;
  if (seen.deadline === 'times') return 'deadlines on the same day at different times';
  const days = Math.abs(a.deadline - b.deadline);
  return days === 0 ? 'deadlines on the same day' : `deadlines ${counted(days, 'day')} apart`;
}

function counted(many: number, what: string): string {
  return `${String(many)} ${what}${many === 1 ? '' : 's'}`;
}

const VALUES: Readonly<Record<string, string>> = {
  equal: 'values agree',
  near: 'values nearly agree',
  within: 'values overlap',
  off: 'values differ',
  far: 'values far apart',
};

function value(seen: Observed): string | undefined {
  return VALUES[seen.value];
}

function reference(a: Signature, b: Signature, { code }: Observed): string | undefined {
  if (code === 'same') return `reference ${a.own.value.toUpperCase()} in both`;
  if (code === 'lot') return `parts of reference ${a.own.value.toUpperCase()}`;
  if (code.endsWith('other') || code === 'renumbered' || code === 'clash') return 'different references';
  const shared = codesOf(a)
    .filter((one) => codesOf(b).includes(one))
    .toSorted()[0];
  return shared === undefined ? undefined : `reference ${shared.toUpperCase()} in both`;
}

function codesOf(s: Signature): readonly string[] {
  return [...s.titleCodes, ...s.textCodes, s.own.value].filter((code) => code !== '');
}

function published(seen: Observed): string | undefined {
  if (seen.published === 'hours') return 'published within two hours';
  if (seen.published === 'year' || seen.published === 'far') return 'published many months apart';
  return undefined;
}

function callOff(a: Signature, b: Signature): string | undefined {
  const both = a.marks & b.marks & CALL_OFF;
  if (both !== 0) return 'both call-offs';
  return ((a.marks | b.marks) & CALL_OFF) === 0 ? undefined : 'one is a call-off';
}
