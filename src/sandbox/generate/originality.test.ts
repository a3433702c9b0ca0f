import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { IT_SUBJECTS } from './it-subjects.ts';
import { LOOKALIKE_SUBJECTS } from './lookalike-subjects.ts';
import { OTHER_SUBJECTS } from './other-subjects.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const DATA = resolve(ROOT, process.env['TENDERBELL_REAL_DATA'] ?? '../shared/data');
const HERE = fileURLToPath(new URL('.', import.meta.url));

function sentences(text: string): readonly string[] {
  return text
    .split(/[.\n"|]+/)
    .map((sentence) => sentence.toLowerCase().replace(/\W+/g, ' ').trim())
    .filter((sentence) => sentence.length > 25);
}

const SKIPPED = existsSync(DATA) ? '' : ` (SKIPPED: no ${DATA}; set TENDERBELL_REAL_DATA)`;

describe.skipIf(SKIPPED !== '')(`the generator, beside the real notices${SKIPPED}`, () => {
  it('shares no title and no sentence with them', { timeout: 120_000 }, () => {
    const ours = new Set(
      [...IT_SUBJECTS, ...OTHER_SUBJECTS, ...LOOKALIKE_SUBJECTS].flatMap(({ title, text }) =>
        sentences(`${title}.${text}`),
      ),
    );
    const quoting = ['boilerplate.ts', 'lookalikes.ts'].map((file) => readFileSync(join(HERE, file), 'utf8'));
    for (const [, quoted = ''] of quoting.join('\n').matchAll(/'([^'\n]{25,})'/g))
      sentences(quoted).forEach((one) => ours.add(one));
    const files = readdirSync(DATA, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.jsonl?\.gz$/.test(file),
    );
    const copied = new Set<string>();
    for (const file of files) {
      const text = gunzipSync(readFileSync(join(DATA, file))).toString('utf8');
      for (const sentence of sentences(text.replaceAll('\\n', '\n')))
        if (ours.has(sentence)) copied.add(sentence);
    }

    expect(files.length).toBeGreaterThan(10);
    expect([...copied]).toEqual([]);
  });
});
