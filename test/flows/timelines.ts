/**
 * Forty procurements of the recorded days of Find a Tender (10 and 11 August 2026), as they must read once both days are in.
 *
 * Checked by one of us on 22 November 2026, by hand: each release was read as served (the JSON of the recorded pages, never
 * through this program) and what must follow from it was written down before the program was asked. Notice types UK8 and
 * UK14 to UK17 do not occur in these days.
 *
 * Ids, dates, sums and our own words only.
 */
export interface Timeline {
  /** The last six characters of each Find a Tender ocid that is this procurement. */
  readonly ocids: readonly string[];
  /** Why it is here. */
  readonly shows: string;
  /** Every notice, oldest first: its number (of 2026), form and stage. */
  readonly notices: readonly string[];
  /** After all of them; with its outcome where it is closed: `closed:withdrawn`. */
  readonly stage: string;
  /** London time, `2026-09-28T15:00`, or the day alone where no time is given. */
  readonly deadline?: string;
  /** The day on which the contract ends; `2029-05-11 to 2031-05-11` where it may be extended. */
  readonly ends?: string;
  /** How many different suppliers its awards name, where there are several. */
  readonly suppliers?: number;
  /** Kind and key, `ocid:` of Find a Tender shortened as in `ocids`. */
  readonly relations?: readonly string[];
  /** What else its notices say is the same procurement, its own ocid aside. */
  readonly cites?: readonly string[];
  /** Notice, kind, and was → now of each material field (`merged`, which is news to nobody, left out). Documents are counted. */
  readonly events: readonly string[];
}

const NATION = 'UKC,UKD,UKE,UKF,UKG,UKH,UKI,UKJ,UKK';

/** Those with several notices in the two days. */
const SEVERAL: readonly Timeline[] = [
  {
    ocids: ['06e090'],
    shows: 'documents come forty minutes later; a two-stage procedure states only the deadline for interest',
    notices: ['075901 UK4 tender', '075933 UK4 tender'],
    stage: 'tender',
    deadline: '2026-09-04T17:00',
    ends: '2030-10-31',
    events: ['075901 opened', '075933 amended documents 0 → 4'],
  },
  {
    ocids: ['06e072'],
    shows: 'a corrigendum of an award is tagged as a tender, and opens nothing',
    notices: ['075857 award award', '075924 tenderUpdate award'],
    stage: 'award',
    events: ['075857 awarded'],
  },
  {
    ocids: ['06e099'],
    shows: 'award, then contract details with another start: one award',
    notices: ['075915 UK6 award', '076140 UK7 contract'],
    stage: 'contract',
    ends: '2027-07-12 to 2028-07-12',
    events: [
      '075915 awarded',
      '076140 stage-changed stage award → contract',
      '076140 amended contract 2026-08-14..2027-07-12 → 2026-06-20..2027-07-12',
    ],
  },
  {
    ocids: ['06b607'],
    shows: 'planned, then open the next day: what was an estimate becomes the deadline',
    notices: ['075911 UK3 planned', '076324 UK4 tender'],
    stage: 'tender',
    deadline: '2026-08-25T12:00',
    ends: '2031-01-10 to 2035-01-10',
    events: [
      '075911 opened',
      '076324 stage-changed stage planned → tender',
      `076324 amended deadline none → 2026-08-25T12:00, regions ${NATION} → UK`,
    ],
  },
  {
    ocids: ['04edac'],
    shows: 'one award of four lots to two suppliers, put out again with a sentence about the standstill',
    notices: ['075879 UK6 award', '075909 UK6 award'],
    stage: 'award',
    ends: '2031-09-30 to 2033-09-30',
    suppliers: 2,
    events: ['075879 awarded'],
  },
  {
    ocids: ['06e08b'],
    shows: 'a purchase under a framework: linked to it, and not one with it',
    notices: ['075893 UK6 award', '075898 UK7 contract'],
    stage: 'contract',
    ends: '2028-07-12 to 2030-07-12',
    relations: ['framework ocid:05fad5'],
    events: [
      '075893 awarded',
      '075898 stage-changed stage award → contract',
      '075898 amended contract 2026-08-13..2028-07-12 → 2026-07-13..2028-07-12',
    ],
  },
  {
    ocids: ['06e068'],
    shows:
      'a tender under the older law whose award follows twenty minutes later; the award repeats no deadline',
    notices: ['075840 tender tender', '075869 award award'],
    stage: 'award',
    deadline: '2026-08-11T17:00',
    events: ['075840 opened', '075869 awarded stage tender → award'],
  },
  {
    ocids: ['06e058'],
    shows: 'two buyers; the update adds a region',
    notices: ['075819 UK4 tender', '075830 UK4 tender'],
    stage: 'tender',
    deadline: '2026-09-10T14:00',
    ends: '2030-01-31 to 2032-01-31',
    events: ['075819 opened', '075830 amended regions none → UKI'],
  },
  {
    ocids: ['061261'],
    shows: 'deadline a month earlier; then a lot title whose punctuation alone differs, which is silent',
    notices: ['075593 UK4 tender', '075734 UK4 tender', '076079 UK4 tender'],
    stage: 'tender',
    deadline: '2026-09-28T15:00',
    ends: '2029-05-11 to 2031-05-11',
    events: ['075593 opened', '075734 deadline-earlier deadline 2026-10-29T15:00 → 2026-09-28T15:00'],
  },
  {
    ocids: ['06dfd9', '06e02e'],
    shows: 'an award ended because it stood under the wrong law, and put out again under another ocid',
    notices: ['075614 UK6 award', '075684 UK12 closed', '075749 award award'],
    stage: 'award',
    ends: '2028-09-30',
    events: [
      '075614 awarded',
      '075684 cancelled stage award → closed:cancelled',
      '075749 awarded stage closed:cancelled → award',
    ],
  },
  {
    ocids: ['050fd1'],
    shows: 'pipeline twice, with another explanation; four sisters of the same buyer stand beside it',
    notices: ['075621 UK1 pipeline', '075640 UK1 pipeline'],
    stage: 'pipeline',
    ends: '2030-09-30',
    events: ['075621 opened'],
  },
  {
    ocids: ['06e1c8'],
    shows: 'first seen as a contract; the update changes only its explanation',
    notices: ['076403 UK7 contract', '076413 UK7 contract'],
    stage: 'contract',
    ends: '2027-02-05',
    events: ['076403 awarded'],
  },
  {
    ocids: ['03b792'],
    shows: 'three awards under one dynamic purchasing system: another award is no change of the first',
    notices: ['076121 award award', '076376 award award', '076408 award award'],
    stage: 'award',
    suppliers: 15,
    cites: ['ocid:ocds-r6ebe6-0000730576'],
    events: ['076121 awarded'],
  },
  {
    ocids: ['05faa0'],
    shows:
      'abandoned by an award notice without an award, and tendered anew that afternoon under the same ocid',
    notices: ['076226 award closed', '076392 tender tender'],
    stage: 'tender',
    deadline: '2026-09-10T17:00',
    relations: ['retries notice:find-a-tender:050426-2026'],
    events: [
      '076226 cancelled',
      '076392 stage-changed stage closed:cancelled → tender',
      '076392 amended deadline none → 2026-09-10T17:00, value none → 40428752 GBP',
    ],
  },
  {
    ocids: ['051d1c'],
    shows: 'a framework with eight suppliers; the update mends a web address in the text',
    notices: ['076343 UK7 contract', '076359 UK7 contract'],
    stage: 'contract',
    ends: '2028-02-06 to 2030-08-05',
    suppliers: 8,
    events: ['076343 awarded'],
  },
  {
    ocids: ['029897'],
    shows: 'three awards to three suppliers, each with its own daily rate, under the ocid of 2021',
    notices: ['076041 award award', '076045 award award', '076278 award award'],
    stage: 'award',
    suppliers: 3,
    events: ['076041 awarded'],
  },
  {
    ocids: ['05250a'],
    shows:
      'pipeline, then withdrawn by a stub without buyer or codes: no contract will end; the sister went twelve minutes before',
    notices: ['076268 UK1 pipeline', '076272 UK12 closed'],
    stage: 'closed:withdrawn',
    events: ['076268 opened', '076272 cancelled stage pipeline → closed:withdrawn'],
  },
  {
    ocids: ['052516'],
    shows: 'the sister of the one before: same buyer and dates, another waste and area',
    notices: ['076252 UK1 pipeline', '076258 UK12 closed'],
    stage: 'closed:withdrawn',
    events: ['076252 opened', '076258 cancelled stage pipeline → closed:withdrawn'],
  },
  {
    ocids: ['06de32', '06e132'],
    shows:
      'put out a second time because suppliers could not answer the first, which was then cut short: it stays open',
    notices: ['076174 UK4 tender', '076177 UK4 tender', '076194 UK4 tender'],
    stage: 'tender',
    deadline: '2026-09-02T00:00',
    ends: '2028-12-01 to 2030-12-01',
    events: ['076174 opened'],
  },
  {
    ocids: ['05cd2c'],
    shows: 'the signed contract is attached later; the text names the notice that came before',
    notices: ['076053 UK7 contract', '076116 UK7 contract'],
    stage: 'contract',
    ends: '2030-08-02 to 2033-08-02',
    cites: ['notice:find-a-tender:019632-2024'],
    events: ['076053 awarded', '076116 amended documents 0 → 1'],
  },
  {
    ocids: ['06e0d1'],
    shows: 'announced directly, awarded five minutes later with other dates: one award',
    notices: ['076019 UK5 award', '076026 UK6 award'],
    stage: 'award',
    ends: '2027-08-25 to 2028-08-25',
    events: ['076019 awarded', '076026 amended contract 2026-08-22..2027-08-21 → 2026-08-26..2027-08-25'],
  },
  {
    ocids: ['06e0b3'],
    shows:
      'the currency was wrong; the extension ends at 23:59:59Z in summer, and means that day, not the next in London',
    notices: ['075966 UK5 award', '075988 UK6 award'],
    stage: 'award',
    ends: '2026-12-31 to 2027-03-31',
    events: ['075966 awarded', '075988 amended value 325000 GBP → 325000 EUR'],
  },
  {
    ocids: ['06e0ef', '06e182'],
    shows: 'two lots of one tender awarded by two notices, which name that tender',
    notices: ['076075 UK6 award', '076296 UK6 award'],
    stage: 'award',
    ends: '2029-09-01 to 2031-09-01',
    cites: ['ocid:06638d'],
    events: ['076075 awarded'],
  },
  {
    ocids: ['06df9d'],
    shows: 'an engagement lasts until its milestone; its update mends a slip of the pen',
    notices: ['075514 UK2 engagement', '075534 UK2 engagement'],
    stage: 'engagement',
    deadline: '2026-08-14T23:59',
    ends: '2029-10-18 to 2031-10-18',
    events: ['075514 opened'],
  },
];

/** Those with one notice in the two days. */
const SINGLE: readonly Timeline[] = [
  {
    ocids: ['06e180'],
    shows: 'planned, so its dates are estimates; the text names the three notices that came before',
    notices: ['076293 UK3 planned'],
    stage: 'planned',
    ends: '2037-10-31 to 2039-04-30',
    cites: ['001224-2026', '067825-2025', '077395-2025'].map((number) => `notice:find-a-tender:${number}`),
    events: ['076293 opened'],
  },
  {
    ocids: ['06abd3'],
    shows: 'an open framework opened again: one procurement with its first round, which it names as prior',
    notices: ['076440 UK4 tender'],
    stage: 'tender',
    deadline: '2026-09-18T12:00',
    ends: '2027-11-02 to 2033-08-19',
    cites: ['ocid:04eae7'],
    events: ['076440 opened'],
  },
  {
    ocids: ['06e159'],
    shows: 'a call for interest under a framework, in two lots',
    notices: ['076232 UK4 tender'],
    stage: 'tender',
    deadline: '2026-08-13T16:00',
    ends: '2029-03-31 to 2030-03-31',
    relations: ['framework ocid:04e7db'],
    events: ['076232 opened'],
  },
  {
    ocids: ['06e038'],
    shows:
      'one of some eighty taxi routes under one title: the same school, sum and dates as another, by another firm',
    notices: ['075769 UK7 contract'],
    stage: 'contract',
    ends: '2027-07-31',
    events: ['075769 awarded'],
  },
  {
    ocids: ['059d41'],
    shows: 'how a contract performs: nothing of its own but the stage',
    notices: ['076113 UK9 contract'],
    stage: 'contract',
    events: ['076113 awarded'],
  },
  {
    ocids: ['065486'],
    shows: 'a contract change gives the new end',
    notices: ['076048 UK10 contract'],
    stage: 'contract',
    ends: '2027-05-31 to 2027-08-31',
    events: ['076048 awarded'],
  },
  {
    ocids: ['059987'],
    shows: 'a contract that was terminated ended that day',
    notices: ['075529 UK11 contract'],
    stage: 'contract',
    ends: '2026-07-22',
    events: ['075529 awarded'],
  },
  {
    ocids: ['06ae10'],
    shows: 'nobody bid: the stub says so in words, and calls the tender complete and the award cancelled',
    notices: ['076289 UK12 closed'],
    stage: 'closed:unsuccessful',
    events: ['076289 cancelled'],
  },
  {
    ocids: ['0605ce'],
    shows: 'ended after the award and before the contract: the award is still called active',
    notices: ['076351 UK12 closed'],
    stage: 'closed:cancelled',
    events: ['076351 cancelled'],
  },
  {
    ocids: ['06e044'],
    shows:
      'a dynamic market that is intended is tagged as a tender, with a poisoned duration and no deadline',
    notices: ['075788 UK13 planned'],
    stage: 'planned',
    events: ['075788 opened'],
  },
  {
    ocids: ['06e076'],
    shows: 'a copy of a Scottish notice, which it links',
    notices: ['075861 tender tender'],
    stage: 'tender',
    deadline: '2026-09-11T12:00',
    ends: '2027-06-30',
    cites: ['ocid:ocds-r6ebe6-0000839754'],
    events: ['075861 opened'],
  },
  {
    ocids: ['06e0ec'],
    shows: 'tagged as planning and tender; the deadline is a day alone',
    notices: ['076069 tender tender'],
    stage: 'tender',
    deadline: '2026-08-26',
    events: ['076069 opened'],
  },
  {
    ocids: ['03a550'],
    shows: 'a corrigendum of a tender states only the new deadline, six years on',
    notices: ['075767 tenderUpdate tender'],
    stage: 'tender',
    deadline: '2029-02-23T15:00',
    events: ['075767 opened'],
  },
  {
    ocids: ['05567d'],
    shows: 'a corrigendum whose only change stands in the section on the award: nothing is open',
    notices: ['076319 tenderUpdate award'],
    stage: 'award',
    events: ['076319 awarded'],
  },
  {
    ocids: ['06e1ab'],
    shows: 'the modification of a contract is tagged as an award that is updated',
    notices: ['076357 awardUpdate contract'],
    stage: 'contract',
    cites: ['ocid:ocds-r6ebe6-0000839896'],
    events: ['076357 awarded'],
  },
  {
    ocids: ['0559f3'],
    shows: 'discontinued: a Scottish award notice without an award',
    notices: ['075844 award closed'],
    stage: 'closed:cancelled',
    cites: ['ocid:ocds-r6ebe6-0000820572'],
    events: ['075844 cancelled'],
  },
];

export const TIMELINES: readonly Timeline[] = [...SEVERAL, ...SINGLE];

/** Those of the two days that look most alike and are two: the last six characters of their ocids. */
export const ALIKE_BUT_TWO: readonly (readonly [string, string, string])[] = [
  ['06e038', '06e0af', 'two routes to one school: same title, sum and dates, another firm and reference'],
  ['06dfc5', '06dfd2', 'two routes: same title, firm, dates and placeholder sum, another reference'],
  ['06dfee', '06dff5', 'two journeys of one firm: same title and text, another sum'],
  ['06e072', '06e09b', 'two patients placed in one hospital: same title, text and sum, another reference'],
  ['06dfc9', '06e017', 'two sites looked after by one firm in one term: another reference and sum'],
  ['06e092', '06e09a', 'two placements: same title, another provider, sum and term'],
  ['05250a', '052516', 'two kinds of waste in two areas, planned and withdrawn together'],
  ['06e077', '06e078', 'two call-offs of one framework, each for its own area'],
  ['06e045', '06e04e', 'two trades for one building, appointed by themselves: same title and term'],
  ['06e044', '06e112', 'two buyers with the same template'],
];
