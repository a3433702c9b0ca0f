import { tokens } from '../../base/text/tokens.ts';
import type { View } from '../../domain/procurement.ts';
import { isDecided } from '../../domain/stage.ts';
import type { Framework } from '../taxonomy.ts';
import { CUE } from './cues.ts';
import { NOTHING_SAID, readFrameworks, type Said } from './framework-words.ts';
import type { ReadsWords } from './named-frameworks.ts';
import { isSetUpAsStated, ONLY_PLANS, statedRoutes } from './procedure-routes.ts';
import { isCallOffItself, saysCallOff, saysDirectAward, saysOpen } from './route-words.ts';
import type { ReadText } from './spots.ts';
import type { PlainTagId } from './tag-ids.ts';

type Words = ReturnType<ReadsWords>;

/** How it is bought. What is bought under a framework does not set it up, however much of it the text tells. */
export function routesOf(view: View, text: ReadText, words: Words): Set<PlainTagId> {
  const routes = statedRoutes(view);
  const said =
    (words.cues & CUE.framework) === 0
      ? NOTHING_SAID
      : readFrameworks(text, view.technique !== undefined || !isDecided(view.stage));
  const isBought = routes.has('call-off') || isBoughtByWords(view, text, { ...words, said });
  const setsUp = !isBought && (said.setsUp || view.technique === 'framework');
  if (setsUp && setsUpFramework(view, said)) routes.add('framework');
  if (said.isDynamic) routes.add('dynamic-market');
  if (!setsUp) for (const route of routesWithin(text, words.cues, isBought || said.under)) routes.add(route);
  if (view.procedure === undefined && (words.cues & CUE.open) !== 0 && saysOpen(text)) routes.add('open');
  return routes;
}

function setsUpFramework({ technique }: View, said: Said): boolean {
  return technique === undefined ? said.isOfSuppliers : technique === 'framework';
}

function isBoughtByWords(
  view: View,
  text: ReadText,
  { cues, named, said }: Words & { readonly said: Said },
): boolean {
  if (isSetUpAsStated(view)) return false;
  if (view.technique === 'framework' && said.under && !said.setsUp) return true;
  if ((cues & CUE.callOff) !== 0 && isCallOffItself(text)) return true;
  return named.some(({ framework, isUnder, inTitle }) => {
    const isOwn = runs(view.buyer, framework);
    if (isUnder) return isOwn !== true;
    return isOwn === false && (inTitle || !said.setsUp) && !ONLY_PLANS.has(view.stage);
  });
}

/** A notice that sets one up speaks of both as what its customers may do. */
function* routesWithin(text: ReadText, cues: number, isBought: boolean): Generator<PlainTagId> {
  if (isBought || ((cues & CUE.callOff) !== 0 && saysCallOff(text))) yield 'call-off';
  if ((cues & CUE.direct) !== 0 && saysDirectAward(text)) yield 'direct-award';
}

/** Whether the buyer runs the framework: who names another's, and is past planning, buys under it. Undefined where unknown. */
function runs(buyer: View['buyer'], { operatorNames }: Framework): boolean | undefined {
  if (buyer === undefined || operatorNames.length === 0) return undefined;
  const words = tokens(buyer.name).map(({ word }) => word);
  const name = ` ${words.join(' ')} `;
  return operatorNames.some((operator) => name.includes(` ${operator} `));
}
