import type { PretendRelease } from '../pretend-release.ts';
import type { Draft } from './draft.ts';
import { draft } from './draft.ts';
import type { FictionalBuyer } from './buyers.ts';
import { IT_SUBJECTS } from './it-subjects.ts';
import { SCOTTISH_BUYERS, WELSH_BUYERS } from './proactis-buyers.ts';
import type { ProactisForm, ProactisNotice } from './proactis-notices.ts';
import { proactisRelease } from './proactis-notices.ts';
import { OTHER_SUBJECTS } from './other-subjects.ts';
import type { Random } from './random.ts';
import { seededRandom } from './random.ts';

/** A notice of the story on a Proactis portal; it is dated when it is published. */
export interface ProactisRole {
  readonly draft: Draft;
  readonly notice: ProactisNotice;
  readonly form: ProactisForm;
}

export interface ProactisCast {
  /** Above the threshold: Find a Tender copies it. */
  readonly scottish: ProactisRole;
  readonly others: readonly ProactisRole[];
}

const DAY = 86_400_000;
const FIRST_NUMBER = 900_100;
/** In the backlog of either portal. */
const HELD = 8;
const BACKLOG_FORMS: readonly ProactisForm[] = ['tender', 'site-tender', 'award', 'planning'];

const BUYERS: Readonly<Record<ProactisNotice['portal'], readonly FictionalBuyer[]>> = {
  'public-contracts-scotland': SCOTTISH_BUYERS,
  sell2wales: WELSH_BUYERS,
};

function role(
  random: Random,
  {
    portal,
    number,
    at,
  }: { readonly portal: ProactisNotice['portal']; readonly number: number; readonly at: number },
  category: string | undefined,
  form: ProactisForm,
): ProactisRole {
  const subjects = IT_SUBJECTS.filter((subject) => subject.category === category);
  const subject = random.pick(category === undefined ? OTHER_SUBJECTS : subjects);
  return {
    draft: draft(random, subject, random.pick(BUYERS[portal]), at),
    notice: { portal, number, document: number, published: at },
    form,
  };
}

/** @param now UTC milliseconds: deadlines hang on it */
export function castProactis(seed: string, now: number): ProactisCast {
  // The old word stays in the two seeds: another would tell another story under the same --seed.
  const random = seededRandom(`${seed} national`);
  const scotland = { portal: 'public-contracts-scotland', at: now } as const;
  const wales = { portal: 'sell2wales', at: now } as const;
  const scottish = role(random, { ...scotland, number: FIRST_NUMBER }, 'cloud', 'tender');
  const others = [
    role(random, { ...scotland, number: FIRST_NUMBER + 1 }, 'security', 'site-tender'),
    role(random, { ...scotland, number: FIRST_NUMBER + 2 }, undefined, 'site-tender'),
    role(random, { ...wales, number: FIRST_NUMBER }, 'data', 'tender'),
    role(random, { ...wales, number: FIRST_NUMBER + 1 }, 'networks', 'site-tender'),
    role(random, { ...wales, number: FIRST_NUMBER + 2 }, undefined, 'tender'),
  ];
  return { scottish, others };
}

/** The cast's notices, dated `at`, UTC milliseconds. */
export function proactisFresh(cast: ProactisCast, at: number): readonly PretendRelease[] {
  return [cast.scottish, ...cast.others].map((one) =>
    proactisRelease(one.draft, { ...one.notice, published: at }, one.form),
  );
}

/** A few notices of the last days before `now` on either portal. */
export function proactisBacklog(seed: string, now: number): readonly PretendRelease[] {
  const random = seededRandom(`${seed} national backlog`);
  return (['public-contracts-scotland', 'sell2wales'] as const).flatMap((portal) =>
    Array.from({ length: HELD }, (_, index) => {
      const at = now - random.int(1, 5) * DAY;
      const category = index % 3 === 0 ? random.pick(IT_SUBJECTS).category : undefined;
      const form = BACKLOG_FORMS[index % BACKLOG_FORMS.length] ?? 'tender';
      const one = role(random, { portal, number: FIRST_NUMBER - HELD + index, at }, category, form);
      return proactisRelease(one.draft, one.notice, form);
    }),
  );
}
