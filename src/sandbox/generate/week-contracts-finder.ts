import type { PretendRelease } from '../pretend-release.ts';
import type { CfNotice } from './contracts-finder-notices.ts';
import { award, engagement, future, opportunity } from './contracts-finder-notices.ts';
import type { Draft } from './draft.ts';
import { anyDraft, asRelease, newCfNotice } from './entry.ts';
import type { Json } from './find-a-tender-parts.ts';
import type { Random } from './random.ts';
import type { WeekDay } from './week.ts';
import type { Numbered } from './week-find-a-tender.ts';
import { postponed, weekSubject } from './week-find-a-tender.ts';

const HOUR = 3_600_000;
/** Above the counter of any first notice, so that no two edits share an id. */
const FIRST_EDIT = 1_000_000;

function appearing(json: Json, appears: number): PretendRelease {
  return { ...asRelease(json, 1), appears };
}

interface Listed {
  readonly draft: Draft;
  readonly notice: CfNotice;
}

function ofDay(
  random: Random,
  day: WeekDay,
  opportunities: Listed[],
  nextEdit: () => number,
): readonly PretendRelease[] {
  const count = day.isWorking ? random.int(85, 115) : random.int(4, 10);
  return Array.from({ length: count }, () => {
    const at = day.moment();
    const old = opportunities.length > 0 && random.chance(0.15) ? random.pick(opportunities) : undefined;
    if (old !== undefined && old.notice.published < at) {
      const edit = { ...old.notice, counter: nextEdit(), published: at };
      return appearing(opportunity(postponed(old.draft), edit), at);
    }
    const draft = anyDraft(random, weekSubject(random), at);
    const notice = newCfNotice(random, at);
    const render = random.pick([opportunity, opportunity, opportunity, award, award, engagement, future]);
    if (render === opportunity) opportunities.push({ draft, notice });
    return appearing(render(draft, notice), at);
  });
}

/** Copies of Find a Tender's tenders, within a day, some of which link the page of their original. */
function copies(random: Random, fts: readonly Numbered[], to: number): readonly PretendRelease[] {
  const tenders = fts.filter(({ release }) => release.scheme === 'UKPGA' && release.tags.join() === 'tender');
  return random
    .shuffled(tenders)
    .slice(0, 40)
    .flatMap(({ entry, release }) => {
      const at = release.published + random.int(1, 23) * HOUR;
      if (at >= to) return [];
      const page = `https://www.find-tender.service.gov.uk/Notice/${release.id}`;
      const label = { method: 'open', label: 'Open procedure (below threshold)' };
      const draft = { ...entry.draft, legacyProcedure: label };
      const copy = opportunity(draft, newCfNotice(random, at), random.chance(0.5) ? page : undefined);
      return [appearing(copy, at)];
    });
}

/** Contracts Finder's week, in no order. */
export function weekOfContractsFinder(
  random: Random,
  days: readonly WeekDay[],
  fts: readonly Numbered[],
  to: number,
): readonly PretendRelease[] {
  const opportunities: Listed[] = [];
  let edits = FIRST_EDIT;
  const nextEdit = (): number => (edits += 1);
  return [...days.flatMap((day) => ofDay(random, day, opportunities, nextEdit)), ...copies(random, fts, to)];
}
