import { describe, expect, it } from 'vitest';
import { citationsIn } from './text-citations.ts';

const GUID = '5a5a5a5a-1111-4222-8333-444444444444';
const cf = `https://www.contractsfinder.service.gov.uk/Notice/${GUID}`;
const fts = (number: string) => `notice:find-a-tender:${number}`;
const as = (text: string) => citationsIn(text).map((citation) => citation.as);

describe('what a text names', () => {
  it.each([
    ['See contract notice 2025/S 000-012345.', fts('012345-2025')],
    ['See contract notice 2025/ S000-012345.', fts('012345-2025')],
    ['Award notice number: 012345-2025', fts('012345-2025')],
    [
      'Original notice: https://www.find-tender.service.gov.uk/Notice/012345-2025?origin=Search',
      fts('012345-2025'),
    ],
    ['The original notice has the ocid ocds-h6vhtk-0A12bc.', 'ocid:ocds-h6vhtk-0a12bc'],
    [
      `The original notice is ${cf.replace('Notice', 'notice')}?origin=SearchResults&p=1`,
      `notice:contracts-finder:${GUID}`,
    ],
  ])('%s', (text, key) => {
    expect(citationsIn(text)).toEqual([{ key, as: 'same' }]);
  });

  it.each([
    'See contract notice 2019/S 123-456789.',
    'See contract notice 2020/S 000-012345.',
    'See contract notice 412345-2022.',
    'See TED contract notice 112345-2022.',
    'The original notice has the ocid ocds-abcdef-0001.',
    'Award notice number: 1012345-2025',
  ])('is no notice of ours: %s', (text) => {
    expect(citationsIn(text)).toEqual([]);
  });
});

describe('the same procurement', () => {
  it.each([
    'Following the preliminary market engagement notice 2025/S 000-012345 we invite bids.',
    'Further to planned procurement notice 2025/S 000-012345.',
    'This notice corrects notice 2025/S 000-012345.',
    'FTS Award Notice Number - 2025/S 000-012345',
    'This award notice is linked to transparency notice:\nNotice identifier: 2025/S 000-012345',
    'A prior information notice was published in May.\n\nReference: 2025/S 000-012345',
    'Notice of amendment made pursuant to the original notice 2025/S 000-012345 to extend the DPS.',
    'The framework runs for 4 years. This contract notice was published with reference number 2025/S 000-012345.',
    'This opportunity was previously advertised, see 2025/S 000-012345.',
    'Relates to Procurement identifier (OCID): ocds-h6vhtk-0a12bc',
    'It will run for 3 years with an option to extend by two.\nRelated procurement: ocds-h6vhtk-0a12bc',
    'Extension to existing contract for payroll.\nThis notice replaces previous published award notice: 2025/S 000-012345',
  ])('%s', (text) => {
    expect(as(text)).toEqual(['same']);
  });
});

describe('a framework', () => {
  it.each([
    'A call-off under the Digital Services framework, 2025/S 000-012345.',
    'Further competition under framework RM0000 (contract notice 2025/S 000-012345).',
    'This appointment has been made under the Northern Roofing Framework. (Contract Award Notice 2025/S 000-012345)',
    'Direct award via the Fire Safety Dynamic Purchasing System. FTS ref: 2025/S 000-012345',
    'National Framework Agreement for Scanners, OJEU reference number 2025/S 000-012345',
    'FRAMEWORK REF: 2025/S 000-012345',
    'A call-off contract. Relates to Procurement identifier (OCID): ocds-h6vhtk-0a12bc',
  ])('%s', (text) => {
    expect(as(text)).toEqual(['framework']);
  });
});

describe('a contract that this one replaces', () => {
  it.each([
    'The current contract (2021/S 000-012345) runs out next year.',
    'Re-procurement of the help desk, 2021/S 000-012345.',
    'It replaces the existing framework 2021/S 000-012345.',
    'The service was let under 2021/S 000-012345, which expires in March 2027.',
  ])('%s', (text) => {
    expect(as(text)).toEqual(['replaces']);
  });
});

describe('an attempt that failed', () => {
  it.each([
    'The previous procurement 2025/S 000-012345 was cancelled.',
    'This is a re-tender of 2025/S 000-012345.',
    'Re-advertised after notice 2025/S 000-012345.',
    'The earlier tender process was abandoned (2025/S 000-012345).',
    'It takes the place of contract notice 2025/S 000-012345, which was unsuccessful.',
  ])('%s', (text) => {
    expect(as(text)).toEqual(['retries']);
  });
});

describe('a name without a word on what it is', () => {
  it.each([
    'Our reference 2025/S 000-012345.',
    'Contract reference number: 2025/S 000-012345',
    'The National Framework Agreement for Scanners. Contract notice number: 2025/S 000-012345',
    `More at ${cf}`,
    'This procurement has been cancelled and will be put out again as contract notice 2025/S 000-012345.',
    'An interim contract; the procurement is under way, contract notice 2025/S 000-012345.',
    'The Northern Roofing Framework. Relates to Procurement identifier (OCID): ocds-h6vhtk-0a12bc',
    'Related award notices have been published by our partner under contract notice 2025/S 000-012345.',
  ])('says nothing: %s', (text) => {
    expect(citationsIn(text)).toEqual([]);
  });

  it('takes no word from a sentence that says enough by itself', () => {
    expect(
      as(
        'The current contract ends soon. Full details of what we now want are set out in tender notice 2025/S 000-012345.',
      ),
    ).toEqual(['same']);
  });
});

it('reads a long text without names in no time', () => {
  const text = 'We seek bids for the 2025-2026 season. Extension 000-1 of 12 months. '.repeat(20_000);
  const begun = process.hrtime.bigint();
  expect(citationsIn(text)).toEqual([]);
  expect(Number(process.hrtime.bigint() - begun) / 1e6).toBeLessThan(1000);
});
