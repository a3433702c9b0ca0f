import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchProcurements } from '../../src/flows/search.ts';
import { answerSearch, sweepSearches } from '../../src/slack/searching.ts';
import { keptLog } from '../fake-slack.ts';
import { deadlineOn } from '../flow-world.ts';
import { openBotWorld, type BotWorld } from '../slack-bot-world.ts';
import { buttonsOf, wordsOf } from '../slack-words.ts';

const DAY = 86_400_000;
const TOWNS = [
  'Ashcombe',
  'Bexford',
  'Crayle',
  'Dunmere',
  'Elsworth',
  'Farley',
  'Grimston',
  'Hadwick',
  'Ilmer',
  'Jarrow',
  'Kelby',
  'Larkhill',
];
const THINGS = [
  'portal',
  'switchboard',
  'archive',
  'payroll',
  'library',
  'museum',
  'harbour',
  'airfield',
  'hospital',
  'college',
  'prison',
  'theatre',
];

let world: BotWorld;
beforeEach(async () => {
  world = await openBotWorld();
});
afterEach(async () => {
  await world.close();
});

/** So many procurements that have nothing in common but two words. */
async function hold(count: number): Promise<void> {
  await world.seed();
  for (let at = 0; at < count; at += 1) {
    const number = String(200_100 + at);
    world.publish({
      noticeId: `${number}-2026`,
      ocid: `ocds-h6vhtk-0${number.slice(-5)}a`,
      releaseId: `${number}-2026`,
      url: `https://www.find-tender.service.gov.uk/Notice/${number}-2026`,
      title: `Penetration testing of the ${THINGS[at] ?? ''} in ${TOWNS[at] ?? ''}`,
      description: `A penetration test for ${TOWNS[at] ?? ''} ${THINGS[at] ?? ''} services, number ${at}.`,
      buyer: { name: `${TOWNS[at] ?? ''} Borough Council`, id: undefined },
      deadline: deadlineOn(`2026-10-${String(10 + at)}`),
      published: world.clock.now() - (count - at) * 1_000,
    });
  }
  await world.collect('find-a-tender');
}

const typed = async (text: string, place: { channel?: string; user?: string } = {}) =>
  await world.slack.command(`/tenders ${text}`, place);
const titlesIn = (blocks: readonly unknown[]): readonly string[] =>
  Array.from(wordsOf(blocks).matchAll(/Penetration testing of the (\w+) in/g), ([, thing = '']) => thing);

/** What stands in the form's question for the query. */
const queryIn = (view: unknown): string | undefined =>
  /"initial_value":"([^"]*)"/.exec(JSON.stringify(view))?.[1];

describe('a search', () => {
  it('is answered in the acknowledgement, to whoever asked alone: count, five with facts and reasons, and what to do', async () => {
    await hold(12);

    const answer = await typed('penetration value:1k..9m');

    expect(answer).toMatchObject({ via: 'ack', ephemeral: true });
    const words = wordsOf(answer.blocks);
    expect(words).toContain('1–5 of 12 procurements, newest first.');
    expect(titlesIn(answer.blocks)).toHaveLength(5);
    expect(words).toMatch(/<https:\/\/www\.find-tender\.service\.gov\.uk\/Notice\/200111-2026\|Penetration/);
    expect(words).toMatch(/Larkhill Borough Council · \w+ 21 Oct 2026, 12:00 \(\d+ days left\)/);
    expect(words).toContain('Open for bids');
    expect(words).toContain('Matched by:');
    expect(buttonsOf(answer.blocks).filter((one) => one === 'Details' || one === 'Follow')).toHaveLength(10);
    expect(buttonsOf(answer.blocks)).toContain('Save…');
    expect(buttonsOf(answer.blocks)).not.toContain('◀ Previous');
  });

  it('is paged through in place, forwards and back, in one order whatever arrives meanwhile', async () => {
    await hold(12);
    const first = await typed('penetration');
    world.publish({
      noticeId: '300000-2026',
      ocid: 'ocds-h6vhtk-0fffff',
      title: 'Penetration testing of the lighthouse in Morby',
      buyer: { name: 'Morby Council', id: undefined },
      published: world.clock.now(),
    });
    world.clock.advance(60_000);
    await world.collect('find-a-tender');

    const second = await world.slack.click({ label: 'Next ▶' });
    const third = await world.slack.click({ label: 'Next ▶' });
    const back = await world.slack.click({ label: '◀ Previous' });

    expect([first, second, third].flatMap(({ blocks }) => titlesIn(blocks))).toEqual(THINGS.toReversed());
    expect(wordsOf(third.blocks)).toContain('11–12 of 13 procurements');
    expect(buttonsOf(third.blocks)).not.toContain('Next ▶');
    expect(titlesIn(back.blocks)).toEqual(titlesIn(second.blocks));
    const shown = world.slack.timeline().filter(({ kind }) => kind === 'answer');
    expect(shown).toHaveLength(1);
  });

  it('is put into another order, from its beginning', async () => {
    await hold(12);
    await typed('penetration');
    await world.slack.click({ label: 'Next ▶' });

    const sorted = await world.slack.click({ actionId: 'sort', picked: 'Soonest deadline first' });
    expect(wordsOf(sorted.blocks)).toContain('1–5 of 12 procurements, soonest deadline first.');
    expect(titlesIn(sorted.blocks)).toEqual(THINGS.slice(0, 5));
    expect(titlesIn((await world.slack.click({ label: 'Next ▶' })).blocks)).toEqual(THINGS.slice(5, 10));
  });

  it('is turned by nobody else, and for a day', async () => {
    await hold(6);
    await typed('penetration');
    const [search] = world.slack.timeline().filter(({ kind }) => kind === 'answer');
    const ts = search?.ts ?? '';

    const value = /"value":"([^" ]+ 1)"/.exec(JSON.stringify(search?.blocks))?.[1];
    if (value === undefined) throw new Error('there is no next page');
    const other = await world.slack.click({ actionId: 'page', value, ts, user: 'U02ALEX000' });
    expect(other.text).toContain('Somebody else asked for that');
    world.clock.advance(DAY + 1);
    const late = await world.slack.click({ label: 'Next ▶', ts });
    expect(late.text).toBe(
      'This search is more than a day old. To run it again, type `/tenders penetration`.',
    );
    world.clock.advance(DAY);
    await sweepSearches(world);
    const gone = await world.slack.click({ label: 'Next ▶', ts });
    expect(gone.text).toContain('type `/tenders` and what you look for');
  });

  it('points at a mistake, and a button searches for what was meant', async () => {
    await hold(2);
    const answer = await typed('penetration regoin:wales');
    expect(wordsOf(answer.blocks)).toContain('did you mean `region:`? (here: `penetration »regoin:« wales`)');

    const meant = await world.slack.click({ label: 'Search penetration region:wales' });

    expect(wordsOf(meant.blocks)).toContain('region:wales');
    expect(wordsOf(meant.blocks)).not.toContain('did you mean');
  });

  it('that finds nothing says how to look wider', async () => {
    await hold(1);
    const words = wordsOf((await typed('zeppelin')).blocks);
    expect(words).toContain('Nothing found.');
    expect(words).toContain('`stage:any`');
    expect(words).toContain('`it:broad`');
    expect(wordsOf((await typed('999999-2026')).blocks)).toContain('I hold no notice of that number');
  });

  it('that began with “save” finds nothing, and offers to save what stands behind it', async () => {
    await hold(1);

    const { blocks } = await typed('save penetration testing');
    expect(wordsOf(blocks)).toContain('The command is written `/tenders save category:security`.');
    expect(buttonsOf(blocks)).toContain('Save “penetration testing” as an alert…');
    const { view } = await world.slack.click({ label: 'Save “penetration testing” as an alert…' });
    expect(queryIn(view)).toBe('penetration testing');
    await world.slack.closeModal({ all: true });

    expect(queryIn((await typed('save')).view)).toBe('penetration testing');
  });

  it('that was meant as a command is not what “save” saves', async () => {
    await hold(1);
    for (const text of ['penetration', 'help desk', '--']) {
      await typed(text);
      world.clock.advance(1_000);
    }
    expect(queryIn((await typed('save')).view)).toBe('penetration');
  });

  it.each(['-', '--', '()', '\u0000', '🔔'])(
    'of nothing but %j says so, and shows the newest',
    async (text) => {
      await hold(2);
      const words = wordsOf((await typed(text)).blocks);
      expect(words).toContain('You asked for nothing that I can look for');
      expect(titlesIn((await typed(text)).blocks)).toEqual(['switchboard', 'portal']);
    },
  );

  it('for two notices at once says that they are not one, and looks for either', async () => {
    await hold(2);
    const both = await typed('200100-2026 200101-2026');
    expect(wordsOf(both.blocks)).toContain('notices of two procurements are never both one');
    const either = await world.slack.click({ label: 'Search 200100-2026 OR 200101-2026' });
    expect(titlesIn(either.blocks)).toHaveLength(2);
  });

  it('that cannot be remembered has been answered all the same, and is noted', async () => {
    await hold(1);
    const said: string[] = [];
    const log = keptLog();
    await answerSearch(
      {
        asker: { team: 'home', user: 'U01SAM0000', channel: 'C01TENDERS' },
        text: 'penetration',
        almost: undefined,
        reply: ({ text }) => Promise.resolve(void said.push(text)),
      },
      {
        clock: world.clock,
        log,
        command: '/tenders',
        search: async (text, wish) => await searchProcurements(text, world, { limit: 5, ...wish }),
        remember: () => Promise.reject(new TypeError('SQLITE_FULL')),
      },
    );
    expect(said).toEqual([expect.stringContaining('1 procurement found.')]);
    expect(log.lines.join('\n')).toContain('remembering a search');
  });

  it('says in one line where the first word is a command that is written otherwise', async () => {
    await hold(1);
    const words = wordsOf((await typed('follow up services')).blocks);
    expect(words).toContain('I searched for these words. The command is written `/tenders follow URL`.');
    expect(wordsOf((await typed('penetration')).blocks)).not.toContain('I searched for these words');
  });
});
