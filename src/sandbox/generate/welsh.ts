import type { Draft } from './draft.ts';

/** What a category is called in Welsh, enough for a title. */
const TITLES: Readonly<Record<string, string>> = {
  software: 'System feddalwedd',
  digital: 'Gwasanaethau digidol',
  cloud: 'Gwasanaethau cwmwl',
  data: 'Llwyfan data ac adroddiadau',
  security: 'Gwasanaethau seiberddiogelwch',
  networks: 'Rhwydwaith ac offer cysylltu',
  telecoms: 'Gwasanaethau telathrebu',
  hardware: 'Offer cyfrifiadurol',
  support: 'Cymorth technoleg gwybodaeth',
  consultancy: 'Ymgynghoriaeth technoleg gwybodaeth',
  health: 'System iechyd ddigidol',
  smart: 'Synwyryddion a chamerâu',
  av: 'Offer clyweled',
  learning: 'Hyfforddiant sgiliau digidol',
};

/** The same procurement as its Welsh notice puts it: shorter, and in Welsh alone. */
export function inWelsh(draft: Draft): Draft {
  const title = TITLES[draft.subject.category] ?? 'Nwyddau a gwasanaethau';
  return {
    ...draft,
    title: `${title} (${draft.buyer.town})`,
    description: `Mae ${draft.buyer.name} yn chwilio am gyflenwr ar gyfer y gofyniad hwn. Mae’r manylion yn y dogfennau.`,
  };
}
