import type { Procurement } from '../domain/procurement.ts';
import { actions, type SlackBlock } from './blocks.ts';
import { button, overflow, type Choice, type SlackElement } from './elements.ts';
import { remindDaysOf } from './remind-days.ts';
import { ACTS, type MenuChoice } from './slack-names.ts';

const LABELS: Readonly<Record<MenuChoice, string>> = {
  details: 'Details',
  follow: 'Follow: tell me of every change',
  'mute-buyer': 'Mute this buyer',
  'not-relevant': 'Not relevant',
  remind: 'Remind me before it closes…',
  share: 'Share to a channel…',
  save: 'Save this search…',
};

/** What can be done with one procurement, below it. `search`: the search that found it, which can be saved. */
export function itemActs(
  { id, view }: Pick<Procurement, 'id' | 'view'>,
  now: number,
  search?: string,
): SlackBlock {
  const value = String(id);
  const more: readonly MenuChoice[] = [
    'mute-buyer',
    'not-relevant',
    ...(remindDaysOf(view, now).length === 0 ? [] : (['remind'] as const)),
    'share',
  ];
  return actions(
    button({ label: 'Details', act: ACTS.details, value }),
    button({ label: 'Follow', act: ACTS.follow, value }),
    overflow(
      ACTS.menu,
      [...more, ...(search === undefined ? [] : (['save'] as const))].map((one) => choice(one, id, search)),
    ),
  );
}

/** The same behind three dots, for one of many. */
export function itemMenu(procurementId: number): SlackElement {
  const all: readonly MenuChoice[] = ['details', 'follow', 'mute-buyer', 'not-relevant', 'share'];
  return overflow(
    ACTS.menu,
    all.map((one) => choice(one, procurementId, undefined)),
  );
}

function choice(one: MenuChoice, procurementId: number, search: string | undefined): Choice {
  return {
    label: LABELS[one],
    value: [one, procurementId, ...(search === undefined ? [] : [search])].join(' '),
  };
}
