import { describe, expect, it } from 'vitest';
import type { PortalId } from '../../domain/portal.ts';
import { PORTALS } from '../../domain/portal.ts';
import { CONTRACTS_FINDER_SWITCHES } from '../contracts-finder/switches.ts';
import { FIND_A_TENDER_SWITCHES } from '../find-a-tender/switches.ts';
import { SCOTLAND_SWITCHES, WALES_SWITCHES } from '../proactis/switches.ts';
import type { SwitchTable } from './switch-board.ts';
import { defaultsOf, switchBoard } from './switch-board.ts';

/** Turns one switch on a new board, as JSON would; answers what was said, and whether anything has changed. */
function turn<S extends object>(table: SwitchTable<S>, name: string, value: unknown) {
  const board = switchBoard(table);
  const before = board.values();
  const said = board.setUnknown({ [name]: value });
  const now = new Map<string, unknown>(Object.entries(board.values()));
  return { said, isSame: board.values() === before, value: now.get(name) };
}

const TURN: Readonly<Record<PortalId, (name: string, value: unknown) => ReturnType<typeof turn>>> = {
  'find-a-tender': (name, value) => turn(FIND_A_TENDER_SWITCHES, name, value),
  'contracts-finder': (name, value) => turn(CONTRACTS_FINDER_SWITCHES, name, value),
  'public-contracts-scotland': (name, value) => turn(SCOTLAND_SWITCHES, name, value),
  sell2wales: (name, value) => turn(WALES_SWITCHES, name, value),
};
const TABLES: Readonly<Record<PortalId, object>> = {
  'find-a-tender': FIND_A_TENDER_SWITCHES,
  'contracts-finder': CONTRACTS_FINDER_SWITCHES,
  'public-contracts-scotland': SCOTLAND_SWITCHES,
  sell2wales: WALES_SWITCHES,
};
const RULE = { requests: 5, seconds: 30, blockSeconds: 60, status: 429, retryAfter: 'http-date' };

/** A switch of each kind, what is good for it, what is not, and how it says so. */
const KINDS: readonly (readonly [PortalId, string, readonly unknown[], readonly unknown[], string])[] = [
  ['sell2wales', 'bom', [true, false], ['true', 1, null, [], {}], 'bom takes false or true'],
  [
    'find-a-tender',
    'midnightOutage',
    [503, 'reset', false],
    ['banana', '503', 500, true, null],
    'midnightOutage takes false or 503 or "reset"',
  ],
  [
    'public-contracts-scotland',
    'slowSeconds',
    [0.3, 600, false],
    [-1, 0, 1e9, 600.1, Infinity, Number.NaN, '20', true],
    'slowSeconds takes false or a number of seconds above 0, at most 600',
  ],
  [
    'find-a-tender',
    'throttle',
    ['429-120', '504', false],
    ['banana', 429, {}, true],
    'throttle takes false or "429-120", "429-11", "429-date", "429", "503" or "504"',
  ],
  ...(['lostNext', 'missingFromLongWindows'] as const).map(
    (name) =>
      [
        'find-a-tender',
        name,
        [1, 7, false],
        [0, -1, 1.5, '2', true],
        `${name} takes false or a whole number, 1 or more`,
      ] as const,
  ),
  ...(
    [
      'truncateAfter',
      'mojibakeEvery',
      'missingFieldsEvery',
      'invalidUrlEvery',
      'notInSearchEvery',
      'v2Cap',
    ] as const
  ).map(
    (name) =>
      [
        'contracts-finder',
        name,
        [1, 1500, false],
        [0, -3, 0.5, 1e300, '11', true, [11]],
        `${name} takes false or a whole number, 1 or more`,
      ] as const,
  ),
  [
    'contracts-finder',
    'throttle',
    [RULE, { ...RULE, status: 403, retryAfter: 'none' }, false],
    [
      {},
      [],
      null,
      '429-120',
      { ...RULE, requests: 0 },
      { ...RULE, seconds: '60' },
      { ...RULE, status: 500 },
      { ...RULE, retryAfter: 'soon' },
      { ...RULE, tea: 1 },
      { requests: 5, seconds: 30, status: 429, retryAfter: 'none' },
    ],
    'throttle takes false or an object: requests (a whole number, 1 or more), seconds (a whole number, 1 or more), blockSeconds (a whole number, 1 or more), status (403 or 429), retryAfter ("full", "short", "http-date" or "none")',
  ],
  [
    'contracts-finder',
    'apiDown',
    [500, 503, 200, false],
    [404, '503', true],
    'apiDown takes false or 500, 503 or 200',
  ],
  [
    'contracts-finder',
    'siteLayout',
    [2020, 2021, 2025, false],
    [1999, '2025', true],
    'siteLayout takes false or 2020, 2021 or 2025',
  ],
  [
    'contracts-finder',
    'robots',
    ['', 'User-agent: *', false],
    [404, true, ['Disallow: /']],
    'robots takes false or a text',
  ],
  [
    'sell2wales',
    'sqlError',
    [['2'], ['101', '2,09-2026'], false],
    [[], '2', [2], ['tea'], ['2,13-2026'], ['2,9-2026'], ['2', null], true],
    'sqlError takes false or a list of notice types, "2", or single months of them, "2,09-2026"',
  ],
];

describe('a switch turned from JSON', () => {
  it.each(KINDS)('%s %s takes what fits', (portal, name, good) => {
    for (const value of good) expect(TURN[portal](name, value)).toMatchObject({ said: undefined, value });
  });

  it.each(KINDS)(
    '%s %s refuses the rest in one line, and stays as it is',
    (portal, name, _good, bad, said) => {
      for (const value of bad)
        expect(TURN[portal](name, value), JSON.stringify(value)).toMatchObject({ said, isSame: true });
    },
  );

  it.each(PORTALS)('%s: every row of its table takes what it is set to, and no other kind', (portal) => {
    for (const [name, row] of Object.entries(TABLES[portal]) as [string, { on: unknown }][]) {
      expect(TURN[portal](name, row.on).said).toBeUndefined();
      for (const value of [null, {}, [[]], -1, Number.NaN]) {
        const { said, isSame } = TURN[portal](name, value);
        expect(said, JSON.stringify(value)).toMatch(new RegExp(`^${name} takes false or [^\\n]+$`));
        expect(isSame).toBe(true);
      }
    }
  });

  it('changes nothing where one of several does not fit', () => {
    const board = switchBoard(FIND_A_TENDER_SWITCHES);

    expect(board.setUnknown({ lostNext: 4, throttle: 'banana' })).toContain('throttle takes');
    expect(board.setUnknown({ lostNext: 4, tea: true })).toBe('tea is no switch of this portal');
    expect(board.setUnknown([])).toBe('an object is wanted');
    expect(board.values()).toEqual(defaultsOf(FIND_A_TENDER_SWITCHES));
    expect(board.setUnknown({ lostNext: 4, nulls: false })).toBeUndefined();
    expect(board.values()).toEqual({ ...defaultsOf(FIND_A_TENDER_SWITCHES), lostNext: 4, nulls: false });
  });
});
