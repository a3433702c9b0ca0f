import { expect, it } from 'vitest';
import { namedIn } from './named-in.ts';

it.each([
  ['see 012345-2026, please', ['notice:find-a-tender:012345-2026']],
  [
    'Have you seen <https://www.find-tender.service.gov.uk/Notice/012345-2026|this one>?',
    ['notice:find-a-tender:012345-2026'],
  ],
  ['(https://www.find-tender.service.gov.uk/Notice/012345-2026).', ['notice:find-a-tender:012345-2026']],
  ['012345-2026 and 012345-2026 again', ['notice:find-a-tender:012345-2026']],
  ['we look for penetration testing', []],
  ['', []],
])('%j names %j', (text, keys) => {
  expect(namedIn(text).map((one) => one.key)).toEqual(keys);
});
