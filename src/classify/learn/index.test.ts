import { describe, expect, it } from 'vitest';
import { aView } from '../../../test/builders.ts';
import { aNoticeText } from '../../../test/evidence-of.ts';
import { aTaxonomy } from '../../../test/small-taxonomy.ts';
import type { Classification } from '../../domain/procurement.ts';
import type { NoticeText } from '../evidence.ts';
import { createClassifier } from '../index.ts';
import { decodeModel, encodeModel, MODEL_VERSION, type Model } from '../model.ts';
import { learn, type Lesson } from './index.ts';
import type { Example, Label } from './label.ts';

const NOT_IT: Label = { it: 'no', primary: [], cats: [], maybe: [] };
const MAKER = { made: '2026-09-01', data: 'made up' };
const TOWNS = ['Ashcombe', 'Elsmere', 'Wexby', 'Holmshire', 'Brackenford'];

function isOf(slug: string): Label {
  return { it: 'yes', primary: [slug], cats: [slug], maybe: [] };
}

function anExample(text: NoticeText, label: Label, with_: Partial<Example> = {}): Example {
  return { text, label, weight: 1, isDrawn: true, ...with_ };
}

/** The taxonomy knows few of these words: the others have to be learned. */
const KINDS: readonly (readonly [Label, string, string, readonly string[]])[] = [
  [isOf('security'), 'intrusion alarms', '72810000', ['phishing', 'malware', 'antivirus', 'intruder']],
  [isOf('cloud'), 'virtual machines', '72410000', ['kubernetes', 'tenancy', 'containers', 'backup']],
  [NOT_IT, 'school roofs', '45261000', ['slates', 'gutters', 'scaffold', 'chimney']],
  [NOT_IT, 'hedges and verges', '77310000', ['mowing', 'hedges', 'planting', 'weeding']],
];

/** Forty notices of four kinds, each of another buyer. */
const LABELLED = KINDS.flatMap(([label, title, code, words], kind) =>
  Array.from({ length: 10 }, (_, index) => {
    const [one, other] = [words[index % 4], words[(index + 1) % 4]];
    const text = aNoticeText(
      `${TOWNS[index % 5] ?? ''} ${one ?? ''} ${title}`,
      `We want ${other ?? ''} and ${one ?? ''}.`,
      code,
    );
    return anExample({ ...text, buyer: { name: `Buyer ${kind} ${index}`, id: undefined } }, label);
  }),
);

const taxonomy = aTaxonomy();

function learned(lesson: Partial<Lesson> = {}): Model {
  return learn(taxonomy, { labelled: LABELLED, unlabelled: [], seed: 1, ...lesson }, MAKER);
}

function classified(model: Model, title: string, description = '', ...codes: string[]): Classification {
  const subcategories = { falseFriends: [], categories: new Map() };
  return createClassifier({ taxonomy, subcategories, model })(
    aView({ title, description, ...aNoticeText(title, description, ...codes) }),
  );
}

describe('learning', () => {
  const model = learned();

  it('knows others of the kinds it has seen', () => {
    const phishing = classified(model, 'Malware and phishing defence', 'An antivirus.', '72810000');
    const backup = classified(model, 'Kubernetes backup', 'A tenancy for containers.', '72410000');
    const roof = classified(model, 'Chimney and gutters', 'Scaffold for slates.', '45261000');

    expect(phishing.setting).not.toBe(undefined);
    expect(phishing.categories[0]?.slug).toBe('security');
    expect(backup.categories[0]?.slug).toBe('cloud');
    expect(roof.setting).toBe(undefined);
    expect(roof.categories).toEqual([]);
    expect(roof.it).toBeLessThan(backup.it);
  });

  it('says why in words that no list knows', () => {
    const { reasons } = classified(model, 'Virtual machines', '', '72410000');

    expect(reasons.map(({ words }) => words)).toContain("'virtual' in the title");
    expect(reasons[0]?.contribution).toBeGreaterThan(0);
  });

  it('gives the same model for the same seed, byte for byte', () => {
    const bytes = encodeModel(model);

    expect(encodeModel(learned())).toEqual(bytes);
    expect(learned({ seed: 2 }).weights).not.toEqual(model.weights);
  });

  it('writes down what it was made from', () => {
    const { about } = decodeModel(encodeModel(model));
    const { strict, balanced, broad } = about.thresholds;

    expect(about).toMatchObject({
      version: MODEL_VERSION,
      made: '2026-09-01',
      data: 'made up',
      seed: 1,
      categories: ['security', 'cloud'],
      figures: { drawn: 40, labelled: 40 },
    });
    expect(about.calibration.it.slope).toBeGreaterThan(0);
    expect(about.calibration.categories.slope).toBeGreaterThan(0);
    expect(strict).toBeGreaterThanOrEqual(balanced);
    expect(balanced).toBeGreaterThanOrEqual(broad);
  });

  it('lets a correction with weight change the answer for its like', () => {
    const text = aNoticeText(
      'Phishing and intrusion alarms on the waterfront',
      'Floats and nets.',
      '72810000',
    );
    const correction = anExample({ ...text, buyer: { name: 'Harbour', id: undefined } }, NOT_IT, {
      weight: 5,
      isDrawn: false,
    });
    const with_ = learned({ labelled: [...LABELLED, correction] });

    const before = classified(
      model,
      'Phishing and intrusion alarms on the quay',
      'Nets and floats.',
      '72810000',
    );
    const after = classified(
      with_,
      'Phishing and intrusion alarms on the quay',
      'Nets and floats.',
      '72810000',
    );
    expect(after.it).toBeLessThan(before.it);
    expect(before.setting).not.toBe(undefined);
    expect(after.setting).toBe(undefined);
  });

  it('teaches itself on notices that nobody labelled', () => {
    const unlabelled = Array.from({ length: 20 }, (_, index) =>
      aNoticeText(`Gutters number ${index}`, 'Slates and chimney, scaffold.', '45261000'),
    );
    const with_ = learned({ unlabelled });

    expect(with_.weights).not.toEqual(model.weights);
    expect(classified(with_, 'Chimney and gutters', 'Scaffold for slates.', '45261000').setting).toBe(
      undefined,
    );
    expect(classified(with_, 'Kubernetes backup', '', '72410000').categories[0]?.slug).toBe('cloud');
  });

  it('takes what is borderline, or neither right nor wrong, for neither', () => {
    const text = {
      ...aNoticeText('Phishing posters', 'Malware posters.'),
      buyer: { name: 'Posters', id: undefined },
    };
    const labels: readonly Label[] = [
      { it: 'borderline', primary: [], cats: [], maybe: [] },
      { it: 'yes', primary: ['security'], cats: ['security'], maybe: ['cloud'] },
    ];
    const with_ = learned({ labelled: [...LABELLED, ...labels.map((label) => anExample(text, label))] });

    expect(with_.about.figures).toMatchObject({ drawn: 41, labelled: 42 });
    expect(classified(with_, 'Phishing', '', '72810000').categories[0]?.slug).toBe('security');
  });

  it('learns nothing against what is borderline', () => {
    const like = aNoticeText('Phishing and malware', 'An antivirus.', '72810000');
    const borderline = { it: 'borderline', primary: [], cats: [], maybe: [] } as const;
    const doubted = Array.from({ length: 20 }, () => anExample(like, borderline, { weight: 5 }));

    const found = classified(
      learned({ labelled: [...LABELLED, ...doubted] }),
      'Phishing and malware',
      '',
      '72810000',
    );
    expect(found.setting).not.toBe(undefined);
  });

  it('cuts standing sentences that it found itself', () => {
    const clause = 'Interested suppliers must register on the portal to submit a tender response.';
    const labelled = LABELLED.map((example) => ({
      ...example,
      text: { ...example.text, descriptions: example.text.descriptions.map((text) => `${text} ${clause}`) },
    }));

    expect(model.standing).toHaveLength(0);
    expect(learned({ labelled }).standing).toHaveLength(1);
  });

  it('chooses thresholds only by what was drawn by lot', () => {
    const labelled = LABELLED.map((example, index) => ({ ...example, isDrawn: index % 10 < 3 }));

    expect(learned({ labelled }).about.figures).toMatchObject({ drawn: 12, labelled: 40 });
    const { balanced, broad } = learned({ labelled: LABELLED.map((one) => ({ ...one, isDrawn: false })) })
      .about.thresholds;
    expect([balanced, broad]).toEqual([expect.closeTo(0.97), 0.02]);
  });

  it('judges itself by models that saw neither the notice nor its buyer', () => {
    // Each buyer has a word of its own and a label by lot: who has seen it knows, who has not can only guess.
    const labelled = Array.from({ length: 120 }, (_, index) => {
      const own = `buyerword${Math.floor(index / 4)}`;
      const isIt = Math.floor(index / 4) % 2 === 0;
      const text = aNoticeText(`${own} ${own}x`, `${own} y${index}`);
      const buyer = { name: own, id: undefined };
      return anExample({ ...text, buyer }, isIt ? isOf('security') : NOT_IT);
    });
    const { precision = 1, recall = 1 } = learned({ labelled }).about.figures;

    expect(precision * recall).toBeLessThan(0.75);
  });

  it('tells how far it has come', () => {
    const shares: number[] = [];
    learn(taxonomy, { labelled: LABELLED, unlabelled: [], seed: 1 }, MAKER, (share) => shares.push(share));

    expect(shares).toEqual(shares.toSorted((one, other) => one - other));
    expect(shares.length).toBeGreaterThan(3);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });
});
