import type { PretendRelease } from '../pretend-release.ts';
import { draft } from './draft.ts';
import type { Draft } from './draft.ts';
import { SCOTTISH_BUYERS, WELSH_BUYERS } from './proactis-buyers.ts';
import type { ProactisForm, ProactisNotice } from './proactis-notices.ts';
import { proactisRelease } from './proactis-notices.ts';
import type { Random } from './random.ts';
import type { WeekDay } from './week.ts';
import type { Original } from './week-find-a-tender.ts';
import { postponed, weekSubject } from './week-find-a-tender.ts';

const FIRST_NUMBER = 910_000;

const FORMS: readonly ProactisForm[] = [
  'tender',
  'tender',
  'tender',
  'site-tender',
  'site-tender',
  'site-tender',
  'site-tender',
  'award',
  'planning',
];

interface Listed {
  readonly draft: Draft;
  readonly notice: ProactisNotice;
}

/** A Proactis portal's week, in no order, and which of its notices are above the threshold. */
export function weekOfProactis(
  random: Random,
  days: readonly WeekDay[],
  portal: ProactisNotice['portal'],
): { readonly releases: readonly PretendRelease[]; readonly aboveThreshold: readonly Original[] } {
  const buyers = portal === 'sell2wales' ? WELSH_BUYERS : SCOTTISH_BUYERS;
  let last = FIRST_NUMBER;
  const tenders: Listed[] = [];
  const above: Original[] = [];
  function next(at: number): PretendRelease {
    last += 1;
    const old = tenders.length > 0 && random.chance(0.12) ? random.pick(tenders) : undefined;
    if (old !== undefined && old.notice.published < at) {
      const form = random.chance(0.25) ? 'cancellation' : 'update';
      const notice = { ...old.notice, document: last, published: at };
      return { ...proactisRelease(postponed(old.draft), notice, form), appears: at };
    }
    const made = {
      draft: draft(random, weekSubject(random), random.pick(buyers), at),
      notice: { portal, number: last, document: last, published: at },
    };
    const form = random.pick(FORMS);
    if (form === 'tender') above.push(made);
    if (form === 'tender' || form === 'site-tender') tenders.push(made);
    return { ...proactisRelease(made.draft, made.notice, form), appears: at };
  }
  const releases = days.flatMap((day) => {
    const count = day.isWorking ? random.int(25, 35) : random.int(0, 3);
    return Array.from({ length: count }, () => next(day.moment()));
  });
  return { releases, aboveThreshold: above };
}
