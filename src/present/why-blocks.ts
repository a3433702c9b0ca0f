import type { WhyHeld } from '../domain/why.ts';
import { parseQuery } from '../match/parse.ts';
import { describeQuery } from '../match/describe.ts';
import { context, section, type SlackReply } from './blocks.ts';
import { line } from './clean-text.ts';
import { LONGEST } from './lengths.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { sayWhy } from './why-lines.ts';

/** Why one subscription was told, or was not. */
export interface WhyOne {
  readonly found: WhyHeld;
  /** The channel's, not the person's own. */
  readonly isPlace: boolean;
}

/** For each subscription the conclusion and the rules that stood against it. `title` is escaped mrkdwn. */
export function whyReply(
  title: string,
  ones: readonly WhyOne[],
  { now, command }: { readonly now: number; readonly command: string },
): SlackReply {
  if (ones.length === 0) {
    const text = `Neither this place nor you have an alert, so nothing of ${title} is told here. \`${command} save\` makes one.`;
    return { text, blocks: [section(text)] };
  }
  return {
    text: `Why ${title} was told, or was not`,
    blocks: [
      section(`Why ${title} was told, or was not:`),
      ...ones.map((one) => section(oneText(one, now))),
      context('Only you see this.'),
    ],
  };
}

function oneText({ found, isPlace }: WhyOne, now: number): string {
  const { rules, conclusion } = sayWhy(found, now);
  const against = rules
    .filter(({ verdict }) => verdict === 'no')
    .flatMap(({ words }) => words.slice(0, 1))
    .map((words) => `• ${escapeMrkdwn(line(words, LONGEST.trouble))}`);
  const described = describeQuery(parseQuery(found.subscription.query).query);
  const whose = isPlace ? "This channel's alert" : 'Your alert';
  return [
    `*${whose}:* ${escapeMrkdwn(line(described, LONGEST.query))}`,
    escapeMrkdwn(line(conclusion, LONGEST.sentence)),
    ...against.slice(0, 3),
  ].join('\n');
}
