import type { View } from '../../domain/procurement.ts';
import type { PlainTagId } from './tag-ids.ts';

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
export function statedRoutes({ procedure, notices, relations }: View): Set<PlainTagId> {
  const routes = new Set<PlainTagId>();
  const words = procedure?.toLowerCase() ?? '';
  if (words !== '') for (const [id, said] of PROCEDURES) if (said.test(words)) routes.add(id);
  for (const { form } of notices) {
    const id = FORMS[form];
    if (id !== undefined) routes.add(id);
  }
  if (relations.some(({ kind }) => kind === 'framework')) routes.add('call-off');
  return routes;
}
