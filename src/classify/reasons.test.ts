import { describe, expect, it } from 'vitest';
import { aNoticeText, evidenceOf } from '../../test/evidence-of.ts';
import type { Reason } from '../domain/procurement.ts';
import { NOWHERE } from './feature-list.ts';
import { codeSource } from './parts.ts';
import { reasonsOf } from './reasons.ts';

type Said = readonly (readonly [source: number, amount: number])[];

function reasons(text: Parameters<typeof aNoticeText>, said: Said, slope = 1): readonly Reason[] {
  const contributions = {
    count: said.length,
    sources: Int32Array.from(said, ([source]) => source),
    amounts: Float64Array.from(said, ([, amount]) => amount),
  };
  return reasonsOf(evidenceOf(aNoticeText(...text)))(contributions, { slope, offset: 9 });
}

function wordsOf(...given: Parameters<typeof reasons>): readonly string[] {
  return reasons(...given).map(({ words }) => words);
}

describe('reasons', () => {
  it('name terms as the notice writes them, with their place', () => {
    expect(
      reasons(
        ['Penetration testing for IT', 'Yearly firewall audit.', '72810000'],
        [
          [0, 1],
          [1, 1.5],
          [5, 0.5],
          [codeSource(0), 1],
        ],
      ),
    ).toEqual([
      { words: "'penetration testing' in the title", place: 'title', contribution: 2.5 },
      { words: 'CPV 72810000', place: 'code', contribution: 1 },
      { words: "'firewall' in the description", place: 'description', contribution: 0.5 },
    ]);
  });

  it('keep the capitals of a word, but not of a text that shouts', () => {
    expect(wordsOf(['Help with GIS'], [[2, 1]])).toEqual(["'GIS' in the title"]);
    expect(wordsOf(['HELP WITH GIS'], [[2, 1]])).toEqual(["'gis' in the title"]);
  });

  it('name a code with what it is called, and one that is stated twice once', () => {
    const text = aNoticeText('Things', '', '72810000', '72000000', '72810000');
    const [first, ...others] = text.cpv;
    if (first === undefined) throw new Error('there is a code');
    const cpv = [{ ...first, description: 'Computer audit services' }, ...others];
    const contributions = {
      count: 2,
      sources: Int32Array.from([codeSource(0), codeSource(2)]),
      amounts: Float64Array.from([1, 2]),
    };

    expect(reasonsOf(evidenceOf({ ...text, cpv }))(contributions, { slope: 1, offset: 0 })).toEqual([
      { words: 'CPV 72810000 Computer audit services', place: 'code', contribution: 3 },
    ]);
  });

  it('name a framework, and a false friend as what it is', () => {
    expect(wordsOf(['Call-off under RM9999'], [[3, 1]])).toEqual(['framework Bell Cloud 3']);
    expect(
      wordsOf(
        ['Heat network extension'],
        [
          [0, -0.5],
          [1, -0.5],
        ],
      ),
    ).toEqual(["'heat network', which is something else, in the title"]);
  });

  it('put what speaks against behind what speaks for, the weightiest first', () => {
    const found = reasons(
      ['Roof lights gutters slates', 'software'],
      [
        [0, -0.5],
        [1, 0.5],
        [2, -2],
        [3, -1],
        [4, 2],
      ],
    );

    expect(found.map(({ contribution }) => contribution)).toEqual([2, 0.5, -2, -1]);
  });

  it('are four for it and two against it at most', () => {
    const text = 'software digital firewall roof network gorse hazel ivy';
    const found = wordsOf(
      [text],
      [0, 1, 2, 3, 4, 5, 6, 7].map((at) => [at, at < 5 ? 1 + at : -at] as const),
    );

    expect(found).toEqual([
      "'network' in the title",
      "'roof' in the title",
      "'firewall' in the title",
      "'digital' in the title",
      "'ivy' in the title",
      "'hazel' in the title",
    ]);
  });

  it('have the best code among them, and a phrase once that stands in both places', () => {
    const text = ['Software firewall roof network digital', 'A firewall.', '72810000', '72000000'] as const;

    expect(
      wordsOf(
        [...text],
        [
          [0, 5],
          [1, 4],
          [2, 4.5],
          [3, 3],
          [4, 2],
          [6, 2],
          [codeSource(0), 0.3],
          [codeSource(1), 0.2],
        ],
      ),
    ).toEqual(["'firewall' in the title", "'software' in the title", "'roof' in the title", 'CPV 72810000']);
  });

  it('are words that no list knows only where terms and codes are few', () => {
    const words = [0, 1, 2, 3].map((at) => [at, 4 - at] as const);

    expect(wordsOf(['alder birch cedar damson'], words)).toEqual([
      "'alder' in the title",
      "'birch' in the title",
    ]);
    expect(wordsOf(['alder software cedar firewall'], words)).toEqual([
      "'software' in the title",
      "'firewall' in the title",
    ]);
  });

  it('are in log odds', () => {
    expect(reasons(['Software'], [[0, 1]], 3)[0]?.contribution).toBe(3);
  });

  it('are never a connective, a number, a syllable, or what says little', () => {
    const loud: Said = [0, 1, 2, 3, 4].map((at) => [at, 5] as const);

    expect(wordsOf(['the provision of 2025 kx'], loud)).toEqual([]);
    expect(wordsOf(['cedar'], [[0, 0.1]])).toEqual([]);
    expect(
      wordsOf(
        ['cedar software'],
        [
          [0, 0.3],
          [1, 1],
        ],
      ),
    ).toEqual(["'software' in the title"]);
    expect(wordsOf(['software'], [[0, 0.3]])).toEqual(["'software' in the title"]);
    expect(wordsOf(['software'], [[0, -0.3]])).toEqual([]);
  });

  it('leave out what stands nowhere, and are none where nothing is said', () => {
    expect(wordsOf(['Software'], [[NOWHERE, 5]])).toEqual([]);
    expect(wordsOf([''], [[NOWHERE, 5]])).toEqual([]);
  });

  it('name a thing once, whatever else of it speaks against', () => {
    expect(
      wordsOf(
        ['Under Bell Cloud 3', 'By RM9999.'],
        [
          [1, 2],
          [5, -1],
        ],
      ),
    ).toEqual(['framework Bell Cloud 3']);
  });
});
