/// <reference types="node" />
/// <reference lib="es2023" />

/** @typedef {import('../../src/domain/delivery.ts').Message} Message */

const NOW = Date.parse('2026-09-01T09:00:00Z');
const DEADLINE = { at: Date.parse('2026-09-30T11:00:00Z'), day: '2026-09-30', timed: true };

/** 32 bytes in base64url. */
export const SECRET = 'Zm9yIHRoZSB0ZXN0cyBvZiB0aGlzIGZpbGUgb25seQ_';

/** @satisfies {Partial<Message>} */
const EVERY = {
  cadence: 'weekly',
  troubles: [],
  now: NOW,
  thread: undefined,
  links: {
    unsubscribe: `https://bell.example/u/${SECRET}`,
    manage: 'https://bell.example/m/x',
    act: 'https://bell.example/a/x',
    rest: 'https://bell.example/r/x',
  },
};

/** A message of two sentences. @param {Partial<Message>} with_ @returns {Message} */
export function aNote(with_) {
  return {
    ...EVERY,
    kind: 'paused',
    items: [],
    words: ['Your subscription was paused', 'It had brought 400 procurements in a week.'],
    messageId: `<n.${with_.deliveryId ?? 0}@bell.example>`,
    ...with_,
  };
}

/** Eighty procurements. @returns {Message} */
export function aDigest() {
  return {
    ...EVERY,
    kind: 'digest',
    items: Array.from({ length: 80 }, (_, place) => itemOf(place + 1)),
    messageId: '<n.digest@bell.example>',
  };
}

/** @param {number} id @returns {Message['items'][number]} */
function itemOf(id) {
  const title = `Penetration testing of housing portal ${id}`;
  const notice = {
    portal: /** @type {const} */ ('find-a-tender'),
    noticeId: `${100_000 + id}-2026`,
    ocid: `ocds-h6vhtk-${id}`,
    form: 'UK4',
    stage: /** @type {const} */ ('tender'),
    published: NOW,
    url: 'https://www.find-tender.service.gov.uk/Notice/000101-2026',
  };
  return {
    kind: 'new',
    changes: [],
    because: [{ subscriptionId: 1, query: 'penetration', described: 'mention penetration', reasons: [] }],
    procurement: {
      id,
      classification: {
        it: 0.9,
        setting: 'strict',
        reasons: [],
        categories: [],
        subcategories: [],
        tags: [],
        summary: [],
      },
      view: {
        title,
        description: 'The council wants yearly penetration tests of its public web applications.',
        titles: [title],
        descriptions: [],
        buyer: { name: 'Ashcombe Borough Council', id: undefined },
        stage: 'tender',
        outcome: undefined,
        deadline: DEADLINE,
        value: { min: 12_000_000, max: 12_000_000, gross: undefined, currency: 'GBP' },
        cpv: [],
        regions: ['UKD'],
        sme: true,
        vcse: undefined,
        procedure: 'Open procedure',
        contract: undefined,
        ends: undefined,
        lots: [],
        suppliers: [],
        documents: [],
        relations: [],
        sources: {},
        conflicts: [],
        url: notice.url,
        published: NOW,
        updated: NOW,
        portals: [notice.portal],
        notices: [notice],
      },
    },
  };
}
