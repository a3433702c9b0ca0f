import { OUTCOMES, STAGES, isOpen, type Deadline, type Outcome, type Stage } from '../domain/stage.ts';

const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  pipeline: 'Pipeline: the buyer may buy this later',
  engagement: 'Market engagement: the buyer asks suppliers before it tenders',
  planned: 'Planned: the buyer has announced a tender',
  tender: 'Open for bids',
  award: 'Awarded',
  contract: 'Contract signed',
  closed: 'Closed',
};

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  cancelled: 'Cancelled',
  unsuccessful: 'Ended without an award',
  withdrawn: 'Withdrawn',
};

interface Standing {
  readonly stage: Stage;
  readonly outcome: Outcome | undefined;
  readonly deadline: Deadline | undefined;
}

/** Where a procurement stands at `now`, in words a supplier understands. */
export function stageWords(view: Standing, now: number): string {
  if (view.outcome !== undefined) return OUTCOME_WORDS[view.outcome];
  if (view.stage === 'tender' && !isOpen(view, now)) return 'Closed for bids';
  return STAGE_WORDS[view.stage];
}

/** The same for a change, as a card says where it stands: `Open for bids`, `Cancelled`. */
export function stageBrief(text: string): string {
  const [stage, outcome] = text.split(':');
  const ended = OUTCOMES.find((known) => known === outcome);
  if (ended !== undefined) return OUTCOME_WORDS[ended];
  const named = STAGES.find((known) => known === stage);
  return named === undefined ? text : STAGE_WORDS[named].replace(/:.*$/, '');
}

/** The stage of a `MaterialState` (`tender`, `closed:cancelled`) in a word or two, as queries name it. */
export function stageName(text: string): string {
  const [stage, outcome] = text.split(':');
  const ended = OUTCOMES.find((known) => known === outcome);
  if (ended !== undefined) return OUTCOME_WORDS[ended].toLowerCase();
  const named = STAGES.find((known) => known === stage);
  return named === 'engagement' ? 'market engagement' : (named ?? text);
}
