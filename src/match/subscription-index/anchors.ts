import { EVERY } from './features.ts';
import type { Features } from './needs.ts';
import type { Plan } from './plan.ts';

type Program = Pick<Plan, 'program' | 'whole'>;
type Rates = Pick<Features, 'rateOf'>;

/** For the place of an anchor: found by the feature that every document has. */
const EVERYTHING = -1;
const ONLY_EVERY = [EVERY];

/** The features of the need at `at`: those by which a query can be found. */
export function featuresAt({ program }: Program, at: number): readonly number[] {
  return at === EVERYTHING ? ONLY_EVERY : program.slice(at + 1, at + 1 + (program[at] ?? 0));
}

/** Every feature that a program names, as often as it does. */
export function featuresOf({ program }: Program): readonly number[] {
  const found: number[] = [];
  for (let at = 0; at < program.length;) {
    const end = at + 1 + (program[at] ?? 0);
    for (at += 1; at < end; at += 1) found.push(featureOf(program[at] ?? EVERY));
  }
  return found;
}

function featureOf(one: number): number {
  return one < 0 ? ~one : one;
}

/** How often the need at `at` is met; one that something is not there, nearly always. */
export function rateAt({ program }: Program, at: number, rates: Rates): number {
  if (at === EVERYTHING) return 1;
  const end = at + 1 + (program[at] ?? 0);
  let sum = 0;
  for (let place = at + 1; place < end; place += 1) {
    const one = program[place] ?? EVERY;
    sum += one < 0 ? 1 : rates.rateOf(one);
  }
  return sum;
}

/** The need that is met most rarely, of those that ask for features alone. */
export function rarestNeed(plan: Program, rates: Rates): { readonly at: number; readonly rate: number } {
  let best = { at: EVERYTHING, rate: 1 };
  for (let at = 0; at < plan.program.length; at += 1 + (plan.program[at] ?? 0)) {
    const rate = rateAt(plan, at, rates);
    if (rate < best.rate) best = { at, rate };
  }
  return best;
}

/** What an entry that was found by its anchor, and whose gates let a document pass, still needs. */
export interface Open {
  /** Features that must be there, the rarest first, and features that must not, the commonest first: two of each at most. */
  readonly wanted: readonly number[];
  readonly unwanted: readonly number[];
  /** The other needs, as in a program. */
  readonly others: readonly number[];
}

const FIRST_ASKED = 2;

export function openNeeds({ program, whole }: Program, anchor: number, rates: Rates): Open {
  const [wanted, unwanted, others]: [number[], number[], number[]] = [[], [], []];
  for (let at = 0; at < whole; at += 1 + (program[at] ?? 0)) {
    const [length = 0, first = EVERY] = [program[at], program[at + 1]];
    if (at === anchor) continue;
    if (length !== 1) others.push(...program.slice(at, at + 1 + length));
    else if (first < 0) unwanted.push(~first);
    else wanted.push(first);
  }
  if (wanted.length > 1) wanted.sort((a, b) => rates.rateOf(a) - rates.rateOf(b));
  if (unwanted.length > 1) unwanted.sort((a, b) => rates.rateOf(b) - rates.rateOf(a));
  for (const feature of wanted.splice(FIRST_ASKED)) others.push(1, feature);
  for (const feature of unwanted.splice(FIRST_ASKED)) others.push(1, ~feature);
  return { wanted, unwanted, others: others.length === 0 ? NO_OTHERS : others };
}

const NO_OTHERS: readonly number[] = [];
