import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { aLabelledLine } from '../../../test/labelled-lines.ts';
import { withClassifyPart } from './accuracy-page.ts';
import { classifyFigures } from './classify-figures.ts';
import { classifyReportLines, methodLine, type ClassifyReport, type Method } from './classify-report.ts';

const CROSS: Method = { kind: 'cross-validated', folds: 10, labelled: 900, unlabelled: 4000, copies: 12 };

function reportOf(method: Method): ClassifyReport {
  const lines = [
    aLabelledLine({ it: 'yes', primary: ['data'], cats: ['data'], stratum: 'open/kw' }),
    aLabelledLine({ stratum: 'open/none' }),
  ];
  const found = lines.map(({ label }) => ({
    score: 1,
    setting: label.it === 'yes' ? ('strict' as const) : undefined,
    categories: label.primary,
  }));
  const none = lines.map(() => ({ score: 0, setting: undefined, categories: [] }));
  const figures = classifyFigures(
    lines,
    { ours: found, anyCode: none, firstCode: none },
    { populations: { 'open/kw': 20, 'open/none': 30 }, seed: 7, draws: 20 },
  );
  return { day: '2026-11-23', file: 'lines.jsonl', seed: 7, method, figures, keptApart: figures };
}

describe('the report', () => {
  it('is as Prettier would write it', async () => {
    const page = withClassifyPart('# Accuracy\n', classifyReportLines(reportOf(CROSS)));
    const style = await resolveConfig('docs/accuracy.md');

    expect(await format(page, { ...style, parser: 'markdown' })).toBe(page);
  });

  it('says of what, how and with which seed it was measured', () => {
    const [first = '', , how = ''] = classifyReportLines(reportOf(CROSS));

    for (const said of [
      '2026-11-23',
      '`lines.jsonl`',
      '2 labelled notices',
      '1 are IT',
      '10 folds',
      'Seed 7',
    ])
      expect(first).toContain(said);
    expect(how).toContain('900 labelled notices and 4000 others');
    expect(how.split(/\. (?=[A-Z])/)).toHaveLength(5);
  });

  it('gives what was asked for first, with its aim, beside what codes alone would say', () => {
    const lines = classifyReportLines(reportOf(CROSS));
    const rows = lines.slice(lines.findIndex((line) => line.startsWith('| figure')));

    expect(rows[0]).toMatch(/\| figure +\| aim +\| measured +\| any code +\| first code +\|/);
    expect(rows[2]).toMatch(/\| IT or not, F1 on the sample +\| ≥ 0\.95 \| 1\.000 +\| 0\.000 +\|/);
    expect(rows[4]).toMatch(/IT missed +\| low +\| 0\.000 \(0\.00–0\.79; 0\/1\)/);
  });

  it('says how the shipped model does on awards that were kept apart, and nothing where there are none', () => {
    const report = reportOf(CROSS);

    expect(classifyReportLines(report)).toContain('### Awards kept apart');
    expect(classifyReportLines({ ...report, keptApart: undefined })).not.toContain('### Awards kept apart');
  });

  it('says how many lines another model judged because the shipped one had been told of them', () => {
    expect(methodLine({ kind: 'shipped', learnedFrom: 0, toldApart: 4 })).toContain('of 4 lines it was told');
  });

  it('says plainly where the model learned from the lines', () => {
    expect(methodLine({ kind: 'shipped', learnedFrom: 3, toldApart: 0 })).toContain(
      'learned from 3 of these lines',
    );
    expect(methodLine({ kind: 'shipped', learnedFrom: 3, toldApart: 0 })).toContain('**In sample**');
    expect(methodLine({ kind: 'shipped', learnedFrom: 0, toldApart: 0 })).not.toContain('In sample');
    expect(methodLine({ kind: 'shipped', learnedFrom: undefined, toldApart: 0 })).toContain('is not known');
  });
});
