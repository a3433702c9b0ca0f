import { WebAPIPlatformError } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../../test/fake-clock.ts';
import { startFakeSlack, type FakeSlack } from '../../../test/fake-slack-api.ts';
import { aMessage } from '../../../test/messages.ts';
import { callSlack } from '../../base/call-slack.ts';
import type { Log } from '../../domain/ports.ts';
import type { Address } from '../../domain/subscription.ts';
import { createSlackChannel, type SlackOptions } from './index.ts';
import type { TokenFor } from './own-team.ts';

const HOME: Address = { channel: 'slack', team: 'home', id: 'C1' };
const clock = fakeClock();
let server: FakeSlack;
let lines: object[];
beforeEach(async () => {
  server = await startFakeSlack(() => clock.now());
  lines = [];
});
afterEach(async () => {
  await server.close();
});

function note(fields: object): void {
  lines.push(fields);
}

function opened(with_: { tokenFor?: TokenFor } = {}) {
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const base = { apiUrl: server.apiUrl, clock, log, timeoutMs: 300 };
  const options: SlackOptions =
    with_.tokenFor === undefined ? { ...base, token: 'xoxb-1' } : { ...base, tokenFor: with_.tokenFor };
  const channel = createSlackChannel(options);
  return async (to: Address = HOME, message = aMessage()) =>
    await channel.send(message, to, new AbortController().signal);
}

describe('a Slack post', () => {
  it('carries blocks and a text, unfurls nothing, and is known by its ts', async () => {
    expect(await opened()()).toEqual({ sent: true, reference: '1700000000.000001' });
    expect(server.posts[0]).toMatchObject({
      channel: 'C1',
      token: 'xoxb-1',
      unfurls: false,
      thread: undefined,
    });
    expect(server.posts[0]?.text).toContain('Penetration testing of the housing portal');
    expect(JSON.stringify(server.posts[0]?.blocks)).toContain('Open Government Licence');
  });

  it('hangs on the first post about its procurement', async () => {
    await opened()(HOME, aMessage({ thread: '1700000001.000100' }));
    expect(server.posts[0]?.thread).toBe('1700000001.000100');
  });

  it('hangs on nothing that is no ts', async () => {
    await opened()(HOME, aMessage({ thread: '<first@bell.example>' }));
    expect(server.posts[0]?.thread).toBeUndefined();
  });

  it('is tried once more as plain text when its form is refused, and then given up', async () => {
    server.trouble({ error: 'invalid_blocks' });
    expect(await opened()()).toMatchObject({
      sent: false,
      permanent: true,
      scope: 'message',
      code: 'invalid_blocks',
    });
    expect(server.calls).toEqual(['chat.postMessage', 'chat.postMessage']);
    expect(lines).toMatchObject([{ code: 'invalid_blocks' }]);
  });

  it('is not repeated by the library, whatever happens', async () => {
    server.trouble({ status: 500 });
    await opened()();
    server.trouble({ line: 'reset', posted: true });
    await opened()();
    expect(server.calls).toHaveLength(2);
    expect(server.posts).toHaveLength(1);
  });

  it('to a Slack that nobody reaches is the channel’s trouble', async () => {
    await server.close();
    expect(await opened()()).toMatchObject({
      sent: false,
      scope: 'channel',
      ambiguous: false,
      code: 'ECONNREFUSED',
    });
  });
});

describe('two workspaces', () => {
  it('one token serves its own workspace by name, and no other', async () => {
    const send = opened();
    expect(await send({ channel: 'slack', team: 'T0HOME', id: 'C1' })).toMatchObject({ sent: true });
    expect(await send({ channel: 'slack', team: 'T0OTHER', id: 'C1' })).toMatchObject({
      sent: false,
      scope: 'team',
      permanent: true,
      code: 'not_installed',
    });
    expect(server.posts).toHaveLength(1);
    expect(server.calls.filter((call) => call === 'auth.test')).toHaveLength(1);
  });

  it('the same channel id in two is two channels, each with its token', async () => {
    const send = opened({ tokenFor: async (team) => await Promise.resolve(`xoxb-${team}`) });
    await send({ channel: 'slack', team: 'T1', id: 'C1' });
    await send({ channel: 'slack', team: 'T2', id: 'C1' });
    expect(server.posts.map(({ token }) => token)).toEqual(['xoxb-T1', 'xoxb-T2']);
  });
});

describe('a token', () => {
  it('that has expired is renewed once, and the message goes out with the fresh one', async () => {
    server.trouble({ error: 'token_expired' });
    const asked: unknown[] = [];
    const send = opened({
      tokenFor: async (_team, _signal, wish) => {
        asked.push(wish);
        if (wish?.fresh === true) server.trouble(undefined);
        return await Promise.resolve(wish?.fresh === true ? 'xoxb-fresh' : 'xoxb-old');
      },
    });
    expect(await send()).toMatchObject({ sent: true });
    expect(asked).toEqual([undefined, { fresh: true }]);
    expect(server.posts.map(({ token }) => token)).toEqual(['xoxb-fresh']);
  });

  it('that cannot be renewed for now lets its workspace wait, and nothing else', async () => {
    const send = opened({ tokenFor: () => Promise.reject(new Error('no answer')) });
    expect(await send()).toMatchObject({ sent: false, scope: 'team', permanent: false, ambiguous: false });
    expect(server.calls).toEqual([]);
  });
});

/** What Slack's library throws where Slack refuses a call. */
function slackSays(error: string): Error {
  return new WebAPIPlatformError({ ok: false, error });
}

describe('a token that is not renewed', () => {
  const waits = { sent: false, scope: 'team', permanent: false, ambiguous: false } as const;

  it.each(['fatal_error', 'internal_error', 'some_new_word', 'missing_scope', 'channel_not_found'])(
    'for %s says nothing of the message: its workspace waits',
    async (word) => {
      const send = opened({ tokenFor: () => Promise.reject(slackSays(word)) });
      expect(await send()).toEqual({
        ...waits,
        code: 'token_not_renewed',
        reason: 'The bot token of this workspace could not be renewed: nothing was posted.',
        retryAfterMs: 60_000,
      });
      expect(server.calls).toEqual([]);
    },
  );

  it.each(['bad_client_secret', 'invalid_client_id', 'invalid_client'])(
    'for %s names what is configured wrongly',
    async (word) => {
      const send = opened({ tokenFor: () => Promise.reject(slackSays(word)) });
      expect(await send()).toMatchObject({
        ...waits,
        code: word,
        reason: expect.stringContaining('slack.clientSecret') as unknown,
      });
    },
  );

  it('after one that has expired, lets the workspace wait, too', async () => {
    server.trouble({ error: 'token_expired' });
    const send = opened({
      tokenFor: async (_team, _signal, wish) => {
        if (wish?.fresh === true) throw slackSays('fatal_error');
        return await Promise.resolve('xoxb-old');
      },
    });
    expect(await send()).toMatchObject({ ...waits, code: 'token_not_renewed' });
  });

  it('because Slack asks to wait, waits as long; where Slack is out of reach, the whole channel does', async () => {
    const slow = opened({ tokenFor: () => Promise.reject(slackSays('ratelimited')) });
    expect(await slow()).toMatchObject({ ...waits, code: 'ratelimited' });
    await server.close();
    const server_ = { apiUrl: server.apiUrl, timeoutMs: 300 };
    const gone = opened({
      tokenFor: async (_team, signal) => {
        await callSlack({ ...server_, token: undefined, signal }, 'oauth.v2.access', {});
        return 'xoxb-1';
      },
    });
    expect(await gone()).toMatchObject({ scope: 'channel', code: 'ECONNREFUSED' });
  });
});

describe('the pace', () => {
  it('ends its wait when it is told to stop, and posts nothing', async () => {
    const stop = new AbortController();
    const waiting = { ...clock, sleep: async () => Promise.reject(new Error('stopped')) };
    const log: Log = { debug: note, info: note, warn: note, error: note };
    const channel = createSlackChannel({ token: 'xoxb-1', apiUrl: server.apiUrl, clock: waiting, log });
    await channel.send(aMessage(), HOME, stop.signal);
    const second = channel.send(aMessage(), HOME, stop.signal);
    stop.abort();
    expect(await second).toMatchObject({ sent: false, permanent: false, ambiguous: false, code: 'aborted' });
    expect(server.posts).toHaveLength(1);
  });

  it('fault 43: is one message a second in a channel, never more', async () => {
    const send = opened();
    const spread: number[] = [];
    for (let count = 0; count < 20; count += 1) await send();
    server.posts.slice(1).forEach((post, index) => spread.push(post.at - (server.posts[index]?.at ?? 0)));
    expect(spread).toHaveLength(19);
    expect(Math.min(...spread)).toBeGreaterThanOrEqual(1_000);
  });

  it('is kept over all channels of a workspace', async () => {
    const send = opened();
    const start = clock.now();
    for (let count = 0; count < 9; count += 1)
      await send({ channel: 'slack', team: 'home', id: `C${count}` });
    expect(clock.now() - start).toBe(8 * 250);
  });
});
