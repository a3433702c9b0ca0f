import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { aClassification, aProcurement, aView } from '../../test/builders.ts';
import { exhibits } from '../../test/gallery/messages.ts';
import {
  LINKS,
  NOW,
  aBecause,
  aDigest,
  aMessage,
  aNoticeToTheOperator,
  anItem,
} from '../../test/messages.ts';
import type { DeliveryKind } from '../domain/delivery.ts';
import { renderMail } from './mail.tsx';
import { renderSlack } from './slack-blocks.ts';

const EXHIBITS = await exhibits();
const FOOTER = { name: 'Bell & Co', postal: '1 High Street\nLeeds LS1 1AA', email: 'ops@bell.example' };

describe('a digest mail', () => {
  const mail = renderMail(aDigest({ troubles: ['Find a Tender could not be read since Monday.'] }), FOOTER);
  const $ = load(mail.html);

  it('is a page in British English that knows light and dark', () => {
    expect(mail.html).toMatch(/^<!DOCTYPE html>\n<html lang="en-GB">/);
    expect($('meta[name="color-scheme"]').attr('content')).toBe('light dark');
    expect($('style').text()).toContain('@media (prefers-color-scheme:dark)');
    expect($('title').text()).toBe(mail.subject);
    // Tables that lay out say so; those that state facts have a heading in each row.
    for (const table of $('table').toArray())
      expect([$(table).attr('role'), $(table).children().children('tr').children('th').length > 0]).toEqual(
        $(table).hasClass('facts') ? [undefined, true] : ['presentation', false],
      );
  });

  it('shows its sections and cards in order, each title a link to the portal', () => {
    expect(
      $('h2')
        .toArray()
        .map((heading) => $(heading).text()),
    ).toEqual([
      'Closing soon',
      'Changed or cancelled',
      'New',
      'Coming up: market engagement and plans',
      'Awarded',
      'Open when you subscribed',
      'What could not be read',
    ]);
    expect(
      $('h3 a')
        .toArray()
        .map((title) => $(title).text()),
    ).toHaveLength(8);
    expect($('h3 a').first().attr('href')).toBe('https://www.find-tender.service.gov.uk/Notice/000101-2026');
  });

  it('shows a change as was → now and does not say the same value twice', () => {
    const card = $('.card')
      .toArray()
      .map((table) => $(table).text())
      .find((text) => text.includes('Cloud hosting'));
    expect(card).toMatch(/by the end of Fri 25 Sept? 2026, time not stated → Fri 9 Oct 2026, 12:00/);
    expect(card).toContain('£120,000 → £50,000 to £500,000');
    expect(card?.match(/Value/g)).toHaveLength(1);
  });

  it('says who sends, why, how to stop, what could not be read, and whose data this is', () => {
    const foot = $('.foot').text();
    expect(foot).toContain('Sent by Bell & Co, 1 High Street, Leeds LS1 1AA.');
    expect(foot).toContain(
      "told of: IT procurements that mention 'penetration' and are in the category security.",
    );
    expect($('.column').text()).toMatch(
      /What could not be read\s*Find a Tender could not be read since Monday\./,
    );
    expect(foot).toContain(
      'Contains public sector information licensed under the Open Government Licence v3.0.',
    );
    const links = $('.foot a')
      .toArray()
      .map((link) => $(link).attr('href'));
    expect(links[0]).toBe('mailto:ops@bell.example?subject=Stop%20my%20tender%20alerts');
    // What there is to press, and not the sentence round it.
    expect($('.foot a').first().text()).toBe('ops@bell.example');
    expect(foot).toContain('To stop, reply to this mail or write to ops@bell.example.');
    expect(links[1]).toMatch(/^https:\/\/www\.nationalarchives\.gov\.uk\/.*version\/3\/$/);
  });

  it('says all of it in plain text too', () => {
    const parts = $('h1,h2,h3,.foot p')
      .toArray()
      .map((part) => $(part).text());
    for (const part of parts) expect(mail.text).toContain(part);
    for (const row of $('.facts td')
      .toArray()
      .map((cell) => $(cell).text().split(' → ')))
      for (const words of row) expect(mail.text).toContain(words);
    expect(mail.text).toContain('https://www.find-tender.service.gov.uk/Notice/000101-2026');
    expect(mail.text).not.toMatch(/<\/?[a-z]+>|&amp;/);
  });
});

describe('an alert mail', () => {
  it('shows its one procurement as its heading, and its deadline and value to the inbox', () => {
    const $ = load(renderMail(aMessage(), FOOTER).html);
    expect($('h1,h2').text()).toBe('Penetration testing of the housing portal');
    expect($('.card')).toHaveLength(1);
    expect($('.pre').text()).toMatch(/29 days left\) · £120,000 · Cyber security and identity$/);
  });

  it('tells how to stop where the operator gave no address', () => {
    const $ = load(renderMail(aMessage(), { name: undefined, postal: undefined, email: undefined }).html);
    expect($('.foot').text()).toContain('To stop, reply to this mail and ask.');
    expect($('.foot a[href^="mailto:"]')).toHaveLength(0);
  });

  it('links to http(s) only', () => {
    const item = anItem({ procurement: aProcurement({ view: aView({ url: 'javascript:alert(1)' }) }) });
    const { html, text } = renderMail(aMessage({ items: [item] }), FOOTER);
    expect(`${html}${text}`).not.toContain('javascript:');
  });
});

describe('a mail with pages about it', () => {
  const messages = [
    aMessage({ links: LINKS }),
    aDigest({ links: LINKS }),
    aMessage({ kind: 'nudge', items: [], words: ['Quiet', 'Since June.'], links: LINKS }),
  ];

  it.each(messages)('ends with links that unsubscribe and manage, in both parts: $kind', (message) => {
    const { html, text } = renderMail(message, FOOTER);
    const $ = load(html);
    expect($('.foot a').first().text()).toBe('Unsubscribe');
    expect($('.foot a').first().attr('href')).toBe(LINKS.unsubscribe);
    expect($('.foot a').eq(1).attr('href')).toBe(LINKS.manage);
    expect(text).toContain(`Unsubscribe: ${LINKS.unsubscribe}\nManage your subscriptions: ${LINKS.manage}\n`);
    expect(`${html}${text}`).not.toContain('To stop, reply');
  });

  it('says how to leave above a list, too, before anything else can fill the screen', () => {
    const { html, text } = renderMail(aDigest({ links: LINKS }), FOOTER);
    expect(load(html)('.head a').first().attr('href')).toBe(LINKS.unsubscribe);
    expect(text.indexOf(LINKS.unsubscribe)).toBeLessThan(text.indexOf('Closing soon\n'));
    expect(text.split(LINKS.unsubscribe)).toHaveLength(3);
    expect(load(renderMail(aDigest(), FOOTER).html)('.head a')).toHaveLength(0);
  });

  it('offers each item’s actions in both parts, the calendar in an alert alone', () => {
    const labels = (message: Parameters<typeof renderMail>[0]): string[] => {
      const { html, text } = renderMail(message, FOOTER);
      const $ = load(html);
      return $('.acts')
        .first()
        .find('a')
        .toArray()
        .map((link) => {
          expect(text).toContain(`${$(link).text()}: ${$(link).attr('href')}\n`);
          return $(link).text();
        });
    };
    const usual = ['Follow', 'Mute this', 'Mute buyer', 'Not relevant'];
    const calendar = 'Add the deadline to your calendar';
    expect(labels(aMessage({ links: LINKS }))).toEqual(['See on Find a Tender', calendar, ...usual]);
    expect(labels(aDigest({ links: LINKS }))).toEqual(['See on Find a Tender', ...usual]);
    expect(labels(aMessage())).toEqual(['See on Find a Tender']);
  });

  it('leads from what found no room to exactly that', () => {
    const items = Array.from({ length: 100 }, (_, id) =>
      anItem({
        procurement: aProcurement({
          id,
          view: aView({
            title: `Number ${id}.`,
            deadline: { at: NOW + (200 - id) * 1e9, day: '', timed: true },
          }),
        }),
      }),
    );
    const { html, text, left } = renderMail(aDigest({ items, links: LINKS }), FOOTER);
    const more = load(html)('.more a');
    expect(more.text()).toBe(`and ${left.length} more`);
    expect(more.attr('href')).toBe(LINKS.rest);
    expect(text).toContain(`and ${left.length} more: ${LINKS.rest}\n`);
    // By deadline the last stands first: what is left are the first in the list of items, last of them first.
    expect(left).toEqual(Array.from({ length: left.length }, (_, place) => left.length - 1 - place));
    for (const id of left) expect(text).not.toContain(`Number ${id}.`);
    expect(text.match(/Number \d+\./g)).toHaveLength(100 - left.length);
  });
});

describe('a digest for several subscriptions', () => {
  const other = aBecause({
    subscriptionId: 9,
    query: 'region:wales stage:open it:balanced',
    described: 'Open IT procurements in Wales',
    reasons: ['nationwide'],
  });
  const items = [anItem({ because: [aBecause(), other] }), anItem({ because: [other] })];
  const mail = renderMail(aDigest({ items }), FOOTER);

  it('counts for each above the list, what brought most first', () => {
    const $ = load(mail.html);
    const counts = $('.head p')
      .toArray()
      .map((line) => $(line).text());
    expect(counts).toEqual([
      'region:wales stage:open 2 for open IT procurements in Wales',
      "penetration category:security 1 for IT procurements that mention 'penetration' and are in the category security",
    ]);
    expect(mail.text).toContain(
      '[region:wales stage:open] 2 for open IT procurements in Wales\n[penetration category:security] 1 for IT',
    );
  });

  it('tags each item with every one that matched', () => {
    const $ = load(mail.html);
    const tags = $('.card')
      .toArray()
      .map((card) =>
        $(card)
          .find('.tag')
          .toArray()
          .map((tag) => $(tag).text()),
      );
    expect(tags).toEqual([
      ['penetration category:security', 'region:wales stage:open'],
      ['region:wales stage:open'],
    ]);
    expect(mail.text).toContain('\n[region:wales stage:open] nationwide\n');
  });

  it('says the whole reason in a single alert alone', () => {
    expect(mail.text).toContain(
      "\n[penetration category:security] 'penetration' in the title, in the category",
    );
    expect(mail.text).not.toMatch(/Because you asked|Placed in/);
    const alert = renderMail(aMessage({ items: [anItem({ because: [aBecause()] })] }), FOOTER);
    expect(alert.text).toContain('\n[penetration category:security] Because you asked for IT');
    expect(alert.text).toContain('\nPlaced in Cyber security and identity');
  });
});

describe('a message that offers what is open', () => {
  const offered = anItem({ kind: 'offered' });
  const message = aDigest({ items: [offered], openBesides: 1_021, links: LINKS });

  it('says how much more is open, with where it is, in both parts', () => {
    const { html, text } = renderMail(message, FOOTER);
    const link = load(html)('.more a');
    expect([link.text(), link.attr('href')]).toEqual(['and 1,021 more open now', `${LINKS.rest}/open`]);
    expect(text).toContain(`\n\nand 1,021 more open now: ${LINKS.rest}/open\n`);
  });

  it('says so without a link in Slack, and nothing where there is no more', () => {
    expect(JSON.stringify(renderSlack({ ...message, links: undefined }).blocks)).toContain(
      'and 1,021 more open now',
    );
    for (const none of [0, undefined])
      expect(renderMail({ ...message, openBesides: none }, FOOTER).html).not.toContain('open now');
  });
});

describe('the period of a digest', () => {
  const to = NOW - 86_400_000;
  const period = { from: NOW - 8 * 86_400_000, to, due: to };
  it.each([
    [false, 'Your weekly digest, from Mon 24 Aug 2026, 10:00 to Mon 31 Aug 2026, 10:00, London time.'],
    [
      true,
      'This weekly digest was due Mon 31 Aug 2026, 10:00 and comes late. It covers what happened from Mon 24 Aug 2026, 10:00 to Mon 31 Aug 2026, 10:00, London time.',
    ],
  ])('late %s is said so', (isLate, words) => {
    const { html, text } = renderMail(aDigest({ period: { ...period, isLate } }), FOOTER);
    expect(load(html)('.head').text()).toContain(words);
    expect(text).toContain(words);
  });
});

describe('a mail with too much to say', () => {
  const items = Array.from({ length: 2_000 }, (_, id) => anItem({ procurement: aProcurement({ id }) }));

  it('shows whole cards, then counts the rest, and none is lost from the count', () => {
    const { html, text, left } = renderMail(aDigest({ items }), FOOTER);
    const shown = load(html)('.card').length;
    expect(shown).toBeGreaterThan(25);
    expect(left).toHaveLength(2_000 - shown);
    const words = `and ${left.length.toLocaleString('en-GB')} more. A narrower query would show you each of them.`;
    expect(html).toContain(words);
    expect(text).toContain(words);
    expect(text.match(/Penetration testing of the housing portal/g)).toHaveLength(shown);
  });

  it.each([20_000, 40_000, 100_000])('keeps to %i bytes of HTML where that is asked', (most) => {
    const { html } = renderMail(aDigest({ items }), FOOTER, most);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(most);
    expect(Buffer.byteLength(html)).toBeGreaterThan(most - 4_000);
    expect(html).toContain('Open Government Licence');
  });

  it('leaves nothing of what it has room for', () => {
    expect(renderMail(aDigest(), FOOTER).left).toEqual([]);
    expect(renderMail(aMessage(), FOOTER).left).toEqual([]);
  });
});

describe('every message', () => {
  it('has a place in the gallery', () => {
    const kinds: readonly DeliveryKind[] = [
      'alert',
      'summary',
      'digest',
      'quiet',
      'operator',
      'nudge',
      'broad',
      'paused',
      'confirmation',
      'manage',
      'test',
    ];
    expect(new Set(EXHIBITS.map(({ message }) => message.kind))).toEqual(new Set(kinds));
  });

  it.each(EXHIBITS)('says in plain text all that it says in HTML: $name', ({ message }) => {
    const { subject, html, text } = renderMail(message, FOOTER);
    const $ = load(html);
    const parts = $('h1,h2,h3,p,th,td')
      .toArray()
      .filter((part) => $(part).find('p,table,h1,h2,h3').length === 0 && !$(part).is('.acts'));
    expect(parts.length).toBeGreaterThan(3);
    const plain = text.replace(/\s+/g, ' ');
    for (const part of parts)
      for (const words of $(part)
        .contents()
        .toArray()
        .flatMap((node) => $(node).text().split('→'))) {
        const one = words.replace(/\s+/g, ' ').trim();
        expect(`${plain} ·`).toContain(one);
      }
    for (const link of $('a[href^="http"]').toArray()) expect(text).toContain($(link).attr('href'));
    expect([...new Intl.Segmenter('en-GB').segment(subject)].length).toBeLessThanOrEqual(70);
    expect(text).toContain('Sent by Bell & Co, 1 High Street, Leeds LS1 1AA.');
    expect(text).toContain('Open Government Licence v3.0');
  });
});

describe('a confirmation', () => {
  const button = { label: 'Yes, send me this', url: 'https://bell.example/c/1' };
  const words = ['Please confirm', 'You asked for a digest of IT procurements in Wales.'] as const;
  const mail = renderMail(aMessage({ kind: 'confirmation', items: [], words: [...words], button }), FOOTER);

  it('says what is agreed to and what to press, in both parts', () => {
    const $ = load(mail.html);
    expect(mail.subject).toBe('Please confirm');
    expect($('.card p').text()).toBe(words[1]);
    expect($('.press a').attr('href')).toBe(button.url);
    expect($('.press a').text()).toBe(button.label);
    expect(mail.text).toContain(`${words[1]}\n\nYes, send me this:\nhttps://bell.example/c/1\n`);
  });

  it('says what to do where somebody else asked, and offers nothing to stop that has not begun', () => {
    expect(mail.text).toContain('If that was not you, do nothing');
    expect(mail.text).not.toMatch(/unsubscribe|To stop/i);
    expect(mail.text).toContain('With a question, reply to this mail or write to ops@bell.example.');
  });
});

describe('a mail to the operator', () => {
  const mail = renderMail(aNoticeToTheOperator(), FOOTER);
  const $ = load(mail.html);

  it('says the fact in its subject and heading, and the rest in the middle, commands as commands', () => {
    expect(mail.subject).toBe('Sell2Wales cannot be read');
    expect($('h1').text()).toBe(mail.subject);
    expect($('.card').text()).toBe(
      'Nothing could be read since Tuesday; the last reason was: answered <503>.tenderbell status shows where it stands.',
    );
    expect($('.card code').text()).toBe('tenderbell status');
    expect($('.pre').text()).toContain('Nothing could be read since Tuesday');
    expect(mail.text).toContain('the last reason was: answered <503>.');
  });

  it('says why it came and what ends it, and nothing of subscriptions', () => {
    expect(mail.text).toContain('names you as its operator');
    expect(mail.text).toContain('take operator.email or operator.slackChannel out of the configuration');
    expect(`${mail.html}${mail.text}`).not.toMatch(/subscri|Nothing new|procurement/i);
    expect($('a[href^="mailto:"]')).toHaveLength(0);
  });
});

describe('a card of what says what it wants', () => {
  const classification = aClassification({
    tags: [
      { id: 'direct-award', words: 'direct award' },
      { id: 'cyber-essentials', words: 'asks for Cyber Essentials' },
    ],
    summary: ['Web applications <b>& APIs</b> are tested.', 'Reports follow within a week.'],
  });
  const mail = renderMail(
    aMessage({ items: [anItem({ procurement: aProcurement({ classification }) })] }),
    FOOTER,
  );

  it('says so below the title in both parts, as text and not as markup', () => {
    const words = 'Web applications <b>& APIs</b> are tested. Reports follow within a week.';
    const $ = load(mail.html);
    expect($('.card .summary').text()).toBe(words);
    expect($('.card b')).toHaveLength(0);
    expect(mail.text).toContain(`Ashcombe Borough Council\n${words}\nDeadline: `);
  });

  it('says how it is bought and what is asked, label by label', () => {
    const rows = load(mail.html)('.facts').text();
    expect(rows).toContain('Routedirect award');
    expect(rows).toContain('Asks forCyber Essentials');
    expect(mail.text).toContain('\nRoute: direct award\nAsks for: Cyber Essentials\n');
  });

  it('has no such line where nothing is stated', () => {
    const bare = anItem({ procurement: aProcurement({ view: aView({ procedure: undefined }) }) });
    const plain = renderMail(aMessage({ items: [bare] }), FOOTER);
    expect(load(plain.html)('.summary')).toHaveLength(0);
    expect(plain.text).not.toMatch(/^(?:Route|Asks for):/m);
  });
});

describe('a card with another portal’s word on it', () => {
  const [tender] = aView().notices;
  if (tender === undefined) throw new Error('a view has a notice');
  const view = aView({
    portals: ['find-a-tender', 'contracts-finder'],
    notices: [tender, { ...tender, portal: 'contracts-finder', noticeId: 'a1b2' }],
    sources: { deadline: 0 },
    conflicts: [{ field: 'deadline', notice: 1, says: '2026-10-07T11:00:00.000Z' }],
    relations: [{ kind: 'framework', key: 'ocid:ocds-h6vhtk-02f3a1', by: 'data' }],
  });
  const possibly = [
    { title: 'Pen tests <b>', url: 'https://example.org/12', portal: 'contracts-finder' as const },
    { title: 'Unlinked', url: 'javascript:1', portal: undefined },
  ];
  const mail = renderMail(
    aMessage({ items: [anItem({ procurement: aProcurement({ view }), possibly })] }),
    FOOTER,
  );

  it('says what differs, what it is bought under and what it may be the same as, in both parts', () => {
    const $ = load(mail.html);
    const rows = $('.facts tr')
      .toArray()
      .map((row) => $(row).text());
    expect(rows.at(-1)).toMatch(
      /^DiffersContracts Finder gives another deadline: Wed 7 Oct 2026, 12:00 \(published Tue 1 Sept? 2026\)$/,
    );
    expect(rows).toContain('Frameworkocds-h6vhtk-02f3a1');
    const same = $('p a[href="https://example.org/12"]');
    expect(same.text()).toBe('Pen tests <b> (Contracts Finder)');
    expect(same.parent().text()).toBe('Possibly the same as Pen tests <b> (Contracts Finder)');
    expect(mail.text).toMatch(/^Differs: Contracts Finder gives another deadline: Wed 7 Oct/m);
    expect(mail.text).toContain(
      'Possibly the same as Pen tests <b> (Contracts Finder): https://example.org/12\n',
    );
    expect(mail.text).toContain('Possibly the same as Unlinked\n');
  });
});
