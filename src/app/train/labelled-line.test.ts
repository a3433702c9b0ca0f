import { describe, expect, it } from 'vitest';
import { readLabelledLine } from './labelled-line.ts';

const LINE = {
  id: 'gold-1',
  source: 'contracts_finder',
  notice: 'CF-2026-77',
  stratum: 'award/itcpv',
  stage: 'award',
  title: 'Firewall &amp; antivirus',
  description: '<p>For three depots.</p>',
  buyer: 'Elsmere NHS Trust',
  cpv: ['72810000-1', '72000000'],
  it: 'yes',
  primary: ['security', 'networks'],
  cats: ['security'],
  maybe: ['support'],
};

function read(fields: unknown): ReturnType<typeof readLabelledLine> {
  return readLabelledLine(JSON.stringify(fields), 4);
}

describe('a labelled line', () => {
  it('is a notice and what a reader said it is', () => {
    expect(read(LINE)).toMatchObject({
      id: 'gold-1',
      portal: 'contracts-finder',
      notice: 'CF-2026-77',
      stratum: 'award/itcpv',
      view: {
        titles: ['Firewall & antivirus'],
        descriptions: ['For three depots.'],
        stage: 'award',
        buyer: { name: 'Elsmere NHS Trust', type: 'nhs' },
        cpv: [
          { code: '72810000', main: true },
          { code: '72000000', main: false },
        ],
      },
      label: { it: 'yes', primary: ['security', 'networks'], cats: ['security'], maybe: ['support'] },
    });
  });

  it('need say no more than whether it is IT', () => {
    expect(read({ title: 'Gates', it: 'no', notice: null, stratum: null })).toMatchObject({
      id: 'line 4',
      portal: 'unknown',
      notice: undefined,
      stratum: undefined,
      label: { it: 'no', primary: [], cats: [], maybe: [] },
    });
  });

  it('is refused without a label, and says what is wrong', () => {
    expect(read({ title: 'Gates' })).toEqual({ refused: 'has no label: it must be yes, no or borderline' });
    expect(read({ ...LINE, it: true })).toEqual({
      refused: 'has no label: it must be yes, no or borderline',
    });
    expect(read({ ...LINE, cats: 'security' })).toMatchObject({
      refused: expect.stringContaining('cats') as string,
    });
    expect(read([LINE])).toMatchObject({ refused: expect.stringContaining('no JSON object') as string });
    expect(readLabelledLine('{"it":', 1)).toMatchObject({
      refused: expect.stringContaining('no JSON') as string,
    });
  });
});
