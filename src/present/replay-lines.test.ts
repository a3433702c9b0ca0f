import { describe, expect, it } from 'vitest';
import type { ReplayedItem } from '../domain/replayed.ts';
import { replayLines } from './replay-lines.ts';

const AT = Date.parse('2026-09-02T09:00:00Z');

function linesOf(with_: Partial<ReplayedItem>): string {
  const item: ReplayedItem = {
    at: AT,
    kind: 'new',
    procurementId: 7,
    title: 'Housing software',
    buyer: undefined,
    url: 'https://example.org/7',
    changes: [],
    reasons: ["'software' in the title"],
    notOpenToYou: undefined,
    ...with_,
  };
  const asked = { cadence: 'instant', from: AT, to: AT + 1 } as const;
  return replayLines({ items: [item], weeks: [], walked: 1 }, asked).join('\n');
}

describe('a replay in lines', () => {
  it('says why something is told for the first time, as new or as awarded', () => {
    expect(linesOf({})).toContain("because 'software' in the title");
    expect(linesOf({ kind: 'awarded' })).toContain("because 'software' in the title");
  });

  it('says what changed, and then no reasons', () => {
    const lines = linesOf({
      kind: 'changed',
      changes: [{ field: 'stage', was: 'planned', now: 'tender' }],
    });

    expect(lines).toContain('→');
    expect(lines).not.toContain('because');
  });
});
