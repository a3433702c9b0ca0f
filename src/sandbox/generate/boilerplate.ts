import type { Random } from './random.ts';

/** Sentences that say nothing about what is bought but fill real notices, and mislead whoever scores them. Ours. */
const PORTALS = [
  'Tender documents are held on the e-tendering portal; bidders register there free of charge and answer online.',
  'All clarification questions must be raised through the messaging area of the electronic tendering portal.',
  'Expressions of interest sent by e-mail instead of through the online portal will not be looked at.',
  'Access to the documents: log in to the supplier portal, open current opportunities and select the reference above.',
];

const CLAUSES = [
  'Suppliers will be expected to hold Cyber Essentials certification, or an equal, by the start of the contract.',
  'Social value carries a tenth of the marks; say how local people and businesses will gain.',
  'The authority is not bound to accept any tender and will not pay for the preparation of bids.',
  'The award is subject to a standstill period and to the approval of cabinet.',
  'TUPE may apply to this requirement; particulars of staff are released against a signed undertaking.',
  'Invoices must be electronic and will be paid in 30 days, a term to be passed on to subcontractors.',
  'Personal data will be processed under the UK GDPR as set out in the draft contract.',
  'Variant bids – and bids priced in any currency but £ sterling – are not wanted.',
];

/** Up to three of them, as one paragraph; sometimes none. */
export function boilerplate(random: Random): string {
  const portal = random.chance(0.6) ? [random.pick(PORTALS)] : [];
  return [...portal, ...random.shuffled(CLAUSES).slice(0, random.int(0, 2))].join(' ');
}

/** Where bids go, as buyers write it: a URL, or one without its scheme (docs/portals/find-a-tender.md). */
export function submission(random: Random, domain: string): string {
  return random.pick([
    `https://tenders.${domain}/portal`,
    `www.tenders.${domain}`,
    `https://procurement.${domain}`,
  ]);
}
