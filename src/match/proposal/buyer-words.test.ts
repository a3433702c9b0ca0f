import { describe, expect, it } from 'vitest';
import { buyersIn, withoutBuyers } from './buyer-words.ts';

describe('kinds of buyers in a text', () => {
  it.each([
    ['we install Wi-Fi in schools', ['education']],
    ['hospitals and NHS trusts', ['nhs']],
    ['for councils, police forces and housing associations', ['local', 'blue-light', 'housing']],
    ['fire and rescue services', ['blue-light']],
    ['fire alarms', []],
    ['government departments', ['central']],
    ['the Welsh Government', ['devolved']],
    ['water companies', ['utility']],
    ['small businesses', []],
    ['schooling and hospitality', []],
  ])('%s', (text, expected) => {
    expect(buyersIn(text).map(({ type }) => type)).toEqual(expected);
  });

  it('are quoted as they were written, and taken out whole', () => {
    expect(buyersIn('IT for Primary Schools')).toEqual([{ type: 'education', written: 'Schools' }]);
    expect(withoutBuyers('Wi-Fi in schools and colleges').split(/\s+/)).toEqual(['Wi-Fi', 'in', 'and', '']);
  });
});
