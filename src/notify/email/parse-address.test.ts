import { describe, expect, it } from 'vitest';
import { parseEmail } from './parse-address.ts';

describe('parsing a mail address', () => {
  it.each([
    ['ann@firm.example', 'ann@firm.example'],
    ['  ann@firm.example\n', 'ann@firm.example'],
    ['Ann.O+tenders@Firm.Example', 'Ann.O+tenders@firm.example'],
    ["o'neill@firm.example", "o'neill@firm.example"],
    ['ann@bücher.example', 'ann@xn--bcher-kva.example'],
    ['ann@sub.firm.co.uk', 'ann@sub.firm.co.uk'],
  ])('reads %j', (text, email) => {
    expect(parseEmail(text)).toEqual({ email });
  });

  it.each([
    ['nothing', ''],
    ['no at', 'ann'],
    ['no domain', 'ann@'],
    ['one label', 'ann@localhost'],
    ['dots in a row', 'a..b@firm.example'],
    ['a leading dot', '.a@firm.example'],
    ['an IPv4 address', 'ann@127.0.0.1'],
    ['full-width letters', 'ａnn@firm.example'],
    ['a full-width at', 'ann＠firm.example'],
    ['accents before the at', 'änn@firm.example'],
    ['a soft hyphen in the domain', 'ann@fi\u00ADrm.example'],
    ['a percent in the domain', 'ann@fi%72m.example'],
    ['a hyphen at a label’s end', 'ann@firm-.example'],
  ])('refuses %s', (_name, text) => {
    expect(parseEmail(text)).toHaveProperty('refused');
  });
});
