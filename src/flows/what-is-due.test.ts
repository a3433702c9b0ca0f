import { describe, expect, it } from 'vitest';
import { aView } from '../../test/builders.ts';
import { materialState } from '../dedupe/material.ts';
import type { LedgerEntry } from '../domain/delivery.ts';
import type { View } from '../domain/procurement.ts';
import type { Wanted } from '../domain/subscription.ts';
import { isNews, whatIsDue, type Standing } from './what-is-due.ts';

const now = Date.parse('2026-09-02T09:00:00Z');
const everything: ReadonlySet<Wanted> = new Set(['new', 'changes', 'awards']);
const open = aView();
const moved = aView({ deadline: { at: Date.parse('2026-10-07T11:00:00Z'), day: '2026-10-07', timed: true } });
const award = aView({ stage: 'award' });
const contract = aView({ stage: 'contract' });
const cancelled = aView({ stage: 'closed', outcome: 'cancelled' });
const withdrawn = aView({ stage: 'closed', outcome: 'withdrawn' });

function told(view: View): LedgerEntry {
  return {
    id: 1,
    subscriberId: 1,
    procurementId: 1,
    deliveryId: 1,
    kind: 'new',
    state: 'told',
    subscriptionIds: [1],
    told: materialState(view),
    toldAt: now,
  };
}

function due(view: View, before: readonly View[], with_: Partial<Standing> = {}): string | undefined {
  return whatIsDue({
    view,
    state: materialState(view),
    told: before.map(told),
    matches: true,
    moved: true,
    wanted: everything,
    now,
    ...with_,
  });
}
function all(...wanted: Wanted[]): Partial<Standing> {
  return { wanted: new Set(wanted) };
}

describe('what is due to somebody who was told nothing', () => {
  it.each([
    ['what is open, as new', open, {}, 'new'],
    ['what is open, though nothing moved: it may match only now', open, { moved: false }, 'new'],
    ['nothing that does not match', open, { matches: false }, undefined],
    ['nothing that is open, where they want awards alone', open, all('awards'), undefined],
    ['nothing whose deadline is past', open, { now: Date.parse('2026-10-01T00:00:00Z') }, undefined],
    ['an award, as an award', award, {}, 'awarded'],
    ['no award, unless they want awards', award, all('new', 'changes'), undefined],
    ['no cancellation', cancelled, {}, undefined],
  ] as const)('%s', (_title, view, with_, expected) => {
    expect(due(view, [], with_)).toBe(expected);
  });
});

describe('what is due to somebody who was told before', () => {
  it.each([
    ['a change', moved, open, {}, 'changed'],
    ['a change, also where it no longer matches', moved, open, { matches: false }, 'changed'],
    ['nothing where it says the same', open, open, {}, undefined],
    ['nothing where it differs but nothing moved', moved, open, { moved: false }, undefined],
    ['no change, unless they want changes', moved, open, all('new', 'awards'), undefined],
    ['a cancellation', cancelled, open, {}, 'cancelled'],
    ['a cancellation, whatever else they want', cancelled, open, all('new', 'awards'), 'cancelled'],
    ['one cancellation, whatever is said of it later', withdrawn, cancelled, {}, undefined],
    ['a change where it was cancelled and opens again', open, cancelled, {}, 'changed'],
    ['an award', award, open, {}, 'awarded'],
    ['an award, also where it no longer matches', award, open, { matches: false }, 'awarded'],
    ['an award, to whoever wants changes', award, open, all('new', 'changes'), 'awarded'],
    ['an award, to whoever wants awards alone', award, open, all('awards'), 'awarded'],
    ['an award, whatever else they want', award, open, all('new'), 'awarded'],
    ['one award, to whoever wants changes', contract, award, all('new', 'changes'), undefined],
    ['one award: the contract that follows is its paperwork', contract, award, {}, undefined],
    ['the cancellation of an award', cancelled, award, {}, 'cancelled'],
  ] as const)('%s', (_title, view, before, with_, expected) => {
    expect(due(view, [before], with_)).toBe(expected);
  });

  it('is measured by what was told last', () => {
    expect(due(open, [open, moved])).toBe('changed');
    expect(due(moved, [open, moved])).toBeUndefined();
  });
});

describe('news', () => {
  it.each([
    ['deadline-later', true],
    ['amended', true],
    ['cancelled', true],
    ['merged', false],
    ['split', false],
    ['corrected', true],
  ] as const)('%s: %s', (kind, expected) => {
    expect(isNews(kind)).toBe(expected);
  });
});
