import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importReleases, openClassifier } from '../built.mjs';
import { freshPath, openReader, openStoreAt, openTelling } from '../ground.mjs';
import { inTurns, timed } from '../measure.mjs';
import { NOW, preparedReleases } from '../notices.mjs';

const MAIN = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));

/**
 * `tenderbell search` on a small database, from the shell's point of view, beside `node -e 0`.
 *
 * @param {import('../measure.mjs').Setting} setting
 * @returns {Promise<readonly import('../measure.mjs').Row[]>}
 */
export async function run({ scratch, quick }) {
  const path = freshPath(scratch, 'small');
  const store = await openStoreAt(path);
  const releases = preparedReleases(scratch)
    .slice(0, 150)
    .map(({ text }) => text);
  const deps = { ...openTelling(), store, classify: openClassifier(), read: openReader() };
  await importReleases({ name: 'small', releases }, deps, {
    alertSince: undefined,
    startedAt: NOW,
    signal: new AbortController().signal,
  });
  await store.close();
  const config = join(scratch, 'start.yaml');
  writeFileSync(config, `database: ${path}\n`);

  /** @param {readonly string[]} args */
  function node(args) {
    return timed(() => {
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: scratch, encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
    });
  }
  const took = await inTurns(
    {
      ours: () => node([MAIN, '--config', config, 'search', 'security', '--json', '--limit', '5']),
      bare: () => node(['-e', '0']),
    },
    { rounds: quick ? 5 : 15, seconds: 6 },
  );
  const longer = 1 / took.speed;
  return [
    {
      what: 'start, search on a small database',
      unit: 'ms',
      ours: took.ours,
      bare: took.bare,
      ratio: longer,
      of: 'time',
      hold: '≤ 2',
      holds: longer <= 2,
      note: 'bare: node -e 0',
    },
  ];
}
