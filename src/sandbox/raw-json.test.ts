import { describe, expect, it } from 'vitest';
import { pretendRelease } from './pretend-release.ts';
import { elements, members, stringMember } from './raw-json.ts';

describe('raw JSON', () => {
  it('cuts an array into the exact texts of its elements, strings with brackets and escapes included', () => {
    const first = '{ "a": "x\\"]}",  "n": 1e9999 }';

    expect(elements(`[ ${first} ,[1, 2], 000, "s" ]`)).toEqual([first, '[1, 2]', '000', '"s"']);
  });

  it('finds members by key, the last of two', () => {
    const text = '{"id": "a", "n": 000, "id": "b", "o": {"id": "c"}}';

    expect(stringMember(text, 'id')).toBe('b');
    expect([...members(text).keys()]).toEqual(['id', 'n', 'o']);
    expect(stringMember(text, 'n')).toBeUndefined();
  });

  it('ends on text that is cut off or no JSON', () => {
    expect(elements('[{"a": [1, 2')).toEqual(['{"a": [1, 2']);
    expect(members('<html>').size).toBe(0);
    expect(elements('')).toEqual([]);
  });

  it('reads what serves a release even where the release is no JSON', () => {
    const text =
      '{"ocid":"ocds-h6vhtk-01","id":"000001-2026","date":"2026-08-01","tag":["tender"],"tender":{"n": 000}}';

    expect(pretendRelease(text)).toMatchObject({
      portal: 'find-a-tender',
      id: '000001-2026',
      tags: ['tender'],
      text,
    });
    expect(pretendRelease(text.replace('h6vhtk', 'zzzzzz'))).toBeUndefined();
    expect(pretendRelease(text)?.published).toBe(Date.parse('2026-08-01T22:59:59.999Z'));
  });

  it('gives a Scottish release without id one that hangs on its bytes, and no other portal’s', () => {
    const text = '{"ocid":"ocds-r6ebe6-0000000001","date":"2026-08-01T00:00:00Z","tag":["tender"]}';
    const id = pretendRelease(text)?.id;

    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(pretendRelease(text)?.id).toBe(id);
    expect(pretendRelease(text.replace('01T', '02T'))?.id).not.toBe(id);
    expect(pretendRelease(text.replace('r6ebe6', 'kuma6s'))).toBeUndefined();
  });
});
