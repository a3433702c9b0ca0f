import { expect, it } from 'vitest';
import { aNotice } from '../../test/builders.ts';
import type { Notice } from '../domain/notice.ts';
import type { Near, Signed } from '../domain/ports.ts';
import { SAME } from './score.ts';
import { signed, tiesBetween } from './ties.ts';

function sign(with_: Partial<Notice> = {}): Signed {
  const made = signed(aNotice(with_));
  if (made === undefined) throw new Error('the notice says enough');
  return made;
}

function stored({ notice, signature, blocks }: Signed): Near {
  return { name: { portal: notice.portal, noticeId: notice.noticeId }, signature, blocks };
}

const tender = sign();
const copy = sign({
  portal: 'contracts-finder',
  noticeId: '0a1b2c3d-0000-4000-8000-00000000000a',
  ocid: 'ocds-b5fd17-0a1b2c3d',
  buyer: { name: 'ASHCOMBE BOROUGH COUNCIL', id: undefined },
});
const other = sign({
  noticeId: '000900-2026',
  ocid: 'ocds-h6vhtk-0a0009',
  title: 'Street cleaning machines',
  description: 'Six small machines that sweep pavements.',
});

it('ties a fresh notice to a stored one, and to a fresh one, with reasons', () => {
  for (const ties of [
    tiesBetween([tender], [stored(copy), stored(other)]),
    tiesBetween([other, copy, tender], []),
  ]) {
    expect(ties).toHaveLength(1);
    const [tie] = ties;
    expect(new Set([tie?.a.noticeId, tie?.b.noticeId])).toEqual(
      new Set([tender.notice.noticeId, copy.notice.noticeId]),
    );
    expect(tie?.confidence).toBeGreaterThanOrEqual(SAME);
    expect(tie?.reasons).toContain('same title');
  }
});

it('leaves out what keys join: versions of one notice, and notices of one ocid', () => {
  const version = sign({ releaseId: 'later', published: aNotice().published + 1000 });
  const sameOcid = sign({ noticeId: '000102-2026' });
  expect(tiesBetween([tender, version], [stored(sameOcid)])).toEqual([]);
});

it('ties two processes of one portal by the reference that their buyer gives both, and by nothing else', () => {
  const process = { noticeId: '000102-2026', ocid: 'ocds-h6vhtk-0a0002' };
  expect(tiesBetween([sign(process)], [stored(tender)])).toEqual([]);
  const [first, second] = [
    sign({ reference: 'ICT/2026/17' }),
    sign({ ...process, reference: 'ICT 2026-17' }),
  ];
  expect(tiesBetween([second], [stored(first)])[0]?.confidence).toBeGreaterThanOrEqual(SAME);
});

it('never compares two stored notices', () => {
  expect(tiesBetween([], [stored(tender), stored(copy)])).toEqual([]);
});

it('gives one tie for each pair, the surest of their versions', () => {
  const vague = sign({ description: undefined, value: undefined, releaseId: 'earlier' });
  const ties = tiesBetween([vague, tender], [stored(copy)]);
  expect(ties).toHaveLength(1);
  expect(ties).toEqual(tiesBetween([tender, vague], [stored(copy)]));
  const each = [vague, tender].map((one) => tiesBetween([one], [stored(copy)])[0]?.confidence ?? 0);
  expect(each[0]).not.toBe(each[1]);
  expect(ties[0]?.confidence).toBe(Math.max(...each));
});

it('has no signature for a notice without words', () => {
  expect(signed(aNotice({ title: undefined, description: undefined }))).toBeUndefined();
});
