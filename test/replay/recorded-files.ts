import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Recorded } from './compare.ts';
import { at, isObject, parseJson, printOf } from './oracle-json.ts';
import { portalOf } from './oracle.ts';

/** Every release below a folder, in the order of the files: packages, lists of releases and lines of them. */
export function recordedIn(folder: string): readonly Recorded[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.jsonl?(?:\.gz)?$/.test(name))
    .toSorted()
    .flatMap((name) => releasesIn(join(folder, name)))
    .flatMap((release) => {
      const portal = portalOf(release);
      return portal === undefined ? [] : [{ portal, print: printOf(release), release }];
    });
}

function releasesIn(path: string): readonly unknown[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
  if (path.includes('.jsonl'))
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(parseJson);
  const whole = parseJson(text);
  return isObject(whole) ? at(whole, 'releases.*') : at(whole, '*');
}
