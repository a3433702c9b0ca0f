import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OPEN_STAGES } from '../domain/stage.ts';
import { createDialect } from './dialect.ts';
import { migrate, MIGRATIONS } from './migrations.ts';
import { noticeReads } from './portal-notices.ts';
import { SCHEMA_1 } from './schema-1.ts';
import { createScope } from './scope.ts';
import type { Tables } from './tables.ts';

const SPAN = { from: 1, to: 2 };

describe('questions about a portal’s notices', () => {
  let file: Database.Database;
  let reads: ReturnType<typeof noticeReads>;

  beforeEach(() => {
    file = new Database(':memory:');
    migrate(file, MIGRATIONS);
    const dialect = createDialect({ db: file, scope: createScope(), mutex: undefined });
    reads = noticeReads(new Kysely<Tables>({ dialect }));
  });

  afterEach(() => {
    file.close();
  });

  it.each([
    ['unheld', 'SEARCH o USING PRIMARY KEY (key=?)', async () => reads.unheld('find-a-tender', ['a'])],
    [
      'noticeIds',
      'USING COVERING INDEX notice_published (portal=? AND published>? AND published<?)',
      async () => reads.noticeIds('find-a-tender', SPAN),
    ],
    [
      'wantingDetails',
      'p USING INDEX procurement_open_it',
      async () => reads.wantingDetails('find-a-tender', SPAN, 1),
    ],
  ])('%s asks an index, not the whole table', async (_, step, ask) => {
    const prepare = vi.spyOn(file, 'prepare');
    await ask();
    const [statement = ''] = prepare.mock.calls.at(-1) ?? [];
    const parameters = Array.from({ length: statement.split('?').length - 1 }, () => 1);
    const plan = file.prepare<number[], { detail: string }>(`explain query plan ${statement}`);
    const steps = plan.all(...parameters).map(({ detail }) => detail);

    expect(steps.join('\n')).toContain(step);
    expect(steps.filter((one) => /^SCAN (?!wanted|p USING INDEX procurement_open_it)/.test(one))).toEqual([]);
  });

  it('know the open stages by the same names as the index', () => {
    const stages = OPEN_STAGES.map((stage) => `'${stage}'`).join(', ');
    expect(SCHEMA_1).toContain(`stage in (${stages})`);
  });
});
