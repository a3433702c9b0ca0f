import type { Notice } from '../src/domain/notice.ts';
import type { PortalState } from '../src/domain/ports.ts';
import type { Classification, Procurement, Reason, ReasonPlace, View } from '../src/domain/procurement.ts';

/** A plausible open tender for penetration testing; override what the test is about. */
export function aNotice(with_: Partial<Notice> = {}): Notice {
  const noticeId = with_.noticeId ?? '000101-2026';
  return {
    portal: 'find-a-tender',
    noticeId,
    ocid: 'ocds-h6vhtk-0a0001',
    releaseId: noticeId,
    hash: `hash-${noticeId}`,
    published: Date.parse('2026-09-01T08:00:00Z'),
    form: 'UK4',
    stage: 'tender',
    outcome: undefined,
    sparse: false,
    title: 'Penetration testing of the housing portal',
    description: 'The council wants yearly penetration tests of its public web applications.',
    buyer: { name: 'Ashcombe Borough Council', id: 'GB-PPON-AAAA-1111-BBBB' },
    cpv: [{ code: '72810000', description: 'Computer audit services', main: true }],
    value: { min: 12_000_000, max: 12_000_000, gross: undefined, currency: 'GBP' },
    deadline: { at: Date.parse('2026-09-30T11:00:00Z'), day: '2026-09-30', timed: true },
    regions: ['UKD'],
    sme: true,
    vcse: undefined,
    procedure: 'Open procedure',
    contract: { start: '2026-11-01', end: '2028-10-31' },
    lots: [],
    suppliers: [],
    documents: [],
    cites: [],
    url: `https://www.find-tender.service.gov.uk/Notice/${noticeId}`,
    flags: [],
    ...with_,
  };
}

export function aView(with_: Partial<View> = {}): View {
  const notice = aNotice();
  return {
    title: notice.title ?? '',
    description: notice.description ?? '',
    titles: [notice.title ?? ''],
    descriptions: [notice.description ?? ''],
    buyer: notice.buyer,
    stage: notice.stage,
    outcome: notice.outcome,
    deadline: notice.deadline,
    value: notice.value,
    cpv: notice.cpv,
    regions: notice.regions,
    sme: notice.sme,
    vcse: notice.vcse,
    procedure: notice.procedure,
    contract: notice.contract,
    ends: undefined,
    lots: notice.lots,
    suppliers: notice.suppliers,
    documents: notice.documents,
    relations: [],
    sources: {},
    conflicts: [],
    url: notice.url,
    published: notice.published,
    updated: notice.published,
    portals: [notice.portal],
    notices: [
      {
        portal: notice.portal,
        noticeId: notice.noticeId,
        ocid: notice.ocid,
        form: notice.form,
        stage: notice.stage,
        published: notice.published,
        url: notice.url,
      },
    ],
    ...with_,
  };
}

/** Speaks for it, unless `contribution` says against. */
export function aReason(words: string, place: ReasonPlace = 'title', contribution = 2): Reason {
  return { words, place, contribution };
}

export function aClassification(with_: Partial<Classification> = {}): Classification {
  return {
    it: 0.97,
    setting: 'strict',
    reasons: [
      aReason("'penetration tests' in the description", 'description'),
      aReason('CPV 72810000 Computer audit services', 'code', 1.5),
    ],
    categories: [
      {
        slug: 'security',
        name: 'Cyber security and identity',
        score: 0.9,
        reasons: [
          aReason("'penetration testing' in the title"),
          aReason('CPV 72810000 Computer audit services', 'code', 1.5),
        ],
      },
    ],
    subcategories: [],
    tags: [],
    summary: [],
    ...with_,
  };
}

export function aProcurement(with_: Partial<Procurement> = {}): Procurement {
  return { id: 1, view: aView(), classification: aClassification(), ...with_ };
}

/** A portal that was read ten minutes before `now` and brought news. */
export function aPortalState(now: number, with_: Partial<PortalState> = {}): PortalState {
  return {
    portal: 'find-a-tender',
    firstPassAt: now - 900 * 3_600_000,
    seededAt: now - 899 * 3_600_000,
    readTo: now - 600_000,
    lastAttemptAt: now - 600_000,
    lastSuccessAt: now - 590_000,
    lastNewAt: now - 590_000,
    misses: 0,
    lastFault: undefined,
    pausedUntil: undefined,
    releases: 1000,
    rejects: 0,
    ...with_,
  };
}
