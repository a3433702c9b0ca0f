import { describe, expect, it } from 'vitest';
import { readViewLine, viewLineOf, type ViewLine } from './line-view.ts';

function read(fields: Record<string, unknown>): ViewLine {
  return viewLineOf(fields, 7);
}

describe('a line to classify', () => {
  it('is a view of what it says, and of nothing else', () => {
    const line = readViewLine(
      JSON.stringify({
        id: 'ab-1',
        title: 'Case  management\n<b>system</b>',
        description: '<p>Cases are kept.</p>',
        buyer: { name: 'Port of Sallow Authority', id: 'GB-COH-1' },
        cpv: { main: '48000000-8', additional: ['72000000', { id: '72260000-5', description: 'Software' }] },
        stage: 'award',
        deadline: 'whenever',
        value: { min: 'little' },
        published: '2026-02-30',
      }),
      1,
    );
    expect(line).toMatchObject({
      id: 'ab-1',
      name: 'ab-1',
      doubts: [],
      view: {
        title: 'Case management system',
        titles: ['Case management system'],
        description: 'Cases are kept.',
        descriptions: ['Cases are kept.'],
        buyer: { name: 'Port of Sallow Authority', id: 'GB-COH-1' },
        cpv: [
          { code: '48000000', description: undefined, main: true },
          { code: '72000000', description: undefined, main: false },
          { code: '72260000', description: 'Software', main: false },
        ],
        stage: 'award',
        deadline: undefined,
        value: undefined,
        notices: [],
        portals: [],
        relations: [],
      },
    });
  });

  it.each([
    ['planning', 'planned'],
    ['tender', 'tender'],
    ['award', 'award'],
    ['engagement', 'engagement'],
    [null, 'tender'],
    [undefined, 'tender'],
  ])('at the OCDS or own stage %j is at %s', (stage, expected) => {
    expect(read({ stage })).toMatchObject({ view: { stage: expected }, doubts: [] });
  });

  it.each([
    [{}, null, 'line 7'],
    [{ id: null }, null, 'line 7'],
    [{ id: 12 }, 12, '12'],
    [{ id: ' <A> ' }, ' <A> ', 'line 7'],
    [{ id: [1, { a: 2 }] }, [1, { a: 2 }], 'line 7'],
    [{ id: false }, false, 'line 7'],
  ])('keeps the id of %j as given', (fields, id, name) => {
    expect(read(fields)).toMatchObject({ id, name });
  });

  it('keeps ids that are longer than numbers of JavaScript', () => {
    expect(readViewLine('{"id": 12345678901234567891}', 1)).toMatchObject({ id: '12345678901234567891' });
  });

  it('states nothing where its fields are null or missing, without a doubt', () => {
    const nulls = { id: null, title: null, description: null, cpv: null, buyer: null, stage: null };
    for (const fields of [nulls, {}, { cpv: [], title: ' ', buyer: { name: null } }])
      expect(read(fields).view).toMatchObject({ title: '', titles: [], descriptions: [], cpv: [] });
    expect([read(nulls).doubts, read({}).doubts]).toEqual([[], []]);
  });

  it('says which of its own fields it could not read', () => {
    const { doubts, view } = read({
      title: { en: 'Buoys' },
      description: ['x'],
      buyer: [],
      cpv: ['software', '72000000-5'],
      stage: 'soon',
      deadline: 'soon',
    });
    expect(doubts.map((doubt) => doubt.split(':')[0])).toEqual([
      'title',
      'description',
      'buyer',
      'cpv',
      'stage',
    ]);
    expect(view.cpv).toHaveLength(1);
  });

  it.each(['{"id": 1', '[1]', 'null', '"text"'])('refuses %s with a remedy', (text) => {
    expect(readViewLine(text, 1)).toMatchObject({ refused: expect.stringMatching(/write/) as string });
  });
});
