import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANSWERS } from '../../src/slack/answers.ts';
import { WRITTEN } from '../../src/slack/command-words.ts';
import { createReplies } from '../../src/slack/replies.ts';
import type { Answered } from '../../src/slack/calls.ts';
import { fakeClock } from '../fake-clock.ts';
import { keptLog } from '../fake-slack.ts';
import { openBotWorld, type BotWorld } from '../slack-bot-world.ts';
import { wordsOf } from '../slack-words.ts';

const MINUTE = 60_000;
const NUMBER = '000101-2026';

describe('answers', () => {
  /** Replies of somebody in a channel, whose response_url takes what `takes` says. */
  function replying(takes: (use: number) => Response | Error, channel: string | undefined = 'C01') {
    const clock = fakeClock();
    const log = keptLog();
    const urls: string[] = [];
    const asked: { method: string; text: unknown; channel: unknown }[] = [];
    let ephemeral: Answered = { ok: true, said: {} };
    const replies = createReplies({
      asker: Promise.resolve({ team: 'home', user: 'U01', channel }),
      respond: ({ text }) => {
        const answer = takes(urls.push(text));
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
      slack: {
        ask: (_team, method, { text, channel: where }) => {
          asked.push({ method, text, channel: where });
          return Promise.resolve(method === 'chat.postEphemeral' ? ephemeral : { ok: true, said: {} });
        },
      },
      clock,
      log,
    });
    return { clock, log, urls, asked, replies, refuse: (code: string) => (ephemeral = { ok: false, code }) };
  }
  const taken = (): Response => new Response('ok');

  it('fault 42: the sixth goes by another way, for Slack takes five', async () => {
    const { urls, asked, replies } = replying(taken);
    for (const text of ['1', '2', '3', '4', '5', '6']) await replies.reply({ text });
    expect(urls).toEqual(['1', '2', '3', '4', '5']);
    expect(asked).toEqual([{ method: 'chat.postEphemeral', text: '6', channel: 'C01' }]);
  });

  it('fault 42: after half an hour it goes by another way, and where the bot is not in the channel as a direct message', async () => {
    const { clock, urls, asked, replies, refuse } = replying(taken);
    clock.advance(30 * MINUTE);
    refuse('not_in_channel');
    await replies.reply({ text: 'late' });
    expect(urls).toEqual([]);
    expect(asked.map(({ method, channel }) => [method, channel])).toEqual([
      ['chat.postEphemeral', 'C01'],
      ['chat.postMessage', 'U01'],
    ]);
  });

  it.each([
    ['that it is used up', () => new Response('{"ok":false,"error":"used_url"}', { status: 404 })],
    ['so with the status 200', () => new Response('{"ok":false,"error":"expired_url"}')],
    ['nothing at all', () => new Error('reset')],
  ])(
    'fault 42: where the response_url says %s, it is not asked again, and the answer arrives',
    async (_what, takes) => {
      const { urls, asked, replies, log } = replying(takes);
      await replies.reply({ text: 'first' });
      await replies.replace({ text: 'second' });
      expect(urls).toEqual(['first']);
      expect(asked.map(({ text }) => text)).toEqual(['first', 'second']);
      expect(log.lines).toHaveLength(1);
      expect(log.lines.join('\n')).not.toContain('first');
    },
  );

  it('fault 42: from the App Home it goes as a direct message', async () => {
    const { asked, replies } = replying(() => new Response('', { status: 500 }), 'D01');
    await replies.reply({ text: 'x' });
    expect(asked).toEqual([{ method: 'chat.postMessage', text: 'x', channel: 'U01' }]);
  });
});

describe('commands', () => {
  let world: BotWorld;
  beforeEach(async () => {
    world = await openBotWorld();
    await world.seed();
    world.publish();
    await world.collect('find-a-tender');
  });
  afterEach(async () => {
    await world.close();
  });

  const PLACES = [
    ['a direct message', { channel: 'D09SAMALEX' }],
    ['a private channel without the bot', { channel: 'C05BIDTEAM' }],
    ['a channel without the bot', { channel: 'C03ELSEWHERE' }],
    ['an archived channel', { channel: 'C04OLDTIMES' }],
    ['a channel shared with others', { channel: 'C06PARTNERS' }],
    ['a guest', { user: 'U03GUEST00' }],
    ['a visitor of a shared channel', { channel: 'C06PARTNERS', user: 'U04PARTNER' }],
  ] as const;
  const TEXTS = [
    ...Object.values(WRITTEN).map((written) => written.replace('URL', NUMBER)),
    'save cyber region:wales',
    'mute',
    'mute buyer Ashcombe',
    `mute ${NUMBER}`,
    'feedback: the search is quick',
    'follow nothing held',
    'help desk',
    '',
    '?',
    'penetration',
    'penetration regoin:wales',
    '((( "" - : ,, )',
    'penetration '.repeat(84).slice(0, 1000),
    'x'.repeat(1_001),
    'ж'.repeat(3_900),
    '<!channel> & <@U01SAM0000>',
  ];

  it.each(PLACES)('fault 50: from %s every command gets a useful answer', async (_place, where) => {
    for (const text of TEXTS) {
      const answer = await world.slack.command(`/tenders ${text}`, where);
      const said = `${answer.text}\n${wordsOf(answer.blocks)}\n${wordsOf(answer.view)}`;
      expect([text, answer.via]).toEqual([text, expect.stringMatching(/^(?:ack|response_url|view)$/)]);
      expect(said, text).toMatch(/\w{4}/);
      expect(said, text).not.toContain('went wrong');
      expect(said, text).not.toMatch(/<!channel>|<@U01SAM0000> &/);
      expect([text, answer.via === 'view' || answer.ephemeral]).toEqual([text, true]);
      if (answer.view !== undefined) await world.slack.closeModal({ all: true, ...where });
    }
    expect(world.log.lines.filter((line) => line.includes('"error"'))).toEqual([]);
  });

  it('fault 50: a visitor of a shared channel may search, and is told why nothing else', async () => {
    const visitor = { channel: 'C06PARTNERS', user: 'U04PARTNER' };
    const found = await world.slack.command('/tenders penetration', visitor);
    expect(wordsOf(found.blocks)).toContain('1 procurement found.');
    expect((await world.slack.command('/tenders help', visitor)).text).toContain(
      'I find UK public IT tenders',
    );
    for (const text of [
      'mute buyer Ashcombe',
      `follow ${NUMBER}`,
      'save category:security',
      'pause',
      'alerts',
    ]) {
      const { text: said } = await world.slack.command(`/tenders ${text}`, visitor);
      expect([text, said]).toEqual([
        text,
        expect.stringContaining('You are a visitor from another workspace'),
      ]);
    }
    await world.slack.command('/tenders penetration', visitor);
    const pressed = await world.slack.click({ label: 'Follow', ...visitor });
    expect(pressed.text).toContain('You are a visitor from another workspace');
    expect(world.slack.modal(visitor.user)).toBeUndefined();
    const address = { channel: 'slack', team: 'home', id: visitor.user } as const;
    expect(await world.store.subscriptions.subscriberAt(address)).toBeUndefined();
  });

  it('fault 42: a form that Slack is slow to open is the whole answer, and no other is promised', async () => {
    for (const text of ['save category:security', 'feedback']) {
      world.slack.faults([{ kind: 'slow', method: 'views.open', ms: 700 }]);
      const answer = await world.slack.command(`/tenders ${text}`);
      expect([text, answer.via]).toEqual([text, 'view']);
      await world.slack.closeModal({ all: true });
    }
    expect(world.slack.timeline().filter(({ kind }) => kind === 'answer' || kind === 'ephemeral')).toEqual(
      [],
    );
  });

  it('fault 50: no command is left out', () => {
    for (const word of Object.keys(ANSWERS.commands))
      expect(TEXTS.some((text) => text.startsWith(word))).toBe(true);
  });

  it('fault 50: what is longer than a query says so, and how to write it', async () => {
    const { text } = await world.slack.command(`/tenders ${'x'.repeat(1_001)}`);
    expect(text).toContain('That is 1,001 characters; I read 1,000 at most.');
  });
});

describe('old messages', () => {
  it('are answered though nothing knows their buttons any more, and a form, too', async () => {
    const world = await openBotWorld();
    await world.slack.command('/tenders penetration');
    const ts = world.slack.timeline().at(-1)?.ts ?? '';
    const pressed = await world.slack.click({ actionId: 'something-of-last-year', value: 'x', ts });
    expect(pressed.text).toContain('That stands in an old message');
    const proto = await world.slack.click({ actionId: 'constructor', value: 'x', ts });
    expect(proto.text).toContain('That stands in an old message');
    await world.close();
  });
});
