import type { CommonSwitches } from '../pretend-portal.ts';
import type { Takes } from './switch-values.ts';
import { anyOf, SECONDS } from './switch-values.ts';

/** For each switch, what it is set to when it is on, whether it is on by default, and what else it takes. Off is always `false`. */
export type SwitchTable<S> = {
  readonly [Name in keyof S]-?: {
    readonly on: Exclude<S[Name], false>;
    /** False for what would only take time, or leave nothing to read. */
    readonly byDefault: boolean;
    readonly takes: Takes<Exclude<S[Name], false>>;
  };
};

/** A portal's switches, which can be turned while it runs. */
export interface SwitchBoard<S> {
  /** As they stand now. */
  readonly values: () => S;
  readonly set: (change: Partial<S>) => void;
  /** The same from JSON, by name; answers in one line what is wrong with it, and then changes nothing. */
  readonly setUnknown: (change: unknown) => string | undefined;
}

interface Row {
  readonly on: unknown;
  readonly byDefault: boolean;
  readonly takes: Takes<unknown>;
}

function hasAll<S>(table: SwitchTable<S>, values: object): values is object & S {
  return Object.keys(table).every((name) => name in values);
}

/** Every row of a table, each set to what `choose` says. */
function chosen<S>(table: SwitchTable<S>, choose: (row: Row) => unknown): S {
  const rows: readonly (readonly [string, Row])[] = Object.entries(table);
  const values = Object.fromEntries(rows.map(([name, row]) => [name, choose(row)]));
  if (!hasAll(table, values)) throw new Error('a switch is missing');
  return values;
}

/** As the real portal misbehaves. */
export function defaultsOf<S>(table: SwitchTable<S>): S {
  return chosen(table, (row) => row.byDefault && row.on);
}

/** All off: a portal that does what its documentation says. */
export function offOf<S>(table: SwitchTable<S>): S {
  return chosen(table, () => false);
}

export const COMMON_SWITCHES: SwitchTable<CommonSwitches> = {
  midnightOutage: { on: 503, byDefault: true, takes: anyOf(503, 'reset') },
  slowSeconds: { on: 20, byDefault: false, takes: SECONDS },
};

/** @param changes from the defaults */
export function switchBoard<S>(table: SwitchTable<S>, changes: Partial<S> = {}): SwitchBoard<S> {
  let values = { ...defaultsOf(table), ...changes };
  const rows = new Map<string, Row>(Object.entries(table));
  function wrong([name, value]: readonly [string, unknown]): string | undefined {
    const row = rows.get(name);
    if (row === undefined) return `${name} is no switch of this portal`;
    return value === false || row.takes.fits(value) ? undefined : `${name} takes false or ${row.takes.said}`;
  }
  return {
    values: () => values,
    set: (change) => {
      values = { ...values, ...change };
    },
    setUnknown: (change) => {
      if (typeof change !== 'object' || change === null || Array.isArray(change))
        return 'an object is wanted';
      const trouble = Object.entries(change)
        .map(wrong)
        .find((text) => text !== undefined);
      if (trouble === undefined) values = { ...values, ...change };
      return trouble;
    },
  };
}
