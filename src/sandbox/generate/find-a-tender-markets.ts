import type { Draft } from './draft.ts';
import { celexTender } from './find-a-tender-celex.ts';
import { awardNotice, tenderNotice } from './find-a-tender-notices.ts';
import type { FtsNotice, Json } from './find-a-tender-parts.ts';
import { UKPGA, noticeDocument } from './find-a-tender-parts.ts';
import type { ProactisNotice } from './proactis-notices.ts';
import { canonicalLink } from './proactis-notices.ts';

/** UK13: a dynamic market is intended. It carries the tag of a tender and has no deadline (docs/portals/find-a-tender.md). */
export function marketIntention(draft: Draft, notice: FtsNotice): Json {
  return {
    ...tenderNotice(draft, notice),
    tender: {
      id: notice.ocid,
      legalBasis: UKPGA,
      title: `Dynamic market: ${draft.title}`,
      description: draft.description,
      status: 'planned',
      mainProcurementCategory: draft.subject.kind,
      techniques: { hasDynamicPurchasingSystem: true },
      documents: [
        noticeDocument(notice, {
          type: 'tenderNotice',
          form: 'UK13',
          name: 'Dynamic market intention notice',
        }),
      ],
    },
  };
}

/** UK15: a dynamic market is changed. It carries the tags of an award and awards nothing. */
export function marketModification(draft: Draft, notice: FtsNotice): Json {
  const { awards: _none, ...release } = awardNotice(draft, notice, 'UK6');
  return {
    ...release,
    tender: {
      id: notice.ocid,
      legalBasis: UKPGA,
      title: `Dynamic market: ${draft.title}`,
      status: 'active',
      documents: [
        noticeDocument(notice, {
          type: 'awardNotice',
          form: 'UK15',
          name: 'Dynamic market modification notice',
        }),
      ],
    },
  };
}

/** Find a Tender's copy of a Scottish notice above the threshold, which names its original exactly (docs/portals/find-a-tender.md). */
export function scottishCopy(original: ProactisNotice): (draft: Draft, notice: FtsNotice) => Json {
  return (draft, notice) => ({
    ...celexTender(draft, notice),
    links: [{ rel: 'canonical', href: canonicalLink(original) }],
  });
}
