import { describe, expect, it } from 'vitest';
import type { Tag } from '../domain/procurement.ts';
import { demandWords, routeWords, tagWords } from './tag-words.ts';

function tag(id: string, words = id): Tag {
  return { id, words };
}

describe('tags in words', () => {
  it('say once that something is called off, by the name of its framework where there is one', () => {
    const callOff = tag('call-off', 'bought under a framework or dynamic market');
    const named = tag('framework:g-cloud-14', 'call-off from G-Cloud 14');
    expect(routeWords([callOff], false)).toBe('bought under a framework or dynamic market');
    expect(routeWords([callOff, named], false)).toBe('call-off from G-Cloud 14');
    expect(routeWords([callOff], true)).toBeUndefined();
  });

  it('keep apart what decides who may bid, what is asked, and what has its own place', () => {
    const tags = [
      tag('direct-award', 'direct award'),
      tag('open', 'open procedure'),
      tag('vcse'),
      tag('below-threshold', 'below the threshold'),
      tag('iso-27001', 'asks for ISO 27001'),
      tag('turnover:1', 'asks for a yearly turnover of £1'),
    ];
    expect(routeWords(tags, false)).toBe('direct award');
    expect(demandWords(tags)).toBe('ISO 27001; yearly turnover of £1');
    expect(tagWords(tags)).toBe(
      'direct award; open procedure; below the threshold; asks for ISO 27001; asks for a yearly turnover of £1',
    );
  });

  it('are nothing where none is stated, and count what finds no room', () => {
    expect([routeWords([], false), demandWords([]), tagWords([tag('x', ' \u202E ')])]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const many = Array.from({ length: 11 }, (_, at) => tag(`framework:${at}`, `names ${at}`));
    expect(routeWords(many, false)).toMatch(/names 7 and 3 more$/);
  });
});
