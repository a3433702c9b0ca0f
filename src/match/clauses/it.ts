import type { LeafOf } from '../../domain/query.ts';
import { fact } from '../facts.ts';
import type { Clause } from './clause.ts';

const SAYS = {
  strict: 'are clearly IT',
  balanced: 'are IT',
  broad: 'are possibly IT',
  any: 'are of any kind',
} as const;

const DENIES = {
  strict: 'are not clearly IT',
  balanced: 'are not IT',
  broad: 'are not even possibly IT',
  any: 'are of no kind at all',
} as const;

export const it: Clause<LeafOf<'it'>> = {
  print: ({ setting }) => `it:${setting}`,
  says: ({ setting }) => SAYS[setting],
  denies: ({ setting }) => DENIES[setting],
  meets: ({ setting, negated }, { facts }) => (setting === 'any' || facts.has(fact.it(setting))) !== negated,
  because: () => [],
};
