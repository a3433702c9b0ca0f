import { describe, expect, it } from 'vitest';
import { noticeLineOf } from './notice-line.ts';
import { withoutFileNumbers } from './without-file-numbers.ts';

/** Which of these ids are left as references, each of another buyer. */
function references(ids: readonly string[], buyers = ids.length): readonly string[] {
  const notices = ids.map(
    (id, at) => noticeLineOf({ id, title: 'Buoys', buyer: `Port ${at % buyers}` }, at).notice,
  );
  return withoutFileNumbers(notices).flatMap(({ noticeId, reference }) =>
    reference === undefined ? [noticeId] : [],
  );
}

describe('numbers of a file', () => {
  it.each([
    ['numbers', ['100001', '100002', '100003', '100004']],
    ['pairs', ['pair-1-a', 'pair-1-b', 'pair-2-a', 'pair-2-b']],
    ['short ones', ['n12a', '12-1', 'x 77']],
    ['padded ones', ['CF-2022-0001', 'CF-2022-0002', 'CF-2022-0003']],
    ['random ones', ['9f3a11c2', '00d1e2f3']],
  ])('are no references: %s', (_, ids) => {
    expect(references(ids)).toEqual([]);
  });

  it('are told from references that buyers make up, each in a form of its own', () => {
    const ids = ['HHA-2026-14', 'CPU 3570', 'TD1527 (3)', 'AGEMCSU/TRANS/22/1188', 'PROC DMC DISP/709'];

    expect(references(ids)).toEqual(ids);
  });

  it('are told from references of tendering systems that many buyers use', () => {
    const ids = ['tender_301598/1053627', 'tender_311099/1297435', 'tender_299000/1050000', 'tender_1/2'];

    expect(references(ids)).toEqual(ids);
  });

  it('are not what one buyer gives all of his purchases', () => {
    const ids = ['HHA-2026-14', 'HHA-2026-15', 'HHA-2026-16', 'HHA-2026-17'];

    expect(references(ids, 2)).toEqual(ids);
  });

  it('leave a reference alone that is stated apart from the id', () => {
    const { notice } = noticeLineOf({ id: '1', title: 'Buoys' }, 1);

    expect(withoutFileNumbers([{ ...notice, reference: 'HHA-1' }])).toMatchObject([{ reference: 'HHA-1' }]);
  });
});
