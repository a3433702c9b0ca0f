import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Label } from '../../classify/learn/label.ts';
import { viewLineOf } from '../notice-lines/line-view.ts';
import { readLineFields } from '../notice-lines/notice-line.ts';
import { openLines } from '../notice-lines/read-notice-lines.ts';
import { readLabelledLine, type LabelledLine } from './labelled-line.ts';

/** What readers said of notices of the large file: ids and labels, no text. */
const LABELS = fileURLToPath(new URL('../../../data/evaluation/classify-labels.jsonl', import.meta.url));

const slugs = z.array(z.string());
const ReadersLabel = z.object({
  source: z.string(),
  id: z.string(),
  it: z.enum(['yes', 'no', 'borderline']),
  primary: slugs,
  cats: slugs,
  maybe: slugs,
  reader: z.string(),
  /** `check`: kept out of training, to look at what was learned; two readers each. */
  set: z.enum(['train', 'check']),
});
type ReadersLabel = z.output<typeof ReadersLabel>;

/** A notice that nobody labelled. */
export type UnlabelledLine = Omit<LabelledLine, 'label'>;

export interface TrainingData {
  /** The development set, drawn by lot and read by two, and awards chosen for what they teach, read by one. */
  readonly labelled: readonly LabelledLine[];
  readonly unlabelled: readonly UnlabelledLine[];
  /** Awards drawn by lot that two read, and never learned from. */
  readonly check: readonly LabelledLine[];
}

/** Where the notices lie that the labels are about: `TENDERBELL_REAL_DATA`, or beside the repository. */
export function realDataFolder(env: NodeJS.ProcessEnv, root: string): string {
  return resolve(root, env['TENDERBELL_REAL_DATA'] ?? '../shared/data');
}

/**
 * Reads what the model learns from; `labelsFile` holds what readers said. Of the large file only awards are taken: the
 * notices that are open come from where the set for the final measurement was drawn, and nothing may be learned from that.
 */
export async function readTrainingData(
  realData: string,
  labelsFile: string = LABELS,
): Promise<TrainingData | { readonly refused: string }> {
  const drawn = await linesOf(join(realData, 'classify/gold-dev.jsonl'), readLabelledLine);
  if ('refused' in drawn) return drawn;
  const notices = await linesOf(join(realData, 'classify/notices.jsonl.gz'), readAward);
  if ('refused' in notices) return notices;
  const labels = labelsById((await readFile(labelsFile, 'utf8')).split('\n').filter((line) => line !== ''));
  const awards = notices.lines.flatMap((notice) => (notice === undefined ? [] : [notice]));
  const { chosen, check, unlabelled } = sorted(awards, labels);
  return { labelled: [...drawn.lines, ...chosen], check, unlabelled };
}

type Refusing<T> = T | { readonly refused: string };

async function linesOf<T>(
  path: string,
  read: (text: string, number: number) => Refusing<T>,
): Promise<Refusing<{ readonly lines: readonly T[] }>> {
  const file = await openLines(path);
  const lines: T[] = [];
  for await (const { text, number } of file.lines) {
    const line = read(text, number);
    if (typeof line === 'object' && line !== null && 'refused' in line)
      return { refused: `${path}:${number} ${line.refused}` };
    lines.push(line);
  }
  const trouble = file.trouble();
  return trouble === undefined ? { lines } : { refused: `${path}: ${trouble.why}` };
}

/** Some notices of old exports have no id: they can bear no label, and be learned from all the same. */
const Fields = z.object({ source: z.string(), id: z.string().nullable(), stage: z.string() }).loose();

/** Undefined for a notice that is no award. */
function readAward(text: string, number: number): Refusing<UnlabelledLine | undefined> {
  const json = readLineFields(text);
  if ('refused' in json) return json;
  const read = Fields.safeParse(json.fields);
  if (!read.success) return { refused: 'is no notice with source, id and stage' };
  const { source, id, stage } = read.data;
  if (stage !== 'award') return undefined;
  const { view } = viewLineOf(json.fields, number);
  return {
    id: `${source} ${id ?? `line ${number}`}`,
    portal: source,
    notice: id ?? undefined,
    stratum: undefined,
    view,
  };
}

function labelsById(lines: readonly string[]): ReadonlyMap<string, readonly ReadersLabel[]> {
  const found = new Map<string, ReadersLabel[]>();
  for (const line of lines) {
    const label = ReadersLabel.parse(JSON.parse(line));
    const key = `${label.source} ${label.id}`;
    found.set(key, [...(found.get(key) ?? []), label]);
  }
  return found;
}

/** Each notice to where it belongs. Of several that bear one id, only the first is what the readers saw. */
function sorted(
  awards: readonly UnlabelledLine[],
  labels: ReadonlyMap<string, readonly ReadersLabel[]>,
): Omit<TrainingData, 'labelled'> & { readonly chosen: readonly LabelledLine[] } {
  const data = {
    chosen: [] as LabelledLine[],
    check: [] as LabelledLine[],
    unlabelled: [] as UnlabelledLine[],
  };
  const seen = new Set<string>();
  for (const award of awards) {
    const own = seen.has(award.id) ? undefined : labels.get(award.id);
    seen.add(award.id);
    const [first] = own ?? [];
    if (own === undefined || first === undefined) data.unlabelled.push(award);
    else data[first.set === 'check' ? 'check' : 'chosen'].push({ ...award, label: agreed(own) });
  }
  return data;
}

/** What two readers agree on; where they differ neither is held against anybody. */
function agreed([first, second]: readonly ReadersLabel[]): Label {
  if (first === undefined) return { it: 'borderline', primary: [], cats: [], maybe: [] };
  if (second === undefined) return first;
  if (first.it !== second.it) return { it: 'borderline', primary: [], cats: [], maybe: [] };
  const primary = [...new Set([...first.primary, ...second.primary])];
  const either = [...new Set([...first.cats, ...second.cats])];
  const cats = either.filter(
    (slug) => primary.includes(slug) || (first.cats.includes(slug) && second.cats.includes(slug)),
  );
  const maybe = [...new Set([...first.maybe, ...second.maybe, ...either])].filter(
    (slug) => !cats.includes(slug),
  );
  return { it: first.it, primary, cats, maybe };
}
