import { afterEach, describe, expect, it } from 'vitest';
import { keptLog, startFakeSlack } from '../../test/fake-slack.ts';
import { fakeClock } from '../../test/fake-clock.ts';
import { CHANNEL_SPACING_MS, createSpacing } from '../base/spacing.ts';
import type { Teams } from './calls.ts';
import { createSlackCalls } from './slack-calls.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function aWorld(tokenFor: Teams['tokenFor'] = (team) => Promise.resolve(`xoxb-${team}`)) {
  const slack = await startFakeSlack();
  open.push(slack.close);
  const clock = fakeClock();
  const log = keptLog();
  const refused: string[] = [];
  const begun: number[] = [];
  const calls = createSlackCalls({
    teams: { tokenFor },
    clock,
    apiUrl: slack.apiUrl,
    log,
    spacing: createSpacing(clock, CHANNEL_SPACING_MS),
    timeoutMs: 2000,
    onTeamRefused: async (team, { code, begunAt }) => {
      await Promise.resolve();
      begun.push(begunAt);
      refused.push(`${team} ${code}`);
    },
  });
  return { slack, clock, log, refused, begun, ask: calls.ask.bind(calls) };
}

describe('a call of Slack’s Web API', () => {
  it('goes to the workspace by its own token, and answers what Slack says', async () => {
    const { slack, ask } = await aWorld();

    expect(await ask('T1', 'conversations.info', { channel: 'C1' })).toMatchObject({
      ok: true,
      said: { team_id: 'T0001' },
    });
    expect(slack.asked[0]?.token).toBe('xoxb-T1');
    expect(slack.asked[0]?.fields.get('channel')).toBe('C1');
  });

  it('waits a second between two posts to one channel of one workspace, and for nothing else', async () => {
    const { clock, ask } = await aWorld();
    const fields = { channel: 'C1', text: 'x' };

    await ask('T1', 'chat.postMessage', fields);
    await ask('T2', 'chat.postMessage', fields);
    await ask('T1', 'chat.postMessage', { ...fields, channel: 'C2' });
    await ask('T1', 'chat.update', { ...fields, ts: '1.1' });
    expect(clock.slept).toEqual([]);

    await ask('T1', 'chat.postMessage', fields);
    expect(clock.slept).toEqual([1000]);
  });

  it('carries no more blocks than Slack takes', async () => {
    const { slack, ask } = await aWorld();
    const block = { type: 'section', text: { type: 'mrkdwn', text: 'x' } };

    await ask('T1', 'chat.postMessage', {
      channel: 'C1',
      text: 'x',
      blocks: Array.from({ length: 60 }, () => block),
    });

    const sent: unknown = JSON.parse(slack.asked[0]?.fields.get('blocks') ?? '');
    expect(Array.isArray(sent) && sent.length).toBeLessThanOrEqual(50);
  });

  it('is repeated once with a fresh token where the last has expired', async () => {
    const wishes: (boolean | undefined)[] = [];
    const { slack, ask } = await aWorld((_team, _signal, wish) => {
      wishes.push(wish?.fresh);
      return Promise.resolve(wish?.fresh === true ? 'xoxb-new' : 'xoxb-old');
    });
    slack.answers['users.info'] = ({ token }) =>
      token === 'xoxb-new' ? { ok: true } : { ok: false, error: 'token_expired' };

    expect(await ask('T1', 'users.info', {})).toMatchObject({ ok: true });
    expect(wishes).toEqual([undefined, true]);
  });

  it.each([
    ['not_in_channel', 'not_in_channel', []],
    ['missing_scope', 'missing_scope', ['T1 missing_scope']],
    ['team_access_not_granted', 'team_access_not_granted', ['T1 team_access_not_granted']],
    ['token_revoked', 'token_revoked', ['T1 token_revoked']],
  ])(
    'that Slack refuses with %s answers that word, and tells whom it concerns',
    async (error, code, told) => {
      const { slack, ask, refused } = await aWorld();
      slack.answers['chat.postMessage'] = () => ({ ok: false, error });

      expect(await ask('T1', 'chat.postMessage', { channel: 'C1', text: 'x' })).toEqual({ ok: false, code });
      expect(refused).toEqual(told);
      expect(slack.calls).toHaveLength(1);
    },
  );

  it.each(['missing_scope', 'team_access_not_granted', 'access_denied'])(
    'other than a post that is refused with %s fails by itself: no alert would',
    async (error) => {
      const { slack, ask, refused } = await aWorld();
      slack.answers['users.conversations'] = () => ({ ok: false, error });

      expect(await ask('T1', 'users.conversations', {})).toEqual({ ok: false, code: error });
      expect(refused).toEqual([]);
    },
  );

  it('for which a permission is lacking is said once of each method and workspace', async () => {
    const { slack, ask, log } = await aWorld();
    const lacking = () => ({ ok: false, error: 'missing_scope' });
    Object.assign(slack.answers, { 'users.conversations': lacking, 'conversations.info': lacking });

    for (const team of ['T1', 'T2', 'T1'])
      for (const method of ['users.conversations', 'conversations.info']) await ask(team, method, {});

    expect(log.lines).toHaveLength(4);
    expect(log.lines.filter((line) => line.includes('users.conversations'))).toHaveLength(2);
  });

  it.each([
    ['fatal_error', 'token_not_renewed', []],
    ['missing_scope', 'token_not_renewed', []],
    ['ratelimited', 'ratelimited', []],
    ['bad_client_secret', 'bad_client_secret', ['T1 bad_client_secret']],
    ['invalid_client_id', 'invalid_client_id', ['T1 invalid_client_id']],
  ])('whose token is not renewed for %s says nothing of the call itself', async (error, code, told) => {
    const { ask, refused, slack } = await aWorld(() =>
      Promise.reject(Object.assign(new Error('x'), { data: { error } })),
    );

    expect(await ask('T1', 'chat.postMessage', { channel: 'C1', text: 'x' })).toEqual({ ok: false, code });
    expect(refused).toEqual(told);
    expect(slack.calls).toEqual([]);
  });

  it('is told with when it was begun, for what it was refused may have been mended meanwhile', async () => {
    const { slack, ask, clock, begun } = await aWorld();
    const at = clock.now();
    slack.answers['users.info'] = () => {
      clock.advance(5000);
      return { ok: false, error: 'token_revoked' };
    };

    await ask('T1', 'users.info', {});

    expect(begun).toEqual([at]);
  });

  it('never throws: not installed, Slack down, gone, or without a fresh token', async () => {
    const none = await aWorld(() => Promise.resolve(undefined));
    expect(await none.ask('T1', 'users.info', {})).toEqual({ ok: false, code: 'not_installed' });
    const locked = await aWorld(() => Promise.reject(new Error('no token')));
    expect(await locked.ask('T1', 'users.info', {})).toEqual({ ok: false, code: 'token_not_renewed' });

    const { slack, ask, log } = await aWorld();
    slack.down = true;
    expect(await ask('T1', 'users.info', {})).toMatchObject({ ok: false });
    await slack.close();
    expect(await ask('T1', 'users.info', {})).toEqual({ ok: false, code: 'ECONNREFUSED' });
    expect(log.lines.join()).not.toContain('xoxb');
  });
});
