import { expect, it } from 'vitest';
import { readAwardIds } from './award-ids.ts';

it('names each award once, those that only a contract names as well', () => {
  const awards = [{ id: '2' }, { id: 1 }, { id: ' 2 ' }, { id: null }, {}];
  const contracts = [{ id: '9', awardID: '1' }, { awardID: '3' }, { awardID: '' }];
  expect(readAwardIds({ awards, contracts })).toEqual(['2', '1', '3']);
});

it.each([{}, { awards: [] }, { awards: [{ title: 'Lot 1' }], contracts: null }])(
  'names none in %j',
  (json) => {
    expect(readAwardIds(json)).toBeUndefined();
  },
);
