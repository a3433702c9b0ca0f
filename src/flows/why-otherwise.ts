import { materialState, saysNothingNew } from '../dedupe/material.ts';
import { isDecided } from '../domain/stage.ts';
import type { NothingToTell } from '../domain/why.ts';
import { isNews } from './what-is-due.ts';
import type { WhyGround } from './why.ts';

/** Why nothing was told although no rule stopped it. */
export function otherwiseOf({ held, told, own }: Pick<WhyGround, 'held' | 'told' | 'own'>): NothingToTell {
  const last = told.findLast(({ entry }) => entry.state === 'told')?.entry.told;
  const isAward = isDecided(held.view.stage);
  if (last === undefined) return isAward ? 'paperwork' : 'no-event-since';
  if (!own.some(({ kind }) => isNews(kind))) return 'a-copy';
  if (isAward && isDecided(last.stage)) return 'paperwork';
  const isOver = held.view.stage === 'closed' && last.stage.startsWith('closed');
  return isOver || saysNothingNew(last, materialState(held.view)) ? 'says-nothing-new' : 'no-event-since';
}
