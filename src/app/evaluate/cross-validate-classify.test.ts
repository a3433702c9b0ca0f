import { describe, expect, it } from 'vitest';
import { aLabelledLine } from '../../../test/labelled-lines.ts';
import { aClassification } from '../../../test/builders.ts';
import { parseTaxonomy } from '../load-taxonomy.ts';
import { crossValidatedClassify, type Train } from './cross-validate-classify.ts';
import { overlapOf, type Lessons } from './overlap.ts';

const TAXONOMY = parseTaxonomy(
  `
families: {}
it:
  codes: { strong: [], weak: [] }
  terms: { strong: [harpoon, trawl net], fair: [], hint: [] }
categories: []
falseFriends: []
otherTrades: []
otherTradeCodes: { blocking: [], neutral: [] }
boilerplate: {}
`,
  'taxonomy',
  [],
);

const GOODS = [
  'Ropes of hemp',
  'Chains of iron',
  'Sails of flax',
  'Lamps of brass',
  'Oars of ash',
  'Casks of oak',
];
const lines = GOODS.map((title, at) => aLabelledLine({ id: `own-${at}`, title, stratum: 'open/kw' }));

const STRANGER = aLabelledLine({ id: 'stranger', title: 'Bread', it: 'yes' });
const COPY = aLabelledLine({ id: 'copy', title: 'SAILS OF FLAX', description: 'Told again.' });
/** As the development set is part of the training data. */
const ITSELF = aLabelledLine({ id: 'own-0', title: 'Ropes of hemp', stratum: 'open/kw' });
const HARPOONS = ['one', 'two', 'three'].map((word) => aLabelledLine({ id: word, title: `Harpoon ${word}` }));
const NETS = ['four', 'five'].map((word) => aLabelledLine({ id: word, title: `Trawl net ${word}` }));
const BREAM = aLabelledLine({ id: 'bream', title: 'Casks of oak', description: 'A trawl net too.' });

const LESSONS: Lessons = {
  labelled: [STRANGER, ITSELF, COPY],
  unlabelled: [...HARPOONS, ...NETS, BREAM],
};

/** What each fold learned from, and which lines it judged, by name. */
async function run(folds: number, signal = new AbortController().signal) {
  const learned: { labelled: string[]; unlabelled: string[]; judged: string[]; terms: readonly string[] }[] =
    [];
  const train: Train = (taxonomy, { labelled, unlabelled }, progress) => {
    const fold = {
      labelled: labelled.map(({ id }) => id),
      unlabelled: unlabelled.map(({ id }) => id),
      judged: [] as string[],
      terms: taxonomy.it.terms.strong,
    };
    learned.push(fold);
    progress(0.5);
    return ({ title }) => {
      fold.judged.push(title);
      return aClassification({ it: GOODS.indexOf(title) / 10 });
    };
  };
  const steps: number[] = [];
  const found = await crossValidatedClassify(lines, LESSONS, {
    folds,
    seed: 1,
    overlap: overlapOf(lines, LESSONS),
    taxonomy: TAXONOMY,
    train,
    progress: (done) => steps.push(done),
    signal,
  });
  return { found, learned, steps };
}

describe('cross-validation', () => {
  it('judges every line once, in the order of the lines', async () => {
    const { found, learned } = await run(3);

    expect(found?.map(({ score }) => score)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(learned.flatMap(({ judged }) => judged).toSorted()).toEqual(GOODS.toSorted());
  });

  it('never learns from the line itself, labelled or not, or from what nearly repeats it', async () => {
    const { learned } = await run(3);

    expect(learned).toHaveLength(3);
    for (const { labelled, unlabelled, judged } of learned) {
      for (const [at, title] of GOODS.entries())
        expect(labelled.includes(`own-${at}`)).toBe(!judged.includes(title));
      expect(labelled.includes('copy')).toBe(!judged.includes('Sails of flax'));
      expect(unlabelled.includes('bream')).toBe(!judged.includes('Casks of oak'));
      expect(labelled).toContain('stranger');
      expect(unlabelled).toContain('one');
    }
  });

  it('learns once from a line that the training data holds too', async () => {
    const { learned } = await run(3);

    for (const { labelled } of learned) expect(labelled).toHaveLength(new Set(labelled).size);
  });

  it('takes of the taxonomy only what three notices say that repeat no line', async () => {
    const { learned } = await run(2);

    expect(learned.map(({ terms }) => terms)).toEqual([['harpoon'], ['harpoon']]);
  });

  it('has no more folds than lines, and tells how far it is', async () => {
    const { learned, steps } = await run(10);

    expect(learned).toHaveLength(6);
    expect(steps).toEqual([0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6]);
  });

  it('stops when it is asked to', async () => {
    expect((await run(3, AbortSignal.abort())).found).toBeUndefined();
  });
});

describe('an overlap', () => {
  it('counts lines and notices that repeat each other', () => {
    const overlap = overlapOf(lines, LESSONS);

    expect([overlap.lines, overlap.notices]).toEqual([3, 3]);
    expect(overlap.taught).toEqual(new Set([0, 2]));
    expect([STRANGER, COPY, ITSELF].map((notice) => overlap.placesOf(notice))).toEqual([[], [2], [0]]);
  });

  it('knows a notice by its name, whatever its text is now', () => {
    const renamed = aLabelledLine({ id: 'own-1', title: 'Anything', stratum: undefined });

    expect(overlapOf(lines, { labelled: [renamed], unlabelled: [] }).placesOf(renamed)).toEqual([1]);
  });
});
