import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { PretendRelease } from './pretend-release.ts';
import { pretendRelease } from './pretend-release.ts';
import { elements, members } from './raw-json.ts';

/** What a folder of recorded pages holds. */
export interface Recordings {
  /** Oldest first; each with its bytes as recorded. */
  readonly releases: readonly PretendRelease[];
  /** Files that hold no release of the four portals, and releases without ocid, id or date. */
  readonly skipped: number;
  /** The newest release's instant, UTC milliseconds; undefined where there is none. */
  readonly newest: number | undefined;
}

/** The release texts of a package, of an array, or of one release; packages within arrays too. */
function releaseTexts(text: string): readonly string[] {
  const trimmed = text.replace(/^\uFEFF/, '').trimStart();
  if (trimmed.startsWith('[')) return elements(trimmed).flatMap(releaseTexts);
  const list = members(trimmed).get('releases');
  if (list !== undefined) return elements(trimmed.slice(list.from, list.to));
  return members(trimmed).has('ocid') ? [trimmed.trimEnd()] : [];
}

async function textsOf(path: string): Promise<readonly string[]> {
  const bytes = await readFile(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return path.includes('.jsonl') ? text.split('\n').flatMap(releaseTexts) : releaseTexts(text);
}

/**
 * Reads every `*.json`, `*.json.gz`, `*.jsonl` and `*.jsonl.gz` below `directory`. A release recorded twice is held once
 * for each differing text, except that duplicates inside one file stay: portals serve them. Rejects where the directory
 * cannot be read.
 */
export async function readRecordings(directory: string): Promise<Recordings> {
  const names = await readdir(directory, { recursive: true });
  const files = names.filter((name) => /\.jsonl?(?:\.gz)?$/.test(name)).toSorted();
  const seen = new Set<string>();
  const releases: PretendRelease[] = [];
  let skipped = 0;
  for (const file of files) {
    const texts = await textsOf(join(directory, file));
    const read = texts.map(pretendRelease);
    const found = read.filter((release) => release !== undefined);
    skipped += texts.length === 0 ? 1 : read.length - found.length;
    const fresh = found.filter((release) => !seen.has(release.text));
    releases.push(...fresh.map((release) => ({ ...release, isRecorded: true })));
    for (const release of found) seen.add(release.text);
  }
  const sorted = releases.toSorted((a, b) => a.published - b.published || (a.id < b.id ? -1 : 1));
  return { releases: sorted, skipped, newest: sorted.at(-1)?.published };
}
