import type { Notice } from '../domain/notice.ts';
import { SOURCED_FIELDS, type Conflict, type SourcedField } from '../domain/procurement.ts';
import { isDecided } from '../domain/stage.ts';
import { isBeside } from './belief.ts';
import { contradiction, states } from './contradicts.ts';

/** The notice that each stated field of a view is taken from. */
export type Sayers = Readonly<Record<SourcedField, Notice | undefined>>;

/**
 * What other notices say against a view. Only what stands beside the source today counts: the word of each other process at
 * the source's own stage, for a tender's estimate says nothing against the sum of an award, nor an engagement's date against
 * a deadline. `believed` are all versions in the order of belief.
 */
export function conflictsOf(
  sayers: Sayers,
  believed: readonly Notice[],
  placeOf: (notice: Notice) => number,
): readonly Conflict[] {
  const [first] = believed;
  if (first === undefined || believed.every((notice) => processOf(notice) === processOf(first))) return [];
  const voices = voicesOf(believed);
  return SOURCED_FIELDS.flatMap((field) => {
    const source = sayers[field];
    if (source === undefined) return [];
    const heard = new Set<string>();
    return voices.flatMap((voice) => {
      const notice = voice.process === processOf(source) ? undefined : wordOn(field, voice, source);
      const says = notice === undefined ? undefined : contradiction(field, source, notice);
      if (notice === undefined || says === undefined || heard.has(`${notice.portal} ${says}`)) return [];
      heard.add(`${notice.portal} ${says}`);
      return [{ field, notice: placeOf(notice), says }];
    });
  });
}

/** Notices of one process at one phase: the newest full one, and what corrected it since; newest first. */
interface Voice {
  readonly process: string;
  readonly phase: string;
  readonly notices: Notice[];
}

function voicesOf(believed: readonly Notice[]): readonly Voice[] {
  const voices = new Map<string, Voice>();
  for (const notice of believed) {
    if (isBeside(notice)) continue;
    const [process, phase] = [processOf(notice), phaseOf(notice)];
    const voice = voices.get(`${process} ${phase}`) ?? { process, phase, notices: [] };
    if (voice.notices.at(-1)?.sparse !== false) voice.notices.push(notice);
    voices.set(`${process} ${phase}`, voice);
  }
  return [...voices.values()];
}

function wordOn(field: SourcedField, voice: Voice, source: Notice): Notice | undefined {
  if (voice.phase !== phaseOf(source)) return undefined;
  return voice.notices.find((notice) => states(field, notice));
}

/** Within a process a later notice takes the place of an earlier one; each edit on Find a Tender has a number of its own. */
function processOf({ portal, ocid }: Notice): string {
  return `${portal} ${ocid}`;
}

function phaseOf({ stage }: Notice): string {
  return isDecided(stage) ? 'decided' : stage;
}
