import { expect, it } from 'vitest';
import { aProcurement, aView } from '../../test/builders.ts';
import { NOW } from '../../test/messages.ts';
import { parseQuery } from '../match/parse.ts';
import { mrkdwn } from '../sandbox/slack/mrkdwn.ts';
import { slackSnippet, snippetOf, terminalSnippet } from './snippet.ts';
import { renderHit } from './terminal.ts';

function snippet(query: string, description: string) {
  return snippetOf(parseQuery(query).query, aView({ description, descriptions: [description] })).snippet;
}

it('is bold in a terminal that can, and says nothing to it of its own', () => {
  const segments = snippet('cyber', 'A \u001B[2J cyber\u0007\r\ntest \u202Eof it');
  expect(terminalSnippet(segments, true)).toBe('A [2J \u001B[1mcyber\u001B[22m test of it');
  expect(terminalSnippet(segments, false)).toBe('A [2J cyber test of it');
});

it.each([
  ['We want cyber tests, cyber-security.', 'We want *cyber* tests, *cyber*-security.'],
  ['<!channel> cyber & <@U1>', '&lt;!channel&gt; *cyber* &amp; &lt;@U1&gt;'],
  ['*bold* _cyber_ `code` ~cyber~', 'bold *cyber* code *cyber*'],
  ['> cyber', '*cyber*'],
  ['none', 'none'],
])('is bold in Slack, escaped, and styled by nothing of its own: %j', (text, expected) => {
  expect(slackSnippet(snippet('cyber', text)).trim()).toBe(expected);
});

it('shows in the pretend Slack as bold', async () => {
  const shown = await mrkdwn(slackSnippet(snippet('cyber', 'We want cyber tests (cyber).')));
  expect(shown.toString()).toBe('We want <strong>cyber</strong> tests (<strong>cyber</strong>).');
});

it('stands under its procurement in a list', () => {
  const shown = { query: parseQuery('penetration').query, now: NOW, canBold: true };
  const [, , line, ...more] = renderHit(aProcurement(), shown).split('\n');
  expect(line).toBe(
    '    The council wants yearly \u001B[1mpenetration\u001B[22m tests of its public web applications.',
  );
  expect(more).toEqual([]);
  const bare = aProcurement({ view: aView({ description: '', descriptions: [] }) });
  expect(renderHit(bare, shown).split('\n')).toHaveLength(2);
});
