import type { SeenWords } from './features.ts';
import { CORRECTION, FRAMEWORK } from './marks.ts';
import type { Signature } from './signature.ts';

/** Rules of the field that dates and sums have no part in, with weights set by hand. */
export function wordRules(a: Signature, b: Signature, seen: SeenWords, text: string): readonly string[] {
  const found: string[] = [];
  if (seen.buyer === 'other') found.push('veto: other buyers');
  if (isNumbered(seen)) found.push('veto: other numbers in the titles');
  if (((a.marks | b.marks) & CORRECTION) !== 0 && seen.title.alike >= ALIKE) found.push('rule: a correction');
  if (isRenamed(seen)) found.push('veto: other words in the titles');
  if (isUnrecognisable(seen, text)) found.push('veto: other title and other text');
  if (isUnderFramework(a, b, seen, text)) found.push('veto: works under one framework');
  return [...found, ...AREAS[areaOf(a, b)]];
}

const AREAS = { same: ['rule: same region'], other: ['veto: other regions'], unknown: [] } as const;

/** Of two notices that both state where: `same` where they have a region in common. */
export function areaOf(a: Signature, b: Signature): 'same' | 'other' | 'unknown' {
  if (a.regions.length === 0 || b.regions.length === 0) return 'unknown';
  return a.regions.some((code) => b.regions.includes(code)) ? 'same' : 'other';
}

const ALIKE = 0.8;

/** Each title has a number, year or place that the other has not; of what has one reference those are lots. */
function isNumbered({ title, code }: SeenWords): boolean {
  return title.onlyA.length > 0 && title.onlyB.length > 0 && code !== 'same';
}

/** On one portal, where a notice is copied and not retyped, each title has a telling word that the other has not. */
function isRenamed({ kind, title, code }: SeenWords): boolean {
  return (
    kind.startsWith('one') && Math.min(title.restA, title.restB) >= 2 && code !== 'same' && code !== 'lot'
  );
}

/** Neither the title nor the text says that it is the same: a buyer puts out several things on one day. */
function isUnrecognisable({ title, code }: SeenWords, text: string): boolean {
  const isOtherTitle = title.alike < 0.4 && title.held < 0.95;
  return isOtherTitle && text === 'other' && !['same', 'lot', 'shared', 'text'].includes(code);
}

/** Awards of one portal that carry a framework's title and are about something else each. */
function isUnderFramework(a: Signature, b: Signature, seen: SeenWords, text: string): boolean {
  if (seen.kind !== 'one decided decided' || (a.marks & b.marks & FRAMEWORK) === 0) return false;
  return coarse(text) === 'half' || coarse(text) === 'other';
}

/** How alike two texts are, in fewer steps. */
export function coarse(text: string): string {
  if (text === 'unknown' || text === 'other') return text;
  return text === 'half' || text === 'some' ? 'half' : 'alike';
}
