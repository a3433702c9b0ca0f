import { OUTCOMES, type Outcome, type Stage } from '../domain/stage.ts';
import { list, object, text, type Json } from './json.ts';

/**
 * What each release tag says about the stage, strongest first: a release tagged `award` and `contract` is an award, one
 * tagged `planning` and `tender` is a tender. The tags are those of
 * https://standard.open-contracting.org/latest/en/schema/codelists/#release-tag.
 */
const STAGE_OF_TAG = {
  tenderCancellation: 'closed',
  awardCancellation: 'closed',
  contractTermination: 'contract',
  implementation: 'contract',
  implementationUpdate: 'contract',
  contractAmendment: 'contract',
  award: 'award',
  awardUpdate: 'award',
  contract: 'contract',
  contractUpdate: 'contract',
  tender: 'tender',
  tenderUpdate: 'tender',
  tenderAmendment: 'tender',
  planning: 'planned',
  planningUpdate: 'planned',
  compiled: 'tender',
} as const satisfies Record<string, Stage>;

export type Tag = keyof typeof STAGE_OF_TAG;

/** True for a tag of the standard's list. */
export function isTag(tag: string): tag is Tag {
  return Object.hasOwn(STAGE_OF_TAG, tag);
}

const TAGS: readonly Tag[] = Object.keys(STAGE_OF_TAG).filter(isTag);

/** The tag that decides, or undefined where none is known. */
export function decidingTag(tags: readonly string[]): Tag | undefined {
  return TAGS.find((tag) => tags.includes(tag));
}

/** The stage that a tag stands for; a compiled release is read from what it has come to hold. */
export function stageOfTag(tag: Tag, release: Json): Stage {
  if (tag !== 'compiled') return STAGE_OF_TAG[tag];
  if (list(release['awards']).length > 0) return 'award';
  const status = text(object(release['tender'])['status']);
  return status?.startsWith('plann') === true ? 'planned' : 'tender';
}

/**
 * How it ended, where `tender.status` or else the state of every award says that it did; one award that lives outweighs them. A
 * procurement that is discontinued is cancelled, and its one award is called unsuccessful.
 */
export function outcomeOf(status: string | undefined, awards: readonly Json[]): Outcome | undefined {
  const states = awards.map((award) => text(award['status']));
  if (states.some((state) => state === 'active' || state === 'pending')) return undefined;
  const ended = OUTCOMES.find((outcome) => outcome === status);
  if (ended !== undefined || states.length === 0) return ended;
  if (states.every((state) => state === 'unsuccessful')) return 'unsuccessful';
  return states.every((state) => state === 'cancelled') ? 'cancelled' : undefined;
}
