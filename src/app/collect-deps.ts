import type { CollectDeps } from '../flows/portal-run.ts';
import { openClassifier } from './classifier.ts';
import type { Ground } from './ground.ts';
import { operatorTeller } from './operator-teller.ts';

/** What reading portals needs. */
export function collectDeps(ground: Ground): CollectDeps {
  return {
    ...ground,
    classify: openClassifier(),
    log: ground.context.log,
    tellOperator: operatorTeller(ground),
  };
}
