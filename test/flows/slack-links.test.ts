import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import { openBotWorld, type BotWorld } from '../slack-bot-world.ts';
import { buttonsOf, wordsOf } from '../slack-words.ts';

const FIND_A_TENDER = 'https://www.find-tender.service.gov.uk/Notice';
const CONTRACTS_FINDER = 'https://www.contractsfinder.service.gov.uk/notice';
const GUID = '0a1b2c3d-0000-4000-8000-00000000000a';

let world: BotWorld;
beforeEach(async () => {
  world = await openBotWorld({ patienceMs: 900 });
  await world.seed();
});
afterEach(async () => {
  await world.close();
});

async function hold(...notices: readonly Partial<Notice>[]): Promise<void> {
  for (const notice of notices)
    world.publish({ ocid: `ocds-h6vhtk-${(notice.noticeId ?? '000101').slice(0, 6)}`, ...notice });
  await world.collect('find-a-tender');
}

const unfurlCalls = () => world.slack.calls().filter(({ method }) => method === 'chat.unfurl');

describe('a link to a notice that is posted', () => {
  it('to Find a Tender unfolds to our card, whatever trails behind the number', async () => {
    await hold({ buyer: { name: 'Ashcombe <!channel> Council', id: undefined } });
    const url = `${FIND_A_TENDER}/000101-2026?origin=SearchResults&p=1&utm_source=mail#top`;

    const { unfurls } = await world.slack.say(`What about ${url} then?`);

    expect(Object.keys(unfurls)).toEqual([url]);
    const words = wordsOf(unfurls);
    expect(words).toContain(`*<${FIND_A_TENDER}/000101-2026|Penetration testing of the housing portal>*`);
    expect(words).toContain(
      'Ashcombe &lt;!channel&gt; Council · Wed 30 Sept 2026, 12:00 (29 days left) · £120,000',
    );
    expect(words).toContain('Open for bids');
    expect(words).toContain('Open Government Licence');
    expect(buttonsOf(unfurls)).toEqual(['Details', 'Follow']);
  });

  it('to Contracts Finder unfolds as well, also where Slack escaped its ampersands', async () => {
    world.portals['contracts-finder'].publish(
      world.news({
        portal: 'contracts-finder',
        noticeId: GUID,
        ocid: `ocds-b5fd17-${GUID}`,
        title: 'Managed firewalls for the libraries',
        url: `${CONTRACTS_FINDER}/${GUID}`,
      }),
    );
    await world.collect('contracts-finder');
    const url = `${CONTRACTS_FINDER}/${GUID.toUpperCase()}?origin=SearchResults&amp;p=1`;

    await world.slack.say(`${CONTRACTS_FINDER}/${GUID}`);
    await world.slack.say(url);

    const [plain, escaped] = unfurlCalls().map(({ args }): unknown => JSON.parse(String(args['unfurls'])));
    expect(wordsOf(plain)).toContain('Managed firewalls for the libraries');
    expect(escaped).toEqual({ [url]: { blocks: expect.any(Array) as unknown } });
  });

  it('that is not held stays a link: Slack is asked nothing', async () => {
    await hold({});
    const { unfurls } = await world.slack.say(
      `${FIND_A_TENDER}/999999-2026 and ${FIND_A_TENDER}/ and https://www.find-tender.service.gov.uk/Search`,
    );
    expect(unfurls).toEqual({});
    expect(unfurlCalls()).toEqual([]);
  });

  it('beside others: the first three that are held have a card each, in one call', async () => {
    const numbers = ['000101-2026', '000102-2026', '000103-2026', '000104-2026'];
    await hold(
      ...numbers.map((noticeId, at) => ({
        noticeId,
        title: `Penetration testing of the ${['museum', 'harbour', 'college', 'prison'][at] ?? ''}`,
        buyer: { name: `${['Bexford', 'Crayle', 'Dunmere', 'Farley'][at] ?? ''} Council`, id: undefined },
      })),
    );
    const urls = ['999999-2026', ...numbers].map((number) => `${FIND_A_TENDER}/${number}`);

    const { unfurls } = await world.slack.say(urls.join(' '));

    expect(Object.keys(unfurls)).toEqual(urls.slice(1, 4));
    expect(wordsOf(unfurls)).toContain('museum');
    expect(wordsOf(unfurls)).not.toContain('prison');
    expect(unfurlCalls()).toHaveLength(1);
  });

  it('while it is still being written is named as Slack names a draft, and unfolds there', async () => {
    await hold({});
    const cards = await world.slack.compose(`Look: ${FIND_A_TENDER}/000101-2026`);

    expect(wordsOf(cards)).toContain('Penetration testing of the housing portal');
    const [call] = unfurlCalls();
    expect(call?.args).toMatchObject({ source: 'composer', unfurl_id: expect.any(String) as unknown });
    expect(call?.args).not.toHaveProperty('ts');
  });

  it('has buttons that work: the card is a message like another', async () => {
    await hold({});
    const post = await world.slack.say(`${FIND_A_TENDER}/000101-2026`);
    const { view } = await world.slack.click({ ts: post.ts, label: 'Details' });
    expect(wordsOf(view)).toContain('*Buyer:* Ashcombe Borough Council');
  });

  it('is only noted where Slack refuses: the bot lives', async () => {
    await hold({});
    world.slack.faults([{ kind: 'error', method: 'chat.unfurl', error: 'cannot_unfurl_url' }]);
    await world.slack.say(`${FIND_A_TENDER}/000101-2026`);
    await expect.poll(() => JSON.stringify(world.log.lines)).toContain('cannot_unfurl_url');
    const { unfurls } = await world.slack.say(`${FIND_A_TENDER}/000101-2026`);
    expect(Object.keys(unfurls)).toHaveLength(1);
  });
});

describe('the shortcut “Find similar tenders”', () => {
  const TITLES = {
    '000201': 'Penetration testing of the museum website',
    '000202': 'Penetration testing and red teaming of hospital networks',
    '000203': 'Payroll software for the harbour',
  };

  async function holdSome(): Promise<void> {
    await hold(
      { noticeId: '000101-2026' },
      ...Object.entries(TITLES).map(([number, title], at) => ({
        noticeId: `${number}-2026`,
        title,
        description: `${title}, in one lot.`,
        buyer: { name: `${['Bexford', 'Crayle', 'Dunmere'][at] ?? ''} Council`, id: undefined },
        cpv: [{ code: at === 2 ? '48450000' : '72810000', description: undefined, main: true }],
      })),
    );
  }

  async function shortcutOn(text: string) {
    const post = await world.slack.say(text);
    const answer = await world.slack.shortcut({ callbackId: 'find-similar', ts: post.ts });
    await expect.poll(() => wordsOf(world.slack.modal()?.view)).not.toContain('Looking for');
    return { answer, words: wordsOf(world.slack.modal()?.view) };
  }

  it('on a message that names a notice finds what reads like that one, without it', async () => {
    await holdSome();
    const { answer, words } = await shortcutOn(`Did you see ${FIND_A_TENDER}/000101-2026 ?`);

    expect(answer.via).toBe('view');
    expect(words).toContain('Open tenders like _Penetration testing of the housing portal_:');
    expect(words).toContain(TITLES['000201']);
    expect(words).not.toContain(`${FIND_A_TENDER}/000101-2026|`);
    expect(words).not.toContain(TITLES['000203']);
    expect(words).toMatch(/Looked for `.*penetration.*`/);
  });

  it('on a message in plain words looks for its telling ones, the likest first', async () => {
    await holdSome();
    const { words } = await shortcutOn('We could bid for red teaming, and penetration testing of hospitals!');

    expect(words).toContain('Open tenders that read like this message:');
    const [first = '', second = ''] = Array.from(words.matchAll(/\|([^>]+)>\*/g), ([, title = '']) => title);
    expect(first).toBe(TITLES['000202']);
    expect(second).toMatch(/^Penetration testing of the/);
  });

  it('on a message of ours reads what its card says', async () => {
    await holdSome();
    await world.slack.command('/tenders red teaming');
    const shared = await world.slack.say('see 000203-2026');
    await world.slack.shortcut({ callbackId: 'find-similar', ts: shared.ts });
    await expect
      .poll(() => wordsOf(world.slack.modal()?.view))
      .toMatch(/Nothing that is open now reads like this|like _Payroll software for the harbour_/);
  });

  it('on a message without anything to look for says so, and what to type', async () => {
    await holdSome();
    const { words } = await shortcutOn('Please see the attached, thank you :)');
    expect(words).toContain('There is nothing in this message that could be looked for. Try `/tenders`');
  });

  it('says what to do where Slack opens no window', async () => {
    await holdSome();
    const post = await world.slack.say('penetration testing');
    world.slack.faults([{ kind: 'error', method: 'views.open', error: 'expired_trigger_id' }]);
    const answer = await world.slack.shortcut({ callbackId: 'find-similar', ts: post.ts });
    expect(answer.text).toContain('Please choose “Find similar tenders” again.');
    expect(answer.ephemeral).toBe(true);
  });
});
