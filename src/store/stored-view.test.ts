import { expect, it } from 'vitest';
import { aView } from '../../test/builders.ts';
import { storedView, viewOf } from './stored-view.ts';

it.each([
  ['the only one', { description: 'A long text.', descriptions: ['A long text.'] }],
  ['the first of two', { description: 'A long text.', descriptions: ['A long text.', 'Another.'] }],
  ['not the first', { description: 'Another.', descriptions: ['A long text.', 'Another.'] }],
  ['not stated', { description: '', descriptions: [] }],
])('a description is read back as it was: %s', (_what, texts) => {
  const view = aView(texts);

  expect(viewOf(storedView(view))).toEqual(view);
  expect(viewOf(JSON.stringify(view))).toEqual(view);
});

it('a description stands once in the row', () => {
  const view = aView({ description: 'A long text.', descriptions: ['A long text.', 'Another.'] });
  expect(storedView(view).split('A long text.')).toHaveLength(2);
});
