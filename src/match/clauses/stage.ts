import type { LeafOf, StageWord } from '../../domain/query.ts';
import { isOpen } from '../../domain/stage.ts';
import type { MatchDocument } from '../document.ts';
import { list, type Clause } from './clause.ts';

type StageLeaf = LeafOf<'stage'>;

export const stage: Clause<StageLeaf> = {
  print: ({ any }) => `stage:${any.join(',')}`,
  says: (leaf) => `are ${stagesOf(leaf)}`,
  denies: (leaf) => `are not ${stagesOf(leaf)}`,
  meets: ({ any, negated }, document, now) => any.some((word) => isAt(word, document, now)) !== negated,
  because: () => [],
};

function isAt(word: StageWord, document: MatchDocument, now: number): boolean {
  if (word === 'any') return true;
  return word === 'open' ? isOpen(document, now) : document.stage === word;
}

function stagesOf({ any }: StageLeaf): string {
  if (any.includes('any')) return 'at any stage';
  const stages = any.filter((word) => word !== 'open');
  const at = stages.length === 0 ? [] : [`at the stage ${list(stages, 'or')}`];
  return list([...(any.includes('open') ? ['open'] : []), ...at], 'or');
}
