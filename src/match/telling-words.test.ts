import { expect, it } from 'vitest';
import { stems } from '../base/text/tokens.ts';
import { tellingWords } from './telling-words.ts';

const never = new Set(stems('please tender services'));
const written = (text: string): readonly string[] =>
  tellingWords(text, (stem) => never.has(stem)).map((one) => one.written);

it.each([
  ['Penetration testing of firewalls', ['penetration', 'testing', 'firewalls']],
  ['Please tender for tendering services', ['for']],
  // Forms of one word are one, in the form that came first.
  ['Firewalls; a firewall, FIREWALL', ['firewalls']],
  // Numbers and initials say little, and Slack's own names nothing.
  ['<@U01SAM0000> M365 for the UK in 2026', ['for', 'the']],
  ['', []],
])('of %j are told %j', (text, words) => {
  expect(written(text)).toEqual(words);
});

it('have the stem that the index counts by', () => {
  expect(tellingWords('Firewalls', () => false)).toEqual([
    { stem: stems('firewalls')[0], written: 'firewalls' },
  ]);
});
