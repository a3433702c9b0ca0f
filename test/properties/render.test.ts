import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TOLD_KINDS, type DeliveryKind, type Message, type MessageItem } from '../../src/domain/delivery.ts';
import { EVENT_KINDS, MATERIAL_FIELDS } from '../../src/domain/event.ts';
import { BUYER_TYPES, RELATION_KINDS } from '../../src/domain/notice.ts';
import { PORTALS } from '../../src/domain/portal.ts';
import { IT_SETTINGS, REASON_PLACES, SOURCED_FIELDS } from '../../src/domain/procurement.ts';
import { SORTS } from '../../src/domain/query.ts';
import type { Story } from '../../src/domain/story.ts';
import { OUTCOMES, STAGES } from '../../src/domain/stage.ts';
import { parseQuery } from '../../src/match/parse.ts';
import { calendarOf } from '../../src/present/calendar.ts';
import { renderMail } from '../../src/present/mail.tsx';
import { renderSearchReply } from '../../src/present/search-blocks.ts';
import { renderSlack } from '../../src/present/slack-blocks.ts';
import { sizeOf } from '../../src/present/blocks.ts';
import { subjectOf } from '../../src/present/subject.ts';
import { storyLines } from '../../src/present/story-lines.ts';
import { renderHit, renderLine } from '../../src/present/terminal.ts';
import { aClassification, aProcurement, aView } from '../builders.ts';
import { blockFault } from '../fake-slack-api.ts';
import { LINKS, NOW, aMessage } from '../messages.ts';
import { arbitraryQuery } from './arbitraries.ts';

/** Pieces that break careless renderers, among anything else. */
const nasty = fc.constantFrom(
  '<script>',
  '&amp;',
  '&',
  '<',
  '>',
  '|',
  '"',
  "'",
  '\r\n',
  '\u0000',
  '\u202E',
  '\u2028',
  '`',
  '*',
  '_',
  '~',
  '{{x}}',
  '%s',
  '👨‍👩‍👧',
  '\uD83D',
  '\u0301',
  '</style>',
  ']]>',
  '-->',
  '<!channel>',
  '<@U1>',
  ' ',
  'https://x.example',
  '\u001B[31m',
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.oneof(nasty, fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 60 })
    .map((parts) => parts.join('')),
  fc.tuple(nasty, fc.nat(2_000)).map(([piece, times]) => piece.repeat(times)),
);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const pence = maybe(fc.oneof(fc.nat(), fc.constantFrom(-1, 1.5, 1e15, Number.MAX_VALUE, NaN)));
const instant = fc.oneof(fc.integer({ min: 0, max: 4e12 }), fc.constantFrom(-1e15, 1e300, NaN, NOW, NOW + 1));

const relation = fc.record({
  kind: fc.constantFrom(...RELATION_KINDS),
  key: fc.oneof(
    text,
    text.map((id) => `notice:find-a-tender:${id}`),
  ),
  by: fc.constantFrom('data' as const, 'text' as const),
});
const place = fc.integer({ min: -1, max: 3 });

const view = fc
  .record({
    title: text,
    description: text,
    buyer: maybe(fc.record({ name: text, id: maybe(text), type: maybe(fc.constantFrom(...BUYER_TYPES)) })),
    stage: fc.constantFrom(...STAGES),
    outcome: maybe(fc.constantFrom(...OUTCOMES)),
    deadline: maybe(fc.record({ at: instant, day: text, timed: fc.boolean() })),
    value: maybe(fc.record({ min: pence, max: pence, gross: pence, currency: text })),
    regions: fc.array(text, { maxLength: 8 }),
    sme: maybe(fc.boolean()),
    suppliers: fc.array(text, { maxLength: 5 }),
    url: fc.oneof(text, fc.webUrl()),
    procedure: maybe(text),
    contract: maybe(fc.record({ start: maybe(text), end: maybe(text) })),
    ends: maybe(
      fc.record({
        day: text,
        latest: maybe(text),
        by: fc.constantFrom('stated', 'text'),
        confidence: fc.constantFrom('high', 'low'),
      } as const),
    ),
    relations: fc.array(relation, { maxLength: 3 }),
    portals: fc.subarray([...PORTALS]),
    sources: fc.dictionary(fc.constantFrom(...SOURCED_FIELDS), place, { noNullPrototype: true }),
    conflicts: fc.array(fc.record({ field: fc.constantFrom(...SOURCED_FIELDS), notice: place, says: text }), {
      maxLength: 5,
    }),
  })
  .map((with_) => aView(with_));
const reason = fc.record({
  words: text,
  place: fc.constantFrom(...REASON_PLACES),
  contribution: fc.double({ noNaN: true }),
});
const assignment = fc.record({
  slug: text,
  name: text,
  score: fc.double(),
  reasons: fc.array(reason, { maxLength: 6 }),
});
const stated = fc.record({
  id: fc.oneof(fc.constantFrom('call-off', 'framework:g-cloud-14', 'sme', 'clearance:sc'), text),
  words: text,
});
const classification = fc
  .record({
    it: fc.double({ min: 0, max: 1, noNaN: true }),
    setting: maybe(fc.constantFrom(...IT_SETTINGS)),
    reasons: fc.array(reason, { maxLength: 6 }),
    categories: fc.array(assignment, { maxLength: 3 }),
    subcategories: fc.array(text, { maxLength: 4 }),
    tags: fc.array(stated, { maxLength: 12 }),
    summary: fc.array(text, { maxLength: 2 }),
  })
  .map((with_) => aClassification(with_));
const procurement = fc
  .tuple(view, classification, fc.nat())
  .map(([of, as, id]) => aProcurement({ id, view: of, classification: as }));
const item: fc.Arbitrary<MessageItem> = fc.record({
  procurement,
  kind: fc.constantFrom(...TOLD_KINDS),
  changes: fc.array(fc.record({ field: fc.constantFrom(...MATERIAL_FIELDS), was: text, now: text }), {
    maxLength: 10,
  }),
  because: fc.array(
    fc.record({
      subscriptionId: fc.nat(),
      query: text,
      described: text,
      reasons: fc.array(text, { maxLength: 8 }),
    }),
    { maxLength: 5 },
  ),
  notOpenToYou: maybe(text),
  possibly: maybe(
    fc.array(fc.record({ title: text, url: text, portal: maybe(fc.constantFrom(...PORTALS)) }), {
      maxLength: 3,
    }),
  ),
});
const brief = fc.record({
  id: fc.nat(),
  title: text,
  buyer: maybe(text),
  portal: maybe(fc.constantFrom(...PORTALS)),
  url: text,
});
const name = fc.record({ portal: fc.constantFrom(...PORTALS), noticeId: text });
const tie = fc.record({
  a: name,
  b: name,
  confidence: fc.double(),
  reasons: fc.array(text, { maxLength: 7 }),
});
const event = fc
  .record({
    kind: fc.constantFrom(...EVENT_KINDS),
    changes: fc.array(fc.record({ field: fc.constantFrom(...MATERIAL_FIELDS), was: text, now: text }), {
      maxLength: 10,
    }),
  })
  .map((with_) => ({
    ...with_,
    seq: 1,
    procurementId: 1,
    portal: PORTALS[0],
    noticeId: 'n',
    published: NOW,
    at: NOW,
    silent: false,
  }));
const story: fc.Arbitrary<Story> = fc.record({
  held: procurement.map((one) => ({ ...one, versions: [] })),
  history: fc.array(event, { maxLength: 3 }),
  links: fc.array(
    fc.tuple(relation, fc.array(brief, { maxLength: 2 })).map(([of, to]) => ({ ...of, to })),
    { maxLength: 3 },
  ),
  linkedFrom: fc.array(fc.record({ kind: fc.constantFrom(...RELATION_KINDS), from: brief }), {
    maxLength: 3,
  }),
  possibly: fc.array(fc.record({ other: brief, tie }), { maxLength: 3 }),
  joinedBecause: fc.array(tie, { maxLength: 3 }),
});
/** Every kind: a new one that is missing here does not compile. */
const KINDS = Object.keys({
  alert: 0,
  summary: 0,
  digest: 0,
  quiet: 0,
  operator: 0,
  nudge: 0,
  broad: 0,
  paused: 0,
  orphaned: 0,
  confirmation: 0,
  manage: 0,
  test: 0,
} satisfies Record<DeliveryKind, number>) as DeliveryKind[];
const SENTENCES: readonly DeliveryKind[] = KINDS.filter(
  (kind) => !['alert', 'summary', 'digest'].includes(kind),
);

const message: fc.Arbitrary<Message> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    cadence: fc.constantFrom('instant', 'daily', 'weekly'),
    items: fc.array(item, { maxLength: 12 }),
    troubles: fc.array(text, { maxLength: 12 }),
    words: maybe(
      fc.tuple(text, fc.array(text, { maxLength: 20 })).map(([first, rest]) => [first, ...rest] as const),
    ),
    button: maybe(fc.record({ label: text, url: fc.webUrl() })),
    links: maybe(fc.constant(LINKS)),
    period: maybe(fc.record({ from: instant, to: instant, due: instant, isLate: fc.boolean() })),
  } as const)
  .map(({ items, words, ...rest }) => {
    const isSaid = SENTENCES.includes(rest.kind);
    return aMessage({ ...rest, items: isSaid ? [] : items, words: words && [...words] });
  });
const footer = fc.record({ name: maybe(text), postal: maybe(text), email: maybe(text) });

const UNWANTED = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const RUNS = { numRuns: 150 };

function graphemes(words: string): number {
  return Array.from(new Intl.Segmenter('en-GB').segment(words)).length;
}

describe('rendering, whatever a portal sends', () => {
  it('a mail never throws, keeps its sizes, and no text of a notice becomes markup', () => {
    fc.assert(
      fc.property(message, footer, (of, by) => {
        const mail = renderMail(of, by);
        expect(Buffer.byteLength(mail.html)).toBeLessThanOrEqual(80_000);
        const shown = mail.html.match(/class="badge (?!tag)/g)?.length ?? 0;
        expect(shown + mail.left.length).toBe(of.items.length);
        expect(graphemes(mail.subject)).toBeLessThanOrEqual(70);
        expect(mail.subject).not.toMatch(UNWANTED);
        expect(mail.subject.trim()).not.toBe('');
        expect(mail.text).not.toMatch(/[\p{Cs}\u202A-\u202E]/u);
        expect(mail.html).not.toMatch(/<script|<\/style>[^]*<\/style>|<!channel|-->|\]\]>/);
        // Every tag is one of ours, and every link leads where links may lead.
        const tags = new Set(Array.from(mail.html.matchAll(/<\/?([a-z0-9]+)/g), ([, tag]) => tag));
        for (const tag of tags)
          expect(
            'html head meta title style body div table tbody tr th td span h1 h2 h3 p a strong code'.split(
              ' ',
            ),
          ).toContain(tag);
        for (const [, href] of mail.html.matchAll(/href="([^"]*)"/g))
          expect(href).toMatch(/^(?:https?:\/\/|mailto:)/);
      }),
      RUNS,
    );
  });

  it('a calendar never throws, and nothing in it ends a line early', () => {
    fc.assert(
      fc.property(fc.array(procurement, { maxLength: 4 }), text, (of, called) => {
        const entries = of.map((one) => ({ procurement: one }));
        const ics = calendarOf(entries, { name: called, now: NOW });
        const lines = ics.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
        expect(lines.join('')).not.toMatch(/[\r\n]/);
        for (const one of lines.slice(0, -1)) expect(one).toMatch(/^[A-Z-]+[:;]/);
        expect(lines.filter((one) => one === 'BEGIN:VEVENT').length).toBeLessThanOrEqual(of.length);
      }),
      RUNS,
    );
  });

  it('a Slack post never throws and is what Slack takes, every entity whole', () => {
    fc.assert(
      fc.property(message, (of) => {
        const post = renderSlack(of);
        expect(blockFault(post)).toBeUndefined();
        expect(post.blocks.length).toBeLessThanOrEqual(45);
        expect(sizeOf(post.blocks)).toBeLessThanOrEqual(10_000);
        expect(post.text.length).toBeGreaterThan(0);
        expectPlain(post.text);
        for (const words of markupOf(post.blocks)) expectPlain(words);
      }),
      RUNS,
    );
  });

  it('a search reply never throws and is what Slack takes', () => {
    const point = fc.record({
      at: fc.integer({ min: -5, max: 300 }),
      length: fc.integer({ min: -5, max: 300 }),
      text,
    });
    fc.assert(
      fc.property(
        fc.record({
          queryText: text,
          query: fc.oneof(
            arbitraryQuery(),
            text.map((written) => parseQuery(written).query),
          ),
          canonical: text,
          sort: fc.constantFrom(...SORTS),
          described: text,
          total: fc.nat(),
          procurements: fc.array(procurement, { maxLength: 8 }),
          messages: fc.array(point, { maxLength: 8 }),
          now: fc.constant(NOW),
        }),
        (answer) => {
          const reply = renderSearchReply(answer);
          expect(blockFault(reply)).toBeUndefined();
          expect(sizeOf(reply.blocks)).toBeLessThanOrEqual(10_000);
          for (const words of markupOf(reply.blocks)) expectPlain(words);
        },
      ),
      RUNS,
    );
  });

  it('subjects and terminal lines hold nothing but visible text', () => {
    fc.assert(
      fc.property(message, story, (of, one) => {
        expect(subjectOf(of)).not.toMatch(UNWANTED);
        const query = parseQuery(one.held.view.title).query;
        const hit = renderHit(one.held, { query, now: NOW, canBold: false });
        for (const words of [
          ...renderLine(one.held, NOW).split('\n'),
          ...hit.split('\n'),
          ...storyLines(one, NOW),
        ])
          expect(words).not.toMatch(UNWANTED);
      }),
      RUNS,
    );
  });
});

function markupOf(blocks: ReturnType<typeof renderSlack>['blocks']): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'section') return [block.text.text];
    return block.type === 'context' ? block.elements.map(({ text: words }) => words) : [];
  });
}

/** Without our own links, no bracket is left, and every ampersand begins one of the three entities. */
function expectPlain(words: string): void {
  const bare = words.replace(/<https?:\/\/[^<>|]+\|[^<>]*>/g, '');
  expect(bare).not.toMatch(/[<>]/);
  expect(words).not.toMatch(/&(?!amp;|lt;|gt;)/);
  expect(words).not.toMatch(/[\p{Cs}\u202A-\u202E]/u);
}
