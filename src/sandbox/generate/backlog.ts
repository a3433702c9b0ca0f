import type { PretendRelease } from '../pretend-release.ts';
import { award, engagement, future, opportunity } from './contracts-finder-notices.ts';
import type { Draft } from './draft.ts';
import type { FtsEntry } from './entry.ts';
import { anyDraft, asRelease, ftsRelease, newCfNotice, newFtsOcid, noticeNumber } from './entry.ts';
import { celexCorrigendum, celexTender } from './find-a-tender-celex.ts';
import {
  awardNotice,
  contractNotice,
  planningNotice,
  tenderNotice,
  terminationNotice,
} from './find-a-tender-notices.ts';
import { IT_SUBJECTS } from './it-subjects.ts';
import { proactisBacklog } from './proactis-cast.ts';
import { londonAfter } from './london-iso.ts';
import type { Past } from './lookalikes.ts';
import { OTHER_SUBJECTS } from './other-subjects.ts';
import type { Random } from './random.ts';
import { seededRandom } from './random.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** The backlog spans these days and ends this long before now, so that it is past whatever the first pass calls past. */
const SPAN = 5 * DAY;
const QUIET = 30 * MINUTE;
/** Real portals have fewer (about one in ten); a sandbox should not be dull. */
const IT_SHARE = 0.35;

type Render = FtsEntry['render'];

/** First notices of a procurement, with how many of each the backlog holds. */
const FIRSTS: readonly (readonly [number, Render])[] = [
  [20, (draft, notice) => tenderNotice(draft, notice)],
  [8, contractNotice],
  [7, (draft, notice) => awardNotice(draft, notice, 'UK6')],
  [2, (draft, notice) => awardNotice(draft, notice, 'UK5')],
  [5, (draft, notice) => planningNotice(draft, notice, 'UK2')],
  [2, (draft, notice) => planningNotice(draft, notice, 'UK3')],
  [2, (draft, notice) => planningNotice(draft, notice, 'UK1')],
  [4, celexTender],
];

/** What follows an earlier tender notice under the same ocid. */
const FOLLOWS: readonly (readonly [number, Render])[] = [
  [4, (draft, notice) => tenderNotice(draft, notice, 'The deadline is extended at the request of bidders')],
  [2, (draft, notice) => terminationNotice(draft, notice, 'The budget for this requirement was withdrawn.')],
  [3, (draft, notice) => awardNotice(draft, notice, 'UK6')],
];

function later(draft: Draft): Draft {
  return { ...draft, deadline: londonAfter(draft.deadline, 7, '12:00') };
}

function many<T>(counts: readonly (readonly [number, T])[]): readonly T[] {
  return counts.flatMap(([count, item]) => Array.from({ length: count }, () => item));
}

function anySubject(random: Random): (typeof IT_SUBJECTS)[number] {
  return random.pick(random.chance(IT_SHARE) ? IT_SUBJECTS : OTHER_SUBJECTS);
}

function between(random: Random, from: number, to: number): number {
  return from + Math.floor(((to - from) * random.int(1, 999)) / 1000);
}

function ftsEntries(random: Random, now: number): readonly FtsEntry[] {
  const last = now - QUIET;
  const firsts = many(FIRSTS).map((render, index): FtsEntry => {
    const published = between(random, last - SPAN, last);
    return {
      draft: anyDraft(random, anySubject(random), published),
      ocid: newFtsOcid(random, index),
      published,
      render,
    };
  });
  const tenders = firsts.slice(0, FIRSTS[0]?.[0]);
  const follows = many(FOLLOWS).map((render, index): FtsEntry => {
    const base = tenders[index] ?? random.pick(tenders);
    return { ...base, draft: later(base.draft), published: between(random, base.published, last), render };
  });
  const celex = firsts.at(-1);
  if (celex === undefined) return follows;
  const corrigendum: FtsEntry = {
    ...celex,
    published: between(random, celex.published, last),
    render: (draft, notice) => celexCorrigendum(draft, notice, later(draft).deadline),
  };
  return [...firsts, ...follows, corrigendum];
}

function cfReleases(random: Random, now: number, onBoth: readonly { draft: Draft; url: string }[]) {
  const last = now - QUIET;
  const at = (): number => between(random, last - SPAN, last);
  const copies = onBoth.map(({ draft, url }) => opportunity(draft, newCfNotice(random, at()), url));
  const opportunities = Array.from({ length: 30 }, () => {
    const notice = newCfNotice(random, at());
    return { notice, draft: anyDraft(random, anySubject(random), notice.published) };
  });
  const amended = opportunities.slice(0, 5).map(({ notice, draft }) => {
    const edit = {
      ...notice,
      counter: notice.counter + 7,
      published: between(random, notice.published, last),
    };
    return opportunity(later(draft), edit);
  });
  const others = many([
    [14, award],
    [4, engagement],
    [3, future],
  ]).map((render) => {
    const notice = newCfNotice(random, at());
    return render(anyDraft(random, anySubject(random), notice.published), notice);
  });
  const first = opportunities.map(({ notice, draft }) => opportunity(draft, notice));
  return [...copies, ...first, ...amended, ...others].map((json) => asRelease(json, 1));
}

/** About sixty releases on Find a Tender and Contracts Finder each, and a few on the Proactis portals, dated over the last days before `now` (UTC milliseconds), oldest first; `more` among them. */
export function backlog(seed: string, now: number, more: Past): readonly PretendRelease[] {
  const random = seededRandom(`${seed} backlog`);
  const all = [...ftsEntries(random, now), ...more.entries];
  const entries = all.toSorted((a, b) => a.published - b.published);
  const fts = entries.map((entry, index) => ({
    entry,
    release: ftsRelease(entry, noticeNumber(index, entry.published)),
  }));
  const onBoth = fts
    .filter(({ release }) => release.tags.includes('tender') && release.scheme === 'UKPGA')
    .slice(-4)
    .map(({ entry, release }) => ({
      draft: entry.draft,
      url: `https://www.find-tender.service.gov.uk/Notice/${release.id}`,
    }));
  const releases = [
    ...fts.map(({ release }) => release),
    ...cfReleases(random, now, onBoth),
    ...more.awards,
    ...proactisBacklog(seed, now),
  ];
  return releases.toSorted((a, b) => a.published - b.published);
}
