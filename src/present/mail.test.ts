import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { aClassification, aProcurement, aView } from '../../test/builders.ts';
import { aDigest, aMessage, aNoticeToTheOperator, anItem } from '../../test/messages.ts';
import { renderMail } from './mail.tsx';

const FOOTER = { name: 'Bell & Co', postal: '1 High Street\nLeeds LS1 1AA', email: 'ops@bell.example' };

describe('a digest mail', () => {
  const mail = renderMail(aDigest({ troubles: ['Find a Tender could not be read since Monday.'] }), FOOTER);
  const $ = load(mail.html);

  it('is a page in British English that knows light and dark', () => {
    expect(mail.html).toMatch(/^<!DOCTYPE html>\n<html lang="en-GB">/);
    expect($('meta[name="color-scheme"]').attr('content')).toBe('light dark');
    expect($('style').text()).toContain('@media (prefers-color-scheme:dark)');
    expect($('title').text()).toBe(mail.subject);
    expect(
      $('table')
        .toArray()
        .every((table) => $(table).attr('role') === 'presentation'),
    ).toBe(true);
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
    expect(foot).toContain('subscribed to: penetration category:security');
    expect(foot).toContain('Find a Tender could not be read since Monday.');
    expect(foot).toContain(
      'Contains public sector information licensed under the Open Government Licence v3.0.',
    );
    const links = $('.foot a')
      .toArray()
      .map((link) => $(link).attr('href'));
    expect(links[0]).toBe('mailto:ops@bell.example?subject=Stop%20my%20tender%20alerts');
    expect(links[1]).toMatch(/^https:\/\/www\.nationalarchives\.gov\.uk\/.*version\/3\/$/);
  });

  it('says all of it in plain text too', () => {
    const parts = $('h1,h2,h3,.foot p')
      .toArray()
      .map((part) => $(part).text());
    for (const part of parts) expect(mail.text).toContain(part);
    for (const row of $('.facts td:not(.label)')
      .toArray()
      .map((cell) => $(cell).text().split(' → ')))
      for (const words of row) expect(mail.text).toContain(words);
    expect(mail.text).toContain('https://www.find-tender.service.gov.uk/Notice/000101-2026');
    expect(mail.text).not.toMatch(/<\/?[a-z]+>|&amp;/);
  });
});

describe('an alert mail', () => {
  it('shows its one procurement without headings, and its deadline and value to the inbox', () => {
    const $ = load(renderMail(aMessage(), FOOTER).html);
    expect($('h1,h2')).toHaveLength(0);
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

describe('a mail with too much to say', () => {
  it('shows whole cards, then rows, then counts the rest, and none is lost from the count', () => {
    const items = Array.from({ length: 2_000 }, () => anItem());
    const { html, text } = renderMail(aDigest({ items }), FOOTER);
    const $ = load(html);
    const shown = $('.card').length + $('.row').length;
    expect($('.card')).toHaveLength(40);
    expect($('.row').length).toBeGreaterThan(20);
    expect(html).toContain(`and ${(2_000 - shown).toLocaleString('en-GB')} more`);
    expect(text).toContain(`and ${(2_000 - shown).toLocaleString('en-GB')} more`);
    expect(text.match(/Penetration testing of the housing portal/g)).toHaveLength(shown);
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
    const plain = renderMail(aMessage(), FOOTER);
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
    expect(rows.at(-2)).toMatch(
      /^DiffersContracts Finder gives another deadline: Wed 7 Oct 2026, 12:00 \(published Tue 1 Sept? 2026\)$/,
    );
    expect(rows.at(-1)).toBe('Frameworkocds-h6vhtk-02f3a1');
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
