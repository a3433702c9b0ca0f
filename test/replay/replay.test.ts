import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collect, withHistory } from './collect.ts';
import { compare } from './compare.ts';
import { recordedIn } from './recorded-files.ts';

const DATA = resolve(process.env['TENDERBELL_REAL_DATA'] ?? '../shared/data');
/** How many differences a failure prints. */
const MOST_SHOWN = 20;

describe.each([
  ['find-a-tender', 'find-a-tender'],
  ['contracts-finder', join('contracts-finder', 'ocds')],
  ['public-contracts-scotland', 'public-contracts-scotland'],
  ['sell2wales', 'sell2wales'],
] as const)('the recorded pages of %s, replayed', (id, below) => {
  const folder = join(DATA, below);
  const hasData = existsSync(folder);
  if (!hasData) process.stderr.write(`skipped: recorded pages are not at ${folder} (TENDERBELL_REAL_DATA)\n`);

  it.skipIf(!hasData)('come as the notices that their files say, each of them and no other', async () => {
    const files = recordedIn(folder).filter(({ portal }) => portal === id);
    const { reads, troubles } = await collect(id, folder, files);
    const { compared, differences } = compare(files, reads);

    expect(troubles.slice(0, MOST_SHOWN)).toEqual([]);
    expect(differences.slice(0, MOST_SHOWN)).toEqual([]);
    expect(files.length).toBeGreaterThan(0);
    expect(compared).toEqual({ [id]: new Set(files.map(({ print }) => print)).size });
    // What only a record shows is there, and was asked for.
    expect(withHistory(files).length > 0).toBe(id === 'contracts-finder');
  });
});
