import type { Clock, Store, Transaction } from '../domain/ports.ts';
import type { OperatorNote } from './operator-note.ts';

export interface FeedbackDeps {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly tellOperator: (tx: Transaction, note: OperatorNote) => Promise<void>;
}

/** What somebody wrote, cleaned, is kept and goes to whoever runs this. */
export async function keepFeedback(
  text: string,
  { store, clock, tellOperator }: FeedbackDeps,
): Promise<void> {
  const at = clock.now();
  await store.transaction(async (tx) => {
    await tellOperator(tx, { feedback: await tx.feedback.add(text, at), at });
  });
}

/** As long as one sentence of a message may be. */
const LONGEST_PIECE = 560;

/** What it says to whoever runs this, headline first. */
export function feedbackLines(text: string): readonly [string, ...string[]] {
  return [
    'Somebody wrote to you from Slack',
    ...piecesOf(text),
    'Nothing but these words is kept of whoever wrote it.',
  ];
}

/** Cut between words where there are any. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let rest = text; rest !== '';) {
    const space = rest.length <= LONGEST_PIECE ? rest.length : rest.lastIndexOf(' ', LONGEST_PIECE);
    const end = space > 0 ? space : LONGEST_PIECE;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return pieces;
}
