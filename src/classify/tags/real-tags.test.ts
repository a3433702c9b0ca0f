import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fakeClock } from '../../../test/fake-clock.ts';
import { quiet } from '../../../test/portal-fixtures.ts';
import { loadFrameworks } from '../../app/load-frameworks.ts';
import { mergeVersions } from '../../dedupe/merge.ts';
import { DEFAULT_URLS, createPortal, readFile } from '../../portals/index.ts';
import { createTagger } from './index.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const DATA = resolve(ROOT, process.env['TENDERBELL_REAL_DATA'] ?? '../shared/data', 'find-a-tender');

const never = () => Promise.reject(new Error('not asked'));
const portal = createPortal('find-a-tender', {
  http: { get: never, post: never, close: () => Promise.resolve() },
  clock: fakeClock('2026-11-22T12:00:00Z'),
  log: quiet,
  url: DEFAULT_URLS['find-a-tender'],
});
const tag = createTagger(loadFrameworks());

interface Tagged {
  readonly id: string;
  readonly tags: ReadonlySet<string>;
  /** What the release states as data, read apart from the code under test; undefined where it does not. */
  readonly isAbove: boolean | undefined;
  readonly isFramework: boolean;
}

/** The first of these, wherever in the release it stands. */
function stated(text: string, member: string): boolean | undefined {
  const found = new RegExp(`"${member}": ?(true|false)`).exec(text)?.[1];
  return found === undefined ? undefined : found === 'true';
}

function tagAll(): readonly Tagged[] {
  return readdirSync(DATA, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json.gz'))
    .flatMap((file) => {
      const read = readFile(readFileSync(join(DATA, file)));
      return read.ok ? read.releases : [];
    })
    .flatMap(({ text }) => {
      const found = portal.read(text);
      if (!('notice' in found)) return [];
      const tags = new Set(tag(mergeVersions([found.notice])).map(({ id }) => id));
      const isAbove = stated(text, 'aboveThreshold');
      return [
        {
          id: found.notice.noticeId,
          tags,
          isAbove,
          isFramework: stated(text, 'hasFrameworkAgreement') === true,
        },
      ];
    });
}

describe.skipIf(!existsSync(DATA))(`tags of real notices in ${DATA} (skipped where absent)`, () => {
  const all = existsSync(DATA) ? tagAll() : [];

  it('name the side of the threshold that the release states', () => {
    const told = all.filter(
      ({ tags, isAbove }) => isAbove !== undefined && [...tags].some((id) => id.endsWith('-threshold')),
    );
    expect(told.length).toBeGreaterThan(870);
    const wrong = told.filter(({ tags, isAbove }) => tags.has('above-threshold') !== isAbove);
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('call a framework what the buyer ticked as one, or what calls itself one', ({ annotate }) => {
    const said = all.filter(({ tags }) => tags.has('framework'));
    const right = said.filter(({ isFramework }) => isFramework).length;
    const ticked = all.filter(({ isFramework }) => isFramework);
    const missed = ticked.filter(({ tags }) => !tags.has('framework') && !tags.has('call-off'));
    void annotate(
      `${String(right)} of ${String(said.length)} tagged as a framework are ticked; ${String(ticked.length)} are`,
    );
    expect(said.length).toBeGreaterThan(80);
    expect(right / said.length).toBeGreaterThan(0.8);
    expect(missed.map(({ id }) => id)).toEqual([]);
  });
});
