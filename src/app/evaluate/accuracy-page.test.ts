import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withClassifyPart, writeAccuracyPage } from './accuracy-page.ts';

const PAGE = '# Accuracy\n\nHow right.\n\n## Joins\n\nText of people.\n';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenderbell-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the page of accuracy', () => {
  it('gets the part and a heading before its first section', () => {
    expect(withClassifyPart(PAGE, ['One', '', 'two'])).toBe(
      [
        '# Accuracy\n\nHow right.\n\n## What is IT, and of which kind\n\n',
        '<!-- classify: begin, written by tenderbell evaluate classify -->\n\nOne\n\ntwo\n\n<!-- classify: end -->\n\n',
        '## Joins\n\nText of people.\n',
      ].join(''),
    );
  });

  it('keeps what people wrote around the part when it is written anew', () => {
    const first = withClassifyPart(PAGE, ['Old']).replace('kind\n\n', 'kind\n\nWhat people say.\n\n');

    expect(withClassifyPart(first, ['New'])).toBe(first.replace('Old', 'New'));
    expect(withClassifyPart(first, ['Old'])).toBe(first);
  });

  it('may have no section yet', () => {
    expect(withClassifyPart('# Accuracy\n', ['One'])).toMatch(
      /^# Accuracy\n\n## What is IT[^]*<!-- classify: end -->\n$/,
    );
  });

  it('takes figures as they are, dollar signs and all', () => {
    expect(withClassifyPart(withClassifyPart(PAGE, ['Old']), ["$& and $'"])).toContain("\n$& and $'\n");
  });

  it('is left alone where there is none', async () => {
    expect(await writeAccuracyPage(join(folder, 'docs/accuracy.md'), ['One'])).toBe(false);
    writeFileSync(join(folder, 'accuracy.md'), PAGE);
    expect(await writeAccuracyPage(join(folder, 'accuracy.md'), ['One'])).toBe(true);
    expect(readFileSync(join(folder, 'accuracy.md'), 'utf8')).toBe(withClassifyPart(PAGE, ['One']));
  });
});
