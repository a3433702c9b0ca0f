import type { PretendRelease } from '../pretend-release.ts';
import { backlog } from './backlog.ts';
import type { CfNotice } from './contracts-finder-notices.ts';
import { opportunity } from './contracts-finder-notices.ts';
import { openlyBought, type Draft } from './draft.ts';
import type { FtsEntry } from './entry.ts';
import { anyDraft, asRelease, ftsRelease, newCfNotice, newFtsOcid, noticeNumber } from './entry.ts';
import type { FtsNotice, Json } from './find-a-tender-parts.ts';
import { planningNotice, tenderNotice, terminationNotice } from './find-a-tender-notices.ts';
import { scottishCopy } from './find-a-tender-markets.ts';
import { IT_SUBJECTS } from './it-subjects.ts';
import { londonAfter } from './london-iso.ts';
import { castLookalikes, LOOKALIKES_ON_FIND_A_TENDER, type Lookalikes } from './lookalikes.ts';
import { castProactis, proactisFresh } from './proactis-cast.ts';
import { proactisOcid } from './proactis-notices.ts';
import { OTHER_SUBJECTS } from './other-subjects.ts';
import type { Random } from './random.ts';
import { seededRandom } from './random.ts';
import type { Subject } from './subject.ts';

/** Who the story is about, for whoever tells it. */
export interface Protagonist {
  readonly title: string;
  readonly buyer: string;
  readonly ocid: string;
  /** Its first notice on Find a Tender. */
  readonly noticeId: string;
}

/** What reads alike, is linked without being one, or says when it ends. */
interface LookalikeStory {
  /** On Find a Tender, with a copy on Contracts Finder that names nothing of it and is worded otherwise. */
  readonly unlinked: Protagonist;
  /** On Find a Tender; a notice on Contracts Finder may be the same purchase. */
  readonly doubtful: Protagonist;
  /** Last year's round stands in the backlog. */
  readonly yearly: Protagonist;
  /** In the backlog; the next was called off it. */
  readonly framework: Protagonist;
  readonly callOff: Protagonist;
  /** A contract with an end, and a later one with every extension. */
  readonly ending: Protagonist;
}

/**
 * A small world of procurement. The moments are dated when they are asked for: `at`, UTC milliseconds, to the second,
 * because whatever is dated before a portal's first pass began is told to nobody. Same seed, `now` and `at`,
 * same bytes.
 */
export interface World {
  /** The last days before `now`, on all four portals, oldest first. */
  readonly backlog: readonly PretendRelease[];
  /**
   * New on the portals: something for each of the 14 categories and more of everything else; one tender stands
   * on Find a Tender and Contracts Finder, one on Public Contracts Scotland and Find a Tender; and what only reads alike
   * (`story`).
   */
  fresh(at?: number): readonly PretendRelease[];
  /** One fresh tender again, its deadline a fortnight later. */
  amendment(at?: number): readonly PretendRelease[];
  /** Another fresh tender ends: a stub without CPV. */
  cancellation(at?: number): readonly PretendRelease[];
  readonly story: LookalikeStory & {
    readonly amended: Protagonist;
    readonly cancelled: Protagonist;
    readonly onBoth: Protagonist;
    /** On Public Contracts Scotland, with a copy on Find a Tender: its ocid is the Scottish one. */
    readonly scottish: Protagonist;
    /** IT procurements among the fresh ones on Find a Tender and Contracts Finder, the Scottish copy included and what reads alike left out. */
    readonly freshIt: number;
  };
}

/** The first three are the story's protagonists: amended, cancelled, on both portals. */
const ON_FIND_A_TENDER = [
  'security',
  'cloud',
  'data',
  'networks',
  'software',
  'digital',
  'health',
  'smart',
  'learning',
  'consultancy',
];
const ON_CONTRACTS_FINDER = ['telecoms', 'hardware', 'support', 'av'];
const OTHERS_ON_FIND_A_TENDER = 12;
const OTHERS_ON_CONTRACTS_FINDER = 6;
/** Numbers that the backlog leaves free for the story: it holds sixty. */
const FIRST_INDEX = 100;

interface Fresh {
  readonly draft: Draft;
  readonly ocid: string;
  readonly noticeIndex: number;
}

function of(category: string, random: Random): Subject {
  return random.pick(IT_SUBJECTS.filter((subject) => subject.category === category));
}

function castFts(random: Random, now: number): readonly Fresh[] {
  const others = random.shuffled(OTHER_SUBJECTS).slice(0, OTHERS_ON_FIND_A_TENDER);
  const subjects = [...ON_FIND_A_TENDER.map((category) => of(category, random)), ...others];
  return subjects.map((subject, index) => ({
    draft: anyDraft(random, subject, now),
    ocid: newFtsOcid(random, FIRST_INDEX + index),
    noticeIndex: FIRST_INDEX + index,
  }));
}

function castCf(random: Random, now: number): readonly { draft: Draft; notice: CfNotice }[] {
  const others = random.shuffled(OTHER_SUBJECTS).slice(0, OTHERS_ON_CONTRACTS_FINDER);
  const subjects = [...ON_CONTRACTS_FINDER.map((category) => of(category, random)), ...others];
  return subjects.map((subject) => ({
    draft: anyDraft(random, subject, now),
    notice: newCfNotice(random, now),
  }));
}

function freshEntry(fresh: Fresh, published: number): FtsEntry {
  // Consultancy is at the stage of sounding out the market: an opportunity without a tender.
  const engaging = fresh.draft.subject.category === 'consultancy';
  return {
    ...fresh,
    published,
    render: (draft, notice) =>
      engaging ? planningNotice(draft, notice, 'UK2') : tenderNotice(draft, notice),
  };
}

function protagonist(fresh: Fresh, now: number): Protagonist {
  return {
    title: fresh.draft.title,
    buyer: fresh.draft.buyer.name,
    ocid: fresh.ocid,
    noticeId: noticeNumber(fresh.noticeIndex, now),
  };
}

function amend(draft: Draft, notice: FtsNotice): Json {
  return tenderNotice(draft, notice, 'Bidders asked for more time; the deadline is a fortnight later');
}

function cancel(draft: Draft, notice: FtsNotice): Json {
  return terminationNotice(draft, notice, 'The requirement will be met from within the organisation.');
}

function dated(notice: CfNotice, at: number): CfNotice {
  return { ...notice, published: at, first: at };
}

function lookalikeStory(
  { cast, framework }: Lookalikes,
  past: readonly PretendRelease[],
  now: number,
): LookalikeStory {
  const { draft, ocid } = framework;
  const noticeId = past.find((release) => release.ocid === ocid)?.id ?? '';
  return {
    unlinked: protagonist(cast.unlinked, now),
    doubtful: protagonist(cast.doubtful, now),
    yearly: protagonist(cast.yearly, now),
    framework: { title: draft.title, buyer: draft.buyer.name, ocid, noticeId },
    callOff: protagonist(cast.callOff, now),
    ending: protagonist(cast.ending, now),
  };
}

/** @param options.now UTC milliseconds: when the story begins; deadlines and the backlog hang on it. */
export function createWorld(options: { readonly seed: string; readonly now: number }): World {
  const { seed, now } = options;
  const random = seededRandom(`${seed} fresh`);
  const fts = castFts(random, now);
  const cf = castCf(random, now);
  const copyNotice = newCfNotice(random, now);
  const proactis = castProactis(seed, now);
  const [amended, cancelled, onBoth] = fts;
  if (amended === undefined || cancelled === undefined || onBoth === undefined) throw new Error('no cast');
  const copyIndex = FIRST_INDEX + fts.length;
  const alike = castLookalikes(seed, now, copyIndex + 1);
  const after = copyIndex + 1 + LOOKALIKES_ON_FIND_A_TENDER;
  const past = backlog(seed, now, alike.past);
  const { scottish } = proactis;
  const copied = { draft: scottish.draft, ocid: newFtsOcid(random, copyIndex), noticeIndex: copyIndex };
  return {
    backlog: past,
    fresh: (at = now) => {
      const numbered = fts.map((one) => ftsRelease(freshEntry(one, at), noticeNumber(one.noticeIndex, at)));
      const page = `https://www.find-tender.service.gov.uk/Notice/${noticeNumber(onBoth.noticeIndex, at)}`;
      const copy = opportunity(openlyBought(onBoth.draft), dated(copyNotice, at), page);
      const legacy = cf.map(({ draft, notice }) => opportunity(draft, dated(notice, at)));
      const ofScotland = { ...copied, published: at, render: scottishCopy(scottish.notice) };
      return [
        ...numbered,
        ftsRelease(ofScotland, noticeNumber(copyIndex, at)),
        ...[copy, ...legacy].map((json) => asRelease(json, 1)),
        ...alike.fresh(at),
        ...proactisFresh(proactis, at),
      ];
    },
    amendment: (at = now) => {
      const draft = { ...amended.draft, deadline: londonAfter(amended.draft.deadline, 14, '12:00') };
      return [
        ftsRelease({ draft, ocid: amended.ocid, published: at, render: amend }, noticeNumber(after, at)),
      ];
    },
    cancellation: (at = now) => [
      ftsRelease({ ...cancelled, published: at, render: cancel }, noticeNumber(after + 1, at)),
    ],
    story: {
      amended: protagonist(amended, now),
      cancelled: protagonist(cancelled, now),
      onBoth: protagonist(onBoth, now),
      scottish: protagonist({ ...copied, ocid: proactisOcid(scottish.notice) }, now),
      ...lookalikeStory(alike, past, now),
      freshIt: ON_FIND_A_TENDER.length + 1 + ON_CONTRACTS_FINDER.length,
    },
  };
}
