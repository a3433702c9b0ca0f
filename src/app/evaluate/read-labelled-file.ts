import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { openLines } from '../notice-lines/read-notice-lines.ts';
import { readLabelledLine, type LabelledLine } from '../train/labelled-line.ts';
import type { Populations } from './weights.ts';

export interface LabelledFile {
  readonly lines: readonly LabelledLine[];
  /** Lines that were left out, and why: `3 has no label: it must be yes, no or borderline`. */
  readonly refused: readonly string[];
}

/** A file of labelled notices, plain or gzip, or standard input (`-`); or why there is nothing to read. */
export async function readLabelledFile(
  path: string,
): Promise<LabelledFile | { readonly unreadable: string }> {
  const file = await openLines(path);
  const lines: LabelledLine[] = [];
  const refused: string[] = [];
  for await (const { text, number } of file.lines) {
    const line = readLabelledLine(text, number);
    if ('refused' in line) refused.push(`${number} ${line.refused}`);
    else lines.push(line);
  }
  const trouble = file.trouble();
  if (trouble?.kind === 'unreadable') return { unreadable: trouble.why };
  return { lines, refused: trouble === undefined ? refused : [...refused, `(the rest): ${trouble.why}`] };
}

const Strata = z.record(z.string(), z.object({ population: z.number().positive() }));

/** From `strata.json` beside the file, or else of the real data; undefined where there is none that can be read. */
export async function readPopulations(path: string, realData: string): Promise<Populations | undefined> {
  const places = [...(path === '-' ? [] : [dirname(path)]), join(realData, 'classify')];
  for (const place of places) {
    const text = await readFile(join(place, 'strata.json'), 'utf8').catch(() => undefined);
    const read = text === undefined ? undefined : Strata.safeParse(jsonOf(text));
    if (read?.success === true)
      return Object.fromEntries(
        Object.entries(read.data).map(([name, { population }]) => [name, population]),
      );
  }
  return undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
