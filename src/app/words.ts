import { z } from 'zod';
import { londonDateTime } from '../base/london.ts';
import type { NoticeName, Word } from '../domain/tie.ts';
import { takeBack, type Said, type SayDeps } from '../flows/say.ts';
import { openClassifier } from './classifier.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { refuse, type Ended, type Ground } from './ground.ts';
import { grounded } from './grounded.ts';
import type { VerbModule } from './verb.ts';

const Options = z.object({
  undo: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'must be the number of a word; --list shows them')
    .transform(Number)
    .optional(),
  list: z.boolean().default(false),
  json: z.boolean().default(false),
});

/** What a verb by which people say something is given, beside the words on the command line. */
export interface Speaking {
  readonly ground: Ground;
  readonly deps: SayDeps;
}

/** A verb by which people say something of procurements: says it, lists what was said so far, or takes a word back. */
export function wordVerb(
  kind: Word['kind'],
  say: (given: readonly string[], speaking: Speaking) => Promise<Said | Ended>,
): VerbModule['run'] {
  return grounded({ options: Options }, async ({ given, options, ground, context }) => {
    const { undo, list, json } = options;
    const more = list ? [undo, ...given] : undo === undefined ? [] : given;
    if (more.some((one) => one !== undefined))
      return refuse(context, `--${list ? 'list' : 'undo'} stands alone: nothing else is said`, EXIT.usage)
        .exit;
    if (list) return await listWords(kind, json, ground);
    const deps = { ...ground, classify: openClassifier() };
    const said = undo === undefined ? await say(given, { ground, deps }) : await unsay(undo, kind, deps);
    if ('exit' in said) return said.exit;
    if ('refused' in said) return refuse(context, said.refused, EXIT.data).exit;
    report(said, json, context);
    return EXIT.done;
  });
}

/** A verb takes back only what it said itself. */
async function unsay(id: number, kind: Word['kind'], deps: SayDeps): Promise<Said> {
  const word = (await deps.store.ties.allWords()).find((one) => one.id === id);
  if (word === undefined || word.kind === kind) return await takeBack(id, deps);
  return { refused: `${id} is a ${word.kind}; \`tenderbell ${word.kind} --undo ${id}\` takes it back` };
}

/** A line for each procurement that a word made otherwise. */
function report({ word, changed }: Extract<Said, { word: Word }>, json: boolean, context: Context): void {
  const holds = word.undoneAt === undefined;
  if (json) {
    const procurements = changed.map(({ procurementId, kind }) => ({ id: procurementId, became: kind }));
    context.out(JSON.stringify({ word: word.id, kind: word.kind, holds, procurements }));
    return;
  }
  context.out(`word ${word.id}${holds ? '' : ' taken back'}: ${wordLine(word)}`);
  for (const { procurementId, kind } of changed) context.out(`#${procurementId} ${BECAME[kind]}`);
  if (changed.length === 0) context.out('nothing changed: other evidence says the same');
}

const BECAME = {
  split: 'is a procurement of its own now',
  joined: 'has taken the other in',
  less: 'lives on without it',
} as const;

/** Every word of this kind ever said, oldest first. */
async function listWords(
  kind: Word['kind'],
  json: boolean,
  { store, context }: Pick<Ground, 'store' | 'context'>,
): Promise<ExitCode> {
  const words = (await store.ties.allWords()).filter((word) => word.kind === kind);
  if (json) context.out(JSON.stringify(words));
  else
    for (const word of words) {
      const ended =
        word.undoneAt === undefined ? '' : `  taken back ${londonDateTime(word.undoneAt)}${by(word)}`;
      context.out(`${word.id}  ${londonDateTime(word.at)}  ${wordLine(word)}${ended}`);
    }
  return EXIT.done;
}

function by({ undoneBy }: Word): string {
  return undoneBy === undefined ? '' : ` by word ${undoneBy}`;
}

function wordLine({ kind, one, other }: Word): string {
  const link = kind === 'split' ? 'is not' : 'is one with';
  return `${listed(one)} ${link} ${listed(other)}`;
}

function listed(names: readonly NoticeName[]): string {
  return names.map(({ portal, noticeId }) => `${portal}:${noticeId}`).join(', ');
}
