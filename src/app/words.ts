import { londonDateTime } from '../base/london.ts';
import type { NoticeName, Word } from '../domain/tie.ts';
import type { Said } from '../flows/say.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { refuse, type Ground } from './ground.ts';

/** Says what came of a person's word, in a line for each procurement that it made otherwise. */
export function report(said: Said, json: boolean, context: Context): ExitCode {
  if ('refused' in said) return refuse(context, said.refused, EXIT.data).exit;
  const { word, changed } = said;
  if (json) {
    const procurements = changed.map(({ procurementId, kind }) => ({ id: procurementId, became: kind }));
    context.out(JSON.stringify({ word: word.id, kind: word.kind, procurements }));
    return EXIT.done;
  }
  context.out(`word ${word.id}: ${wordLine(word)}`);
  for (const { procurementId, kind } of changed) context.out(`#${procurementId} ${BECAME[kind]}`);
  if (changed.length === 0) context.out('nothing changed: other evidence says the same');
  return EXIT.done;
}

const BECAME = {
  split: 'is a procurement of its own now',
  joined: 'has taken the other in',
  less: 'lives on without it',
} as const;

/** Every word of this kind ever said, oldest first. */
export async function listWords(
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
