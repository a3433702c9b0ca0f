export interface Numbers {
  /** How many numbers lie between the least and the greatest held of each year, those included. */
  readonly expected: number;
  /** How many of them are held. */
  readonly held: number;
  /** Ids of those that are not, oldest first: the latest thousand at most. */
  readonly missing: readonly string[];
}

/** Serial number and year, as Find a Tender numbers its notices: `075962-2026`. */
const NUMBERED = /^(\d{6})-(\d{4})$/;
/** One id far off (a slip of the pen) must not make a list of a million. */
const MOST_MISSING = 1000;

/** What is left out of notice ids that are given one after the other and begin anew each year; other ids count for nothing. */
export function missingNumbers(noticeIds: readonly string[]): Numbers {
  const years = new Map<string, Set<number>>();
  for (const noticeId of noticeIds) {
    const [, number, year] = NUMBERED.exec(noticeId) ?? [];
    if (number === undefined || year === undefined) continue;
    const held = years.get(year) ?? new Set();
    years.set(year, held.add(Number(number)));
  }
  let expected = 0;
  let held = 0;
  let missing: readonly string[] = [];
  for (const [year, numbers] of [...years].toSorted(([a], [b]) => Number(a) - Number(b))) {
    const inOrder = [...numbers].toSorted((a, b) => a - b);
    expected += (inOrder.at(-1) ?? 0) - (inOrder[0] ?? 0) + 1;
    held += inOrder.length;
    missing = [...missing, ...leftOut(inOrder, year)].slice(-MOST_MISSING);
  }
  return { expected, held, missing };
}

/** The latest that stand in no place between two of a year's numbers. */
function leftOut(inOrder: readonly number[], year: string): readonly string[] {
  const missing: string[] = [];
  for (let place = inOrder.length - 1; place > 0; place -= 1) {
    const before = inOrder[place - 1] ?? 0;
    for (let number = (inOrder[place] ?? 0) - 1; number > before; number -= 1) {
      if (missing.length === MOST_MISSING) return missing.toReversed();
      missing.push(`${String(number).padStart(6, '0')}-${year}`);
    }
  }
  return missing.toReversed();
}
