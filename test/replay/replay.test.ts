import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PortalId } from '../../src/domain/portal.ts';
import { collect } from './collect.ts';
import { compare } from './compare.ts';
import { recordedIn } from './recorded-files.ts';

const DATA = resolve(process.env['TENDERBELL_REAL_DATA'] ?? '../shared/data');
const hasData = existsSync(DATA);
if (!hasData) process.stderr.write(`skipped: real notices are not at ${DATA} (TENDERBELL_REAL_DATA)\n`);

const FOLDERS: readonly (readonly [PortalId, string])[] = [
  ['contracts-finder', 'contracts-finder/ocds'],
  ['find-a-tender', 'find-a-tender'],
  ['public-contracts-scotland', 'public-contracts-scotland'],
  ['sell2wales', 'sell2wales'],
];

describe.skipIf(!hasData)('recorded pages, replayed', () => {
  it.each(FOLDERS)('%s: every notice is what its release says', async (id, folder) => {
    const files = recordedIn(join(DATA, folder));
    const { reads, troubles } = await collect(id, join(DATA, folder), files);
    const { counts, differences } = compare(files, reads);
    process.stderr.write(`${id} ${files.length} ${counts[id]} ${differences.length} ${troubles.length}\n`);
    if (process.env['P9']) (await import('node:fs')).writeFileSync(`/tmp/p9-${id}.txt`, [...troubles, ...differences].join('\n'));
    expect(troubles.slice(0, 20)).toEqual([]);
    expect(differences.slice(0, 20)).toEqual([]);
  });
});
