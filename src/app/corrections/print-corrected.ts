import type { Corrected } from '../../flows/correct.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuse } from '../ground.ts';
import { correctionJson, saysWords } from './listed-correction.ts';

/** Says what became of a correction: a line for it, and one for each procurement that is classified otherwise now. */
export function printCorrected(corrected: Corrected, json: boolean, context: Context): ExitCode {
  if ('refused' in corrected) return refuse(context, corrected.refused, EXIT.data).exit;
  const { correction, changed, isKnown } = corrected;
  if (json) {
    const procurements = changed.map(({ id, classification: { setting, categories } }) => ({
      id,
      it: setting !== undefined,
      categories: categories.map(({ slug }) => slug),
    }));
    context.out(JSON.stringify({ ...correctionJson(correction), isKnown, procurements }));
    return EXIT.done;
  }
  const { id, says, state } = correction;
  const known = isKnown ? ' (said before: nothing changed)' : '';
  context.out(`correction ${id}: ${saysWords(says)}, ${STANDS[state]}${known}`);
  if (state === 'waiting')
    context.out(`\`tenderbell corrections --accept ${id}\` makes it hold, --decline ${id} does not`);
  for (const procurement of changed) {
    const { setting, categories } = procurement.classification;
    const names = categories.map(({ name }) => name).join(', ');
    context.out(
      `#${procurement.id} is now ${setting === undefined ? 'not IT' : `IT: ${names || 'kind unknown'}`}`,
    );
  }
  return EXIT.done;
}

const STANDS = {
  waiting: 'waits for you',
  holds: 'holds',
  declined: 'declined',
  undone: 'taken back',
} as const;
