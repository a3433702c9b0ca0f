/** A sentence with its full stop, and where in the text it begins. */
export interface Told {
  readonly sentence: string;
  readonly from: number;
}

const END = /[.;!?]\s+|[\r\n•]+/g;
/** What is longer is a list, and nobody's sentence. */
const LONGEST = 800;

/** The sentences of a text in which `mark` (global) finds something. Only these are cut out: texts are long, and marks few. */
export function sentencesWith(text: string, mark: RegExp): readonly Told[] {
  const found: Told[] = [];
  let next = 0;
  for (;;) {
    mark.lastIndex = next;
    const at = mark.exec(text)?.index;
    if (at === undefined) return found;
    const from = startOf(text, at);
    next = endOf(text, at);
    found.push({ sentence: text.slice(from, next), from });
  }
}

/** The sentence that ends where another begins. */
export function sentenceBefore(text: string, from: number): string {
  return text.slice(startOf(text, Math.max(0, from - 2)), from);
}

function endOf(text: string, at: number): number {
  END.lastIndex = at;
  const stop = END.exec(text);
  return stop === null ? text.length : stop.index + 1;
}

/** Where the sentence begins that holds this place. */
function startOf(text: string, at: number): number {
  const first = Math.max(0, at - LONGEST);
  const lead = text.slice(first, at);
  let start = 0;
  END.lastIndex = 0;
  for (let stop = END.exec(lead); stop !== null; stop = END.exec(lead)) start = END.lastIndex;
  return first + start;
}
