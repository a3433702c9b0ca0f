import { learn } from '../../classify/learn/index.ts';
import { openClassifier } from '../classifier.ts';
import { lessonOf } from '../train/lesson.ts';
import type { Train } from './cross-validate-classify.ts';

/** Learns as `tenderbell train` does; `made` is the London day. */
export function learnedClassifier(seed: number, made: string): Train {
  return (taxonomy, lessons, progress) => {
    const model = learn(taxonomy, lessonOf(lessons, seed), { made, data: 'some of the folds' }, progress);
    return openClassifier({ taxonomy, model });
  };
}
