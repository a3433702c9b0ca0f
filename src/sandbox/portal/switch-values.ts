/** What a switch may be set to when it is on. */
export interface Takes<T> {
  readonly fits: (value: unknown) => value is T;
  /** The same for a reader, behind "takes false or". */
  readonly said: string;
}

export const FLAG: Takes<true> = { fits: (value) => value === true, said: 'true' };

export const TEXT: Takes<string> = { fits: (value) => typeof value === 'string', said: 'a text' };

/** For a count, or for "one in so many". */
export const COUNT: Takes<number> = { fits: isCount, said: 'a whole number, 1 or more' };

/** A connection that is silent for longer has been given up by any client. */
const LONGEST = 600;

export const SECONDS: Takes<number> = {
  fits: (value): value is number => typeof value === 'number' && value > 0 && value <= LONGEST,
  said: `a number of seconds above 0, at most ${LONGEST}`,
};

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

export function anyOf<const T extends readonly (string | number)[]>(...values: T): Takes<T[number]> {
  const said = values.map((value) => JSON.stringify(value)).join(', ');
  return {
    fits: (value): value is T[number] => values.some((one) => one === value),
    said: said.replace(/, (?=[^,]*$)/, ' or '),
  };
}

/** A list that is not empty; `said` tells of its items. */
export function listOf<T>(fits: (item: unknown) => item is T, said: string): Takes<readonly T[]> {
  return {
    fits: (value): value is readonly T[] => Array.isArray(value) && value.length > 0 && value.every(fits),
    said: `a list of ${said}`,
  };
}

/** An object with these members, each of which fits, and no others. */
export function membersOf<T extends object>(members: {
  readonly [Name in keyof T]-?: Takes<T[Name]>;
}): Takes<T> {
  const rows: readonly (readonly [string, Takes<unknown>])[] = Object.entries(members);
  return {
    fits: (value): value is T => {
      if (typeof value !== 'object' || value === null) return false;
      const given = new Map<string, unknown>(Object.entries(value));
      return given.size === rows.length && rows.every(([name, takes]) => takes.fits(given.get(name)));
    },
    said: `an object: ${rows.map(([name, takes]) => `${name} (${takes.said})`).join(', ')}`,
  };
}
