import type { Procurement } from '../domain/procurement.ts';
import { context, modal, section, sectionWith, type SlackBlock, type SlackModal } from './blocks.ts';
import { factsOf } from './card.ts';
import { dotted } from './lengths.ts';
import { itemActs, itemMenu } from './item-acts.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { attribution, factsLine, titleLine } from './slack-card.ts';
import { FORMS } from './slack-names.ts';

/** What a link to a notice unfolds to: the procurement as it stands, and what can be done with it. */
export function unfurledCard(procurement: Procurement, now: number): SlackBlock[] {
  return [section(cardText(procurement, now)), itemActs(procurement, now), attribution()];
}

function cardText(procurement: Procurement, now: number): string {
  const facts = factsOf(procurement, now);
  const more = dotted([facts.stage, facts.regions, facts.alsoOn]);
  const lines = [more, ...(facts.summary === undefined ? [] : [facts.summary])].filter((text) => text !== '');
  return [titleLine(facts), factsLine(facts), ...lines.map(escapeMrkdwn)].join('\n');
}

/** Shown while similar tenders are looked for. */
export function lookingForm(): SlackModal {
  return similarForm([section('Looking for tenders that read like this message…')]);
}

export interface SimilarFound {
  /** The title of what the message named. */
  readonly to: string | undefined;
  readonly query: string;
  readonly procurements: readonly Procurement[];
  readonly now: number;
}

/** Open tenders that read like a message; undefined where it says nothing to look for. */
export function foundForm(found: SimilarFound | undefined, command: string): SlackModal {
  if (found === undefined)
    return similarForm([
      section(
        `There is nothing in this message that could be looked for. Try \`${command}\` with words of your own.`,
      ),
    ]);
  const { to, query, procurements, now } = found;
  const head =
    to === undefined
      ? 'Open tenders that read like this message:'
      : `Open tenders like _${escapeMrkdwn(to)}_:`;
  const cards = procurements.map((one) => sectionWith(cardText(one, now), itemMenu(one.id)));
  return similarForm([
    section(procurements.length === 0 ? 'Nothing that is open now reads like this.' : head),
    ...cards,
    context(
      `Looked for \`${escapeMrkdwn(query.replaceAll('`', "'"))}\`. To search on: \`${command}\` and those words.`,
    ),
    attribution(),
  ]);
}

function similarForm(blocks: readonly SlackBlock[]): SlackModal {
  return modal({ name: FORMS.similar, title: 'Similar tenders', memo: '', blocks });
}
