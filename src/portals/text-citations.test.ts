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

describe('a contract that this one replaces, in everyday words', () => {
  it.each([
    'The service is currently provided by Hill Care Ltd (contract award notice 2021/S 000-012345).',
    'This opportunity is to re-procure the service currently delivered under FTS reference 2021/S 000-012345.',
    'This follows the contract awarded in notice 2021/S 000-012345.',
    'Recommissioning of the service. Original contract notice 2021/S 000-012345. A new contract is needed.',
    'The first contract, awarded following contract notice 2021/S 000-012345, has run its five years.',
    'This is the successor to the arrangement advertised as 2021/S 000-012345.',
    'The new contract will supersede the contract awarded under 2021/S 000-012345.',
    'The incumbent was appointed under contract award notice 2021/S 000-012345.',
    'We wish to re-let the grounds maintenance contract, FTS reference 2021/S 000-012345.',
    'Existing contract award notice: 2021/S 000-012345',
    'The original contract was awarded under notice 2021/S 000-012345.',
    'The requirement was last tendered in 2021 (tender notice 2021/S 000-012345).',
    'Replacement of the service that was bought under contract notice 2021/S 000-012345.',
    'Our present provider was appointed through tender notice 2021/S 000-012345.',
    'Re-procurement of the help desk, first advertised in tender notice 2021/S 000-012345.',
    'This procurement follows on from contract 2021/S 000-012345.',
  ])('%s', (text) => {
    expect(as(text)).toEqual(['replaces']);
  });

  it.each([
    'Further to the preliminary market engagement notice 2025/S 000-012345 we invite bids.',
    'The service is currently provided by Hill Care Ltd. Further to the preliminary market engagement notice 2025/S 000-012345 we invite bids.',
    'Following engagement with incumbents under preliminary market engagement notice 2025/S 000-012345.',
    'Following contract notice 2025/S 000-012345, the contract has been awarded.',
    'Following the contract award notice 2025/S 000-012345, these are the details.',
    'The original contract notice is 2025/S 000-012345.',
    'This contract was awarded under contract notice 2025/S 000-012345.',
    'The current contract ends in March and this opportunity was first advertised in contract notice 2025/S 000-012345.',
    'An extension of the contract originally bought in 2022. Original contract was published at 2025/S 000-012345',
    'Modification of the current contract awarded under contract award notice 2025/S 000-012345.',
    'The existing DPS will be extended by two years. The previous notice is 2025/S 000-012345',
    'The need is currently under review, see planned procurement notice 2025/S 000-012345.',
    'Any successor body may use it. See contract notice 2025/S 000-012345.',
    'This notice supersedes notice 2025/S 000-012345.',
    'This notice replaces the previous contract notice 2025/S 000-012345.',
  ])('is none: %s', (text) => {
    expect(as(text)).toEqual(['same']);
  });

  it('is told from the engagement before the new one, whichever is named first', () => {
    const engaged = 'further to market engagement notice 2026/S 000-000007';
    const held = 'the current contract (award notice 2021/S 000-012345)';
    expect(as(`To replace ${held}, ${engaged}.`)).toEqual(['replaces', 'same']);
    expect(as(`The need was shaped ${engaged}, and ${held}.`)).toEqual(['same', 'replaces']);
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
