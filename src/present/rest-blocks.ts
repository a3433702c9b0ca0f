import type { MessageItem } from '../domain/delivery.ts';
import { actions, context, fitBlocks, section, sectionWith, topText, type SlackReply } from './blocks.ts';
import { select } from './elements.ts';
import { itemMenu } from './item-acts.ts';
import { numberWords } from './lengths.ts';
import { attribution, entryOf } from './slack-card.ts';
import { ACTS } from './slack-names.ts';

/** A page of what a message had no room for, as `flows/left-out.ts` answers it. */
export interface RestPage {
  readonly deliveryId: number;
  readonly items: readonly MessageItem[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** UTC milliseconds. */
  readonly now: number;
}

export function renderRest({ deliveryId, items, total, page, pages, now }: RestPage): SlackReply {
  const what = total === 1 ? '1 procurement' : `${numberWords(total)} procurements`;
  const count =
    total === 0 ? 'Nothing is left that the message did not show.' : `The message had no room for ${what}.`;
  const choices = Array.from({ length: pages }, (_, at) => ({
    label: `Page ${at + 1} of ${pages}`,
    value: `${deliveryId} ${at + 1}`,
  }));
  const turn = actions(select({ act: ACTS.rest, choices, chosen: `${deliveryId} ${page}` }));
  return {
    text: topText(count),
    blocks: fitBlocks({
      head: [section(`*${count}*`)],
      groups: items.map((item) => [sectionWith(entryOf({ item, now }), itemMenu(item.procurement.id))]),
      total: items.length,
      tail: (left) => [
        ...(left > 0 ? [context(`and ${left} more on this page, too long to be shown`)] : []),
        ...(pages > 1 ? [turn] : []),
        ...(total > 0 ? [attribution()] : []),
      ],
    }),
  };
}
