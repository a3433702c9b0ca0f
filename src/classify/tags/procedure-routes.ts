import type { View } from '../../domain/procurement.ts';
import { isDecided, type Stage } from '../../domain/stage.ts';
import type { PlainTagId } from './tag-ids.ts';

/** Stages at which a framework that is named may be one of several that are thought of. */
export const ONLY_PLANS: ReadonlySet<Stage> = new Set<Stage>(['pipeline', 'engagement', 'planned']);

/** The words that the portals have for how something is bought, as recorded from 2017 to 2026. */
const PROCEDURES: readonly (readonly [PlainTagId, RegExp])[] = [
  [
    'call-off',
    /call(?:ed)?[\s-]?off|(?:under|from|via) (?:an? |the )?framework|further competition|mini[\s-]?competition/,
  ],
  ['dynamic-market', /dynamic (?:market|purchasing)|\bdps\b/],
  ['open', /\bopen\b(?! framework)/],
  ['restricted', /\brestricted\b/],
  ['competitive-flexible', /competitive flexible/],
  [
    'direct-award',
    /direct award|without (?:the )?(?:prior )?publication|without (?:prior |a )?(?:competition|call)|single tender/,
  ],
];

/** UK5 says who will get a contract without competition; UK13 to UK16 tell of a dynamic market (https://www.find-tender.service.gov.uk/Home/NoticeTypes). */
const FORMS: Readonly<Record<string, PlainTagId>> = {
  UK5: 'direct-award',
  UK13: 'dynamic-market',
  UK14: 'dynamic-market',
  UK15: 'dynamic-market',
  UK16: 'dynamic-market',
};

/** What the fields of the notices say of the route, without a word of their texts. */
export function statedRoutes({ procedure, notices, relations, technique }: View): Set<PlainTagId> {
  const routes = new Set<PlainTagId>();
  const words = procedure?.toLowerCase() ?? '';
  if (words !== '') for (const [id, said] of PROCEDURES) if (said.test(words)) routes.add(id);
  for (const { form } of notices) {
    const id = FORMS[form];
    if (id !== undefined) routes.add(id);
  }
  if (relations.some(({ kind }) => kind === 'framework')) routes.add('call-off');
  if (technique === 'dynamic-market') {
    routes.add('dynamic-market');
    if (isOfOlderAwards(notices)) routes.add('call-off');
  }
  return routes;
}

/**
 * Whether the framework that a release states is one that it sets up, whatever the words. In a tender it is, and in the
 * Procurement Act's awards and contracts: 96 of 96 recorded ones that no relation makes a purchase. Plans state that which they
 * will buy under, too (11 of 26, all of one buyer), and so do awards under the older law (2 of 8).
 */
export function isSetUpAsStated({ technique, stage, notices }: View): boolean {
  return technique === 'framework' && !ONLY_PLANS.has(stage) && !isOfOlderAwards(notices);
}

/**
 * Only awards, and under the older regulations. Those that name a dynamic purchasing system are of contracts under it: that one
 * is set up is no award (https://www.legislation.gov.uk/uksi/2015/102/regulation/50).
 */
function isOfOlderAwards(notices: View['notices']): boolean {
  return notices.every(({ stage, form }) => isDecided(stage) && !/^UK\d/.test(form));
}
