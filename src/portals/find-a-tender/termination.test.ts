import { describe, expect, it } from 'vitest';
import { anFtsRelease, quiet } from '../../../test/portal-fixtures.ts';
import { fakeClock } from '../../../test/fake-clock.ts';
import { createFindATender } from './index.ts';

const notAsked = () => Promise.reject(new Error('not asked'));
const http = { get: notAsked, post: notAsked, close: () => Promise.resolve() };
const portal = createFindATender({ http, clock: fakeClock(), log: quiet, url: 'https://portal.example' });

/** How a procurement ended whose notice of this form gives these reasons. */
function outcomeOf(statusDetails: string | undefined, status: string, noticeType = 'UK12') {
  const documents = [{ id: '070001-2026', noticeType }];
  const awards = [{ id: '1', status: 'cancelled', statusDetails }];
  const release = anFtsRelease({ tag: ['tenderCancellation'], awards }, { status, documents });
  const found = portal.read(JSON.stringify(release));
  if ('reason' in found) throw new Error(found.reason);
  return found.notice.outcome;
}

describe('a procurement that was ended', () => {
  it.each([
    'No bids were received by the deadline.',
    'no submissions',
    'Zero tender responses.',
    'There were no suitable or compliant tenders.',
    'No tender was received.',
    'We did not receive any valid bids.',
    'None of the submitted proposals met our need.',
    'All tenders failed to meet the minimum score.',
    'The two submissions received did not satisfy the specification.',
  ])('is unsuccessful: %s', (reason) => {
    expect(outcomeOf(reason, 'complete')).toBe('unsuccessful');
    expect(outcomeOf(reason, 'cancelled')).toBe('unsuccessful');
    expect(outcomeOf(reason, 'withdrawn')).toBe('withdrawn');
    expect(outcomeOf(reason, 'cancelled', 'UK16')).toBe('cancelled');
  });

  it.each([
    undefined,
    'Our strategy has changed and no tender opportunity was published.',
    'No contract will be awarded.',
    'Funding was withdrawn before bids were opened.',
    'We are no longer seeking tenders.',
    'There was no decision on the tenders in time.',
    'Terms could not be agreed with the bidder.',
  ])('is cancelled: %s', (reason) => {
    expect(outcomeOf(reason, 'complete')).toBe('cancelled');
  });
});
