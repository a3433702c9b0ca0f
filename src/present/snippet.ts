import type { View } from '../domain/procurement.ts';
import type { Query } from '../domain/query.ts';
import { highlight, type Highlighted, type Segment } from '../match/highlight.ts';
import { oneLine } from './clean-text.ts';
import { escapeMrkdwn } from './mrkdwn.ts';

/** Title and snippet of a procurement with what was looked for marked, clean of controls and breaks. */
export function snippetOf(
  query: Query,
  { title, description, descriptions }: Pick<View, 'title' | 'description' | 'descriptions'>,
): Highlighted {
  return highlight(query, {
    title: oneLine(title),
    description: oneLine(description),
    descriptions: descriptions.map(oneLine),
  });
}

/** For a terminal: hits in bold where it `canBold` (ECMA-48 §8.3.117), else as they stand. */
export function terminalSnippet(segments: readonly Segment[], canBold: boolean): string {
  return segments.map(({ text, isHit }) => (isHit && canBold ? `\u001B[1m${text}\u001B[22m` : text)).join('');
}

/** Escaped mrkdwn, hits in bold. Marks of the text's own are left out, lest they style it. */
export function slackSnippet(segments: readonly Segment[]): string {
  return segments
    .map(({ text, isHit }) => {
      const plain = escapeMrkdwn(text.replaceAll(/[*_~`]+/g, ' '));
      return isHit && plain.trim() !== '' ? `*${plain.trim()}*` : plain;
    })
    .join('')
    .replaceAll(/\s+/g, ' ')
    .replace(/^(?:&gt;|\s)+/, '')
    .trimEnd();
}
