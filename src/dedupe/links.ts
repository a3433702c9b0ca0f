/** How likely kinds of notices are one, pair by pair. */
export interface Links {
  /** A kind may be linked to itself. Each pair once; the confidence in thousandths at most. */
  add(one: number, other: number, confidence: number): void;
  each(visit: (one: number, other: number, confidence: number) => void): void;
}

/** Links in one piece of memory. */
const PIECE = 65_536;
/** A place for each side, and one for the confidence. */
const WIDTH = 3;

/** A series of thousands of sisters has tens of millions of links: each takes twelve bytes. */
export function openLinks(): Links {
  const pieces: Int32Array[] = [];
  let count = 0;
  return {
    add: (one, other, confidence) => {
      const at = (count % PIECE) * WIDTH;
      if (at === 0) pieces.push(new Int32Array(PIECE * WIDTH));
      count += 1;
      pieces.at(-1)?.set([one, other, Math.round(confidence * 1000)], at);
    },
    each: (visit) => {
      for (let link = 0; link < count; link += 1) {
        const piece = pieces[Math.floor(link / PIECE)];
        const at = (link % PIECE) * WIDTH;
        visit(piece?.[at] ?? 0, piece?.[at + 1] ?? 0, (piece?.[at + 2] ?? 0) / 1000);
      }
    },
  };
}
