import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { noticeLineOf } from '../notice-lines/notice-line.ts';
import type { LabelledPair } from './labelled-pair.ts';

/** What two people, each by themselves, said of the pairs of a file, by its lines. */
const LABELS = fileURLToPath(new URL('../../../data/evaluation/pair-labels.jsonl', import.meta.url));

const word = z.enum(['same', 'different', 'unsure']);
const Label = z.object({ line: z.int().positive(), first: word, second: word });

/** Only what `tenderbell dedupe FILE` takes is looked at, so that it does as well as these figures say. */
const Side = z.object({
  source: z.string(),
  id: z.string().nullable(),
  title: z.string(),
  description: z.string(),
  buyer: z.string(),
  published: z.string().nullable(),
  deadline: z.string().nullable(),
  value: z.record(z.string(), z.unknown()).nullable(),
  cpv: z.record(z.string(), z.unknown()),
  stage: z.string().nullable(),
});
const Pair = z.object({ kind: z.string(), rule_label: z.enum(['check', 'duplicate']), a: Side, b: Side });

/** A pair of real notices. */
export interface RealPair extends LabelledPair {
  /** What the rule that found it says: `duplicate` is plain, `check` is not. */
  readonly found: 'check' | 'duplicate';
}

export interface RealPairs {
  readonly pairs: readonly RealPair[];
  /** Labelled, but the readers differ or one does not know. */
  readonly leftOut: number;
}

/** Where the real notices lie that the labels are about: `TENDERBELL_REAL_DATA`, or beside the repository. */
export function pairsFile(env: NodeJS.ProcessEnv, root: string): string {
  return join(
    resolve(root, env['TENDERBELL_REAL_DATA'] ?? '../shared/data'),
    'pairs/candidate-pairs.jsonl.gz',
  );
}

/** Undefined where the file is absent. @throws where it or the labels are of another shape. */
export async function readPairs(path: string): Promise<RealPairs | undefined> {
  const packed = await readFile(path).catch(() => undefined);
  if (packed === undefined) return undefined;
  const lines = gunzipSync(packed).toString('utf8').split('\n');
  const labels = (await readFile(LABELS, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Label.parse(JSON.parse(line)));
  const agreed = labels.flatMap(({ line, first, second }) =>
    first === second && first !== 'unsure' ? [{ line, label: first }] : [],
  );
  return {
    pairs: agreed.map(({ line, label }) => pairOf(lines[line - 1] ?? '', label)),
    leftOut: labels.length - agreed.length,
  };
}

function pairOf(line: string, label: RealPair['label']): RealPair {
  const { kind, rule_label: found, a, b } = Pair.parse(JSON.parse(line));
  return { kind, found, label, a: noticeLineOf(a, 1).notice, b: noticeLineOf(b, 1).notice };
}
