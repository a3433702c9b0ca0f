import type { QueryMessage } from '../match/parse.ts';
import type { Preview } from '../match/preview/preview.ts';
import { context, section, type SlackBlock } from './blocks.ts';
import { line } from './clean-text.ts';
import { LONGEST } from './lengths.ts';
import { dateWords } from './london-words.ts';
import { escapeMrkdwn, link } from './mrkdwn.ts';
import { oftenWords, volumeLines } from './preview-lines.ts';
import { pointedAt } from './query-pointer.ts';

const MOST_LATEST = 3;
const MOST_PROPOSALS = 3;
const MOST_MESSAGES = 5;

/** What a query means, as understood, and what it would bring. */
export interface Understood {
  /** As typed. */
  readonly text: string;
  readonly messages: readonly QueryMessage[];
  /** Undefined while it is being counted. */
  readonly expected: Preview | undefined;
  /** In a sentence. */
  readonly described: string;
}

/** The explanation, the mistakes pointed at, and how much would come. */
export function previewBlocks({ text, messages, expected, described }: Understood): readonly SlackBlock[] {
  return [
    section(`*Looks for:* ${escapeMrkdwn(line(described, LONGEST.sentence))}`),
    ...mistakeBlocks(text, messages),
    ...(expected === undefined ? [context('Counting how much that would bring…')] : expectedBlocks(expected)),
  ];
}

/** Each mistake in a sentence, with the place that it is about. */
function mistakeBlocks(text: string, messages: readonly QueryMessage[]): readonly SlackBlock[] {
  return messages
    .slice(0, MOST_MESSAGES)
    .map((message) =>
      section(`:warning: ${escapeMrkdwn(message.text)}\n\`\`\`${fenced(pointedAt(text, message))}\`\`\``),
    );
}

/** Three backticks would end the fence. */
function fenced(text: string): string {
  return escapeMrkdwn(text.replaceAll('`', "'"));
}

function expectedBlocks(expected: Preview): readonly SlackBlock[] {
  const { volume, longer, latest, verdict, proposals } = expected;
  if (volume === undefined) return [context('Nothing is held yet, so nobody can say how much would come.')];
  const often = oftenWords((longer ?? volume).perWeek);
  const lines = [
    `*${sentence(often)}*`,
    // How often that is has been said just above.
    ...volumeLines(expected).map((words) => escapeMrkdwn(sentence(words.replace(`: ${often}`, '')))),
  ];
  const blocks = [section(lines.join('\n'))];
  if (latest.length > 0) blocks.push(section(['*The latest:*', ...latestLines(latest)].join('\n')));
  if (proposals.length > 0) {
    const how = verdict === 'too-broad' ? 'Narrower' : 'Wider';
    const some = proposals
      .slice(0, MOST_PROPOSALS)
      .map(
        ({ query, volume: { perWeek } }) =>
          `\`${fenced(line(query, LONGEST.query))}\`  ${oftenWords(perWeek)}`,
      );
    blocks.push(context([`${how}:`, ...some].join('\n')));
  }
  return blocks;
}

function latestLines(latest: Preview['latest']): readonly string[] {
  return latest.slice(0, MOST_LATEST).map(({ at, procurement: { view } }) => {
    const buyer = view.buyer === undefined ? '' : ` – ${escapeMrkdwn(line(view.buyer.name, LONGEST.brief))}`;
    return `• ${link(view.url, line(view.title, LONGEST.title))}${buyer}, ${dateWords(at)}`;
  });
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
