import type { PretendRelease } from '../pretend-release.ts';
import { BUYERS, type FictionalBuyer } from './buyers.ts';
import { award, opportunity, type CfNotice } from './contracts-finder-notices.ts';
import { draft, openlyBought, type Draft } from './draft.ts';
import { asRelease, ftsRelease, newCfNotice, newFtsOcid, noticeNumber, type FtsEntry } from './entry.ts';
import { contractNotice, tenderNotice } from './find-a-tender-notices.ts';
import { contractPeriod, type FtsNotice, type Json } from './find-a-tender-parts.ts';
import { londonAfter, londonIso } from './london-iso.ts';
import { LOOKALIKE_SUBJECTS } from './lookalike-subjects.ts';
import { seededRandom, type Random } from './random.ts';
import type { Subject } from './subject.ts';

/** A notice on Find a Tender that is dated when it is published. */
export interface Lookalike {
  readonly draft: Draft;
  readonly ocid: string;
  readonly noticeIndex: number;
}

/** What is dated before the story begins: the framework, and last year's award. */
export interface Past {
  readonly entries: readonly FtsEntry[];
  readonly awards: readonly PretendRelease[];
}

/** Notices that read alike, are linked without being one, or say when they end. */
export interface Lookalikes {
  /** Each procurement by its notice on Find a Tender. */
  readonly cast: {
    /** Its copy on Contracts Finder has another ocid and no link, a shorter title, another spelling of the buyer and a rounded value. */
    readonly unlinked: Lookalike;
    /** A notice on Contracts Finder may be the same purchase, and nobody can tell from the two alone. */
    readonly doubtful: Lookalike;
    /** Last year's round was awarded lately. */
    readonly yearly: Lookalike;
    /** Under a framework. */
    readonly callOff: Lookalike;
    /** A contract that ends, and may be extended. */
    readonly ending: Lookalike;
  };
  /** Without a number yet: the backlog gives it one. */
  readonly framework: Omit<Lookalike, 'noticeIndex'>;
  readonly past: Past;
  fresh(at: number): readonly PretendRelease[];
}

const DAY = 86_400_000;
/** Ocids that the rest of the world leaves free, below 256. */
const FIRST_OCID = 200;

/** Notices of the story among the fresh ones on Find a Tender. */
export const LOOKALIKES_ON_FIND_A_TENDER = 5;

/**
 * @param now UTC milliseconds: deadlines hang on it
 * @param firstIndex of as many notice numbers as there are lookalikes
 */
export function castLookalikes(seed: string, now: number, firstIndex: number): Lookalikes {
  const random = seededRandom(`${seed} alike`);
  const numbered = (role: Draft, place: number): Lookalike => ({
    draft: role,
    ocid: newFtsOcid(random, FIRST_OCID + place),
    noticeIndex: firstIndex + place,
  });
  const testing = plain(random, 'Annual penetration', 'Thornbeck County Council', now);
  const cast = {
    unlinked: numbered(
      plain(random, 'Managed Detection', 'Calderwick Metropolitan District Council', now),
      0,
    ),
    doubtful: numbered(plain(random, 'Network cabling', 'Kingsmere City Council', now), 1),
    yearly: numbered(titled(testing, '2026/27'), 2),
    callOff: numbered(plain(random, 'Field engineers', 'National Moorland Survey', now), 3),
    ending: numbered(plain(random, 'Hosting', 'Office for Orchard Standards', now), 4),
  };
  const framework = numbered(plain(random, 'Service desk', 'National Moorland Survey', now), 5);
  const copies = [shortened(cast.unlinked.draft), elsewhere(cast.doubtful.draft)].map((copy) => ({
    copy,
    notice: newCfNotice(random, now),
  }));
  const lastYear = award(titled(yearAgo(testing), '2025/26'), newCfNotice(random, now - 2 * DAY));
  return {
    cast,
    framework,
    past: {
      entries: [{ ...framework, published: now - 3 * DAY, render: frameworkNotice }],
      awards: [asRelease(lastYear, 1)],
    },
    fresh: (at) => [
      ...[cast.unlinked, cast.doubtful, cast.yearly].map((one) =>
        published(one, at, (given, notice) => tenderNotice(given, notice)),
      ),
      published(cast.callOff, at, calledOff(framework)),
      published(cast.ending, at, extensible),
      ...copies.map(({ copy, notice }) => asRelease(opportunity(copy, dated(notice, at)), 1)),
    ],
  };
}

function buyerNamed(name: string): FictionalBuyer {
  const buyer = BUYERS.find((one) => one.name === name);
  if (buyer === undefined) throw new Error(`no buyer ${name}`);
  return buyer;
}

function subjectOf(about: string): Subject {
  const subject = LOOKALIKE_SUBJECTS.find(({ title }) => title.startsWith(about));
  if (subject === undefined) throw new Error(`nothing about ${about}`);
  return subject;
}

/** With its own words alone, a value, one lot, and no reference that the copy could share. */
function plain(random: Random, about: string, buyer: string, now: number): Draft {
  const subject = subjectOf(about);
  const made = draft(random, subject, buyerNamed(buyer), now);
  return openlyBought({
    ...made,
    title: subject.title,
    description: subject.text,
    reference: 'N/A',
    net: 1000 * random.int(subject.least / 1000, subject.most / 1000) + 412,
    lots: [{ id: '1', title: undefined }],
    vcse: false,
  });
}

function titled(made: Draft, year: string): Draft {
  return { ...made, title: `${made.subject.title} ${year}` };
}

/** As a clerk types it again for the other portal. */
function shortened(made: Draft): Draft {
  return {
    ...made,
    title: 'Managed detection & response - depots, schools and civic buildings',
    description: made.description.split('. ').slice(0, 2).join('. '),
    buyer: { ...made.buyer, name: 'Calderwick MDC' },
    net: Math.round((made.net ?? 0) / 1000) * 1000,
  };
}

/** Perhaps the same works: for the same buyer, to the same day, in few words and without a value. */
function elsewhere(made: Draft): Draft {
  return {
    ...made,
    title: 'Office cabling works',
    description: 'Replacement of data cabling in council offices. Drawings are sent on request.',
    net: undefined,
  };
}

function yearAgo(made: Draft): Draft {
  const [enquiries, deadline, starts, ends] = [made.enquiries, made.deadline, made.starts, made.ends].map(
    (at) => londonAfter(at, -365, '12:00'),
  );
  return {
    ...made,
    enquiries: enquiries ?? 0,
    deadline: deadline ?? 0,
    starts: starts ?? 0,
    ends: ends ?? 0,
  };
}

function published(
  { noticeIndex, ...entry }: Lookalike,
  at: number,
  render: FtsEntry['render'],
): PretendRelease {
  return ftsRelease({ ...entry, published: at, render }, noticeNumber(noticeIndex, at));
}

function dated(notice: CfNotice, at: number): CfNotice {
  return { ...notice, published: at, first: at };
}

function frameworkNotice(given: Draft, notice: FtsNotice): Json {
  const { tender, ...release } = tenderNotice(given, notice);
  const techniques = { hasFrameworkAgreement: true };
  return { ...release, tender: { ...(typeof tender === 'object' ? tender : {}), techniques } };
}

/** UK7: a contract under a framework, which it names as data. */
function calledOff(framework: Lookalikes['framework']): FtsEntry['render'] {
  return (given, notice) => ({
    ...contractNotice(given, notice),
    relatedProcesses: [
      {
        id: '1',
        relationship: ['framework'],
        scheme: 'ocid',
        identifier: framework.ocid,
        title: framework.draft.title,
      },
    ],
  });
}

/** UK7 with the last day of the contract, and the last day with every extension. */
function extensible(given: Draft, notice: FtsNotice): Json {
  const latest = londonAfter(given.ends, 2 * 365, '23:59:59');
  return contractNotice(given, notice, {
    period: { ...contractPeriod(given), maxExtentDate: londonIso(latest) },
    hasRenewal: true,
    renewal: { description: 'May be extended twice, by a year each time.' },
  });
}
