import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { londonDateTime } from '../../base/london.ts';
import { accept, decline, undoCorrection, type Corrected } from '../../flows/correct.ts';
import { line } from '../../present/clean-text.ts';
import { openClassifier } from '../classifier.ts';
import type { Context } from '../context.ts';
import { labelledLines } from '../corrections/labelled-line.ts';
import {
  correctionJson,
  listCorrections,
  saysWords,
  type ListedCorrection,
} from '../corrections/listed-correction.ts';
import { printCorrected } from '../corrections/print-corrected.ts';
import { saysCategories } from '../corrections/says-option.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuse, type Ground } from '../ground.ts';
import { grounded } from '../grounded.ts';
import { wrapped } from '../wrapped.ts';

const number = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'must be the number of a correction; without options they are listed')
  .transform(Number)
  .optional();
const Options = z.object({
  all: z.boolean().default(false),
  accept: number,
  decline: number,
  undo: number,
  category: z.string().optional(),
  notIt: z.boolean().default(false),
  export: z.string().min(1, 'must be a file, or - for standard output').optional(),
  json: z.boolean().default(false),
});
type Wish = z.output<typeof Options>;

const LONGEST_TITLE = 70;
const LONGEST_NOTE = 200;

export const run = grounded({ options: Options }, async ({ options, ground, context }) => {
  const wrong = contradiction(options);
  if (wrong !== undefined) return refuse(context, wrong, EXIT.usage).exit;
  const decided = decision(options, ground);
  if (decided !== undefined && 'wrong' in decided) return refuse(context, decided.wrong, EXIT.usage).exit;
  if (decided !== undefined) return printCorrected(await decided.run(), options.json, context);
  if (options.export !== undefined) return await exportTo(options.export, ground);
  return await list(options, ground);
});

function contradiction(wish: Wish): string | undefined {
  const { accept: accepted, decline: declined, undo, all, export: file } = wish;
  const doings = [accepted, declined, undo, file, all || undefined].filter((one) => one !== undefined);
  if (doings.length > 1) return '--all, --accept, --decline, --undo and --export exclude one another';
  if (!wish.notIt && wish.category === undefined) return undefined;
  if (accepted === undefined) return '--not-it and --category stand with --accept: what holds instead';
  return wish.notIt && wish.category !== undefined ? 'say one of --not-it and --category' : undefined;
}

/** What the operator decides, where it is more than to look. */
function decision(
  { accept: accepted, decline: declined, undo, category, notIt }: Wish,
  ground: Ground,
): { run(): Promise<Corrected> } | { readonly wrong: string } | undefined {
  if (declined !== undefined) return { run: () => decline(declined, ground) };
  if (undo !== undefined)
    return { run: () => undoCorrection(undo, { ...ground, classify: openClassifier() }) };
  if (accepted === undefined) return undefined;
  const instead = category === undefined ? undefined : saysCategories(category);
  if (instead !== undefined && 'wrong' in instead) return instead;
  const says = notIt ? ({ it: false } as const) : instead;
  return { run: () => accept(accepted, says, { ...ground, classify: openClassifier() }) };
}

async function list({ all, json }: Wish, { store, context }: Ground): Promise<ExitCode> {
  const listed = await listCorrections(store);
  const shown = all ? listed : listed.filter(({ stands }) => stands === 'waiting' || stands === 'holds');
  if (json) context.out(JSON.stringify(shown.map(listedJson)));
  else for (const one of shown) print(one, context);
  const waiting = shown.filter(({ stands }) => stands === 'waiting').length;
  if (!json)
    context.say(
      waiting === 0
        ? `tenderbell: ${shown.length === 0 ? 'no corrections' : 'nothing waits'}`
        : `tenderbell: ${waiting} to decide; --accept NUMBER or --decline NUMBER`,
    );
  return EXIT.done;
}

function listedJson({ correction, stands, procurements }: ListedCorrection): object {
  return {
    ...correctionJson(correction),
    state: stands,
    procurements: procurements.map(({ id, view }) => ({ id, title: view.title })),
  };
}

/** `3  Mon 2 Mar 2026, 09:00  #4711 Roofs of schools  not IT  2 subscribers  waiting`. */
function print({ correction, stands, procurements }: ListedCorrection, context: Context): void {
  const { id, at, says, reported, note } = correction;
  const about = procurements.map((one) => `#${one.id} ${line(one.view.title, LONGEST_TITLE)}`).join(', ');
  const by = reported === undefined ? 'operator' : subscribers(reported.reports.length);
  context.out(wrapped([id, londonDateTime(at), about, saysWords(says), by, stands].join('  '), 0));
  const notes = [note, ...(reported?.reports ?? []).map((one) => one.note)];
  for (const one of notes) if (one !== undefined) context.out(`    “${line(one, LONGEST_NOTE)}”`);
}

function subscribers(count: number): string {
  return count === 1 ? '1 subscriber' : `${count} subscribers`;
}

/** What holds, as labelled JSON lines. */
async function exportTo(file: string, { store, context }: Ground): Promise<ExitCode> {
  const lines = (await labelledLines(store)).map((one) => JSON.stringify(one));
  if (file === '-') {
    for (const one of lines) context.out(one);
    return EXIT.done;
  }
  try {
    writeFileSync(file, lines.map((one) => `${one}\n`).join(''));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse(context, `${file} cannot be written: ${why}`, EXIT.io).exit;
  }
  context.say(`tenderbell: ${lines.length} labelled ${lines.length === 1 ? 'notice' : 'notices'} in ${file}`);
  return EXIT.done;
}
