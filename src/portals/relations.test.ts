import { describe, expect, it } from 'vitest';
import { linksOf, relatedProcesses } from './relations.ts';

const PUBLISHED = Date.parse('2026-09-01T08:00:00Z');
const OWN = { portal: 'find-a-tender', ocid: 'ocds-h6vhtk-0a0001' } as const;
const OTHER = 'ocds-h6vhtk-0b0002';

const related = (relationship: unknown, identifier: unknown) =>
  relatedProcesses({ relatedProcesses: [{ id: '1', scheme: 'ocid', relationship, identifier }] }, PUBLISHED);

describe('related processes', () => {
  it.each([
    ['framework', 'framework'],
    ['parent', 'framework'],
    ['replacementProcess', 'replaces'],
    ['renewalProcess', 'replaces'],
    ['unsuccessfulProcess', 'retries'],
    ['prior', 'same'],
    ['planning', 'same'],
  ])('%s', (code, as) => {
    expect(related([code], OTHER)).toEqual([{ key: `ocid:${OTHER}`, as }]);
    expect(related(code, OTHER)).toEqual([{ key: `ocid:${OTHER}`, as }]);
  });

  it('take the code that holds apart of two', () => {
    expect(related(['prior', 'unsuccessfulProcess'], OTHER)).toMatchObject([{ as: 'retries' }]);
  });

  it.each([
    [['subContract'], OTHER],
    [['framework'], 'ocds-abcdef-1'],
    [['framework'], '2018/S 205-467435'],
    [['framework'], null],
    [[7, null], OTHER],
    [undefined, OTHER],
  ])('that are none: %j %j', (relationship, identifier) => {
    expect(related(relationship, identifier)).toEqual([]);
  });

  it('by a notice number: a planning notice for twelve months, a framework for ever', () => {
    expect(related(['planning'], '2025/S 000-012345')).toEqual([
      { key: 'notice:find-a-tender:012345-2025', as: 'same' },
    ]);
    expect(related(['planning'], '2024/S 000-012345')).toEqual([]);
    expect(related(['framework'], '012345-2021')).toEqual([
      { key: 'notice:find-a-tender:012345-2021', as: 'framework' },
    ]);
  });
});

it('an identifier that was read moves nothing for the text that is read next', () => {
  related(['framework'], '012345-2021');
  expect(linksOf(OWN, '070001-2026', [], ['PIN 012345-2025']).cites).toEqual([
    'notice:find-a-tender:012345-2025',
  ]);
});

describe('the links of a notice', () => {
  const links = (data: Parameters<typeof linksOf>[2], ...texts: string[]) =>
    linksOf(OWN, '070001-2026', data, texts);

  it('are sorted into the same procurement and others, each once, with where it is said', () => {
    expect(
      links(
        [{ key: `ocid:${OTHER}`, as: 'framework' }],
        'Following market engagement 2025/S 000-012345. A re-tender of 2025/S 000-000007.',
        'Following market engagement 2025/S 000-012345.',
      ),
    ).toEqual({
      cites: ['notice:find-a-tender:012345-2025'],
      relations: [
        { kind: 'framework', key: `ocid:${OTHER}`, by: 'data' },
        { kind: 'retries', key: 'notice:find-a-tender:000007-2025', by: 'text' },
      ],
    });
  });

  it('leave the notice itself out', () => {
    expect(
      links([{ key: 'ocid:ocds-h6vhtk-0a0001', as: 'same' }], 'See contract notice 070001-2026.'),
    ).toEqual({
      cites: [],
      relations: undefined,
    });
  });

  it('believe data before words, and what holds apart before what joins', () => {
    const call = 'A call-off under the Roofing Framework, 2025/S 000-012345.';
    const same = 'See contract notice 2025/S 000-012345.';
    expect(links([], same, call).cites).toEqual([]);
    expect(links([], same, call).relations).toMatchObject([{ kind: 'framework', by: 'text' }]);
    const data = [{ key: 'notice:find-a-tender:012345-2025', as: 'same' }] as const;
    expect(links(data, call)).toEqual({ cites: ['notice:find-a-tender:012345-2025'], relations: undefined });
  });
});
