import type { Comparable } from '../../dedupe/comparable.ts';

/**
 * An id may be the buyer's own reference, which tells his purchases apart, or a number that whoever wrote the file gave the
 * line, which says nothing. Those of the second kind are taken out of the comparison. A number of the file is one that is
 * short; that looks random; or whose form, digits aside, a quarter of the lines share, of three buyers at least.
 */
export function withoutFileNumbers(notices: readonly Comparable[]): readonly Comparable[] {
  const forms = new Map<string, { lines: number; readonly buyers: Set<string> }>();
  for (const { noticeId, buyer } of notices) {
    const form = formOf(noticeId);
    const held = forms.get(form) ?? { lines: 0, buyers: new Set() };
    held.lines += 1;
    if (held.buyers.size < BUYERS) held.buyers.add((buyer?.name ?? '').toLowerCase());
    forms.set(form, held);
  }
  return notices.map((notice) => {
    const { noticeId, reference } = notice;
    const { lines = 0, buyers = new Set() } = forms.get(formOf(noticeId)) ?? {};
    const isCommon = lines >= notices.length * SHARE && buyers.size >= BUYERS;
    const isNumber = !SYSTEM.test(noticeId) && (isCommon || isShort(noticeId) || RANDOM.test(noticeId));
    return reference === undefined && isNumber ? { ...notice, reference: '' } : notice;
  });
}

const SHARE = 0.25;
const BUYERS = 3;
const SHORTEST = 6;

/** Tendering systems whose references many buyers have: `NOTTCITY001-DN599639-14797249`, `tender_301598/1053627`, `IT-368-12069-DM300`. */
const SYSTEM = /(?:^|[-\s])dn\d{6}|^(?:tender|prj|project)_\d|^it-\d+-\d+/i;

/** Hexadecimal digits, letters among them. */
const RANDOM = /^(?=.*\d)(?=.*[a-f])[0-9a-f]{8,}$/i;

/** `n12a` and `N7b` are of one form. */
function formOf(id: string): string {
  return id
    .toLowerCase()
    .replaceAll(/\d+(?:[a-z](?![a-z]))?/g, '9')
    .replace(/(?<=[^a-z])[a-z]$/, '9');
}

function isShort(id: string): boolean {
  return id.replaceAll(/[^\p{L}\p{N}]/gu, '').length < SHORTEST;
}
