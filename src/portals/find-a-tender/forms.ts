import type { Stage } from '../../domain/stage.ts';
import { text, type Json } from '../json.ts';

/**
 * The notices of the Procurement Act 2023 and the stage each stands for
 * (https://www.find-tender.service.gov.uk/Home/NoticeTypes). `noticeType` says more than the release tag: a change to a
 * dynamic market (UK15) is tagged as an award, and suppliers may still join; one that is intended (UK13) is tagged as a
 * tender, and there is nothing to join yet; a direct award that is announced (UK5) is decided.
 */
const STAGE_OF_FORM: Readonly<Record<string, Stage>> = {
  UK1: 'pipeline',
  UK2: 'engagement',
  UK3: 'planned',
  UK4: 'tender',
  UK5: 'award',
  UK6: 'award',
  UK7: 'contract',
  UK8: 'contract',
  UK9: 'contract',
  UK10: 'contract',
  UK11: 'contract',
  UK12: 'closed',
  UK13: 'planned',
  UK14: 'tender',
  UK15: 'tender',
  UK16: 'closed',
  // An authority's half-yearly account of how promptly it pays: no procurement of its own, and nothing to bid for.
  UK17: 'contract',
};

/** Forms that state only what changed: their gaps mean nothing. */
const SPARSE_FORMS: ReadonlySet<string> = new Set([
  'UK8',
  'UK9',
  'UK10',
  'UK11',
  'UK12',
  'UK15',
  'UK16',
  'UK17',
]);

export function stageOfForm(form: string): Stage | undefined {
  return STAGE_OF_FORM[form];
}

export function isSparseForm(form: string): boolean {
  return SPARSE_FORMS.has(form);
}

export interface NoticeDocument {
  readonly form: string;
  readonly document: Json;
}

/**
 * The document that is the notice itself: the one named after the release, else the latest (a compiled release holds all
 * of them). Undefined under the old regulations, whose releases carry none.
 */
export function noticeDocument(documents: readonly Json[], releaseId: string): NoticeDocument | undefined {
  const notices = documents.filter((document) => text(document['noticeType']) !== undefined);
  const document =
    notices.find((notice) => notice['id'] === releaseId) ??
    notices.toSorted((a, b) => publishedOf(a).localeCompare(publishedOf(b))).at(-1);
  const form = text(document?.['noticeType']);
  return document === undefined || form === undefined ? undefined : { form, document };
}

function publishedOf(document: Json): string {
  return text(document['datePublished']) ?? '';
}
