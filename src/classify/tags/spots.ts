/** What is read of a notice, in lower case. */
export interface ReadText {
  readonly title: string;
  readonly body: string;
}

/** A place where a word stands, and what its sentence says before and behind it. */
export interface Spot {
  readonly found: string;
  readonly before: string;
  readonly after: string;
  readonly start: number;
}

/** Enough for a clause; and more places than these say nothing new. Both keep hostile text cheap. */
const REACH = 110;
const MOST_SPOTS = 24;

/** A full stop before a space, a line break or a bullet; a number (`No. 3`, `RM1557.12`) is none. */
const SENTENCE_END = /[.;!?](?=\s)|[\r\n•]/g;

/** Words to look for. */
export interface Cue {
  /** One of these must stand in the text: nine texts in ten hold none, and asking is cheaper than the pattern. */
  readonly parts: readonly string[];
  /** Global, and of words: it is run from each of its matches on. */
  readonly words: RegExp;
}

const NONE: readonly Spot[] = [];

/** The first places where a cue stands. */
export function spotsOf(text: string, { parts, words }: Cue): readonly Spot[] {
  if (!parts.some((part) => text.includes(part))) return NONE;
  const spots: Spot[] = [];
  for (const found of text.matchAll(words)) {
    const start = found.index;
    const end = start + found[0].length;
    spots.push({
      found: found[0],
      before: lastPart(text.slice(Math.max(0, start - REACH), start)),
      after: firstPart(text.slice(end, end + REACH)),
      start,
    });
    if (spots.length >= MOST_SPOTS) break;
  }
  return spots;
}

function lastPart(text: string): string {
  let from = 0;
  for (const end of text.matchAll(SENTENCE_END)) from = end.index + 1;
  return text.slice(from);
}

function firstPart(text: string): string {
  const end = text.search(/[.;!?](?=\s)|[\r\n•]/);
  return end < 0 ? text : text.slice(0, end);
}

const DENIED_BEFORE = /\b(?:no|not|n't|n’t|without|nor|neither|never|rather than|instead of)\b[^,:]{0,50}$/;
const DENIED_BEHIND =
  /^[^,:]{0,40}\b(?:is|are|will|be|does|do)? ?(?:not|n't|n’t)\b ?(?:be |being |been )?(?:required|established|concluded|set up|used|needed|necessary|mandatory|applicable|essential|requested|apply)|^\W{0,4}n\/a\b/;

/** "this is not a framework", "SC clearance is not required". */
export function isDenied({ before, after }: Spot): boolean {
  return DENIED_BEFORE.test(before) || DENIED_BEHIND.test(after);
}
