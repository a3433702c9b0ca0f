import { afterEach, describe, expect, it } from 'vitest';
import { CLIENT, SEAL } from '../../test/bot-world.ts';
import { keptLog, startFakeSlack } from '../../test/fake-slack.ts';
import { openWorld } from '../../test/flow-world.ts';
import type { Installation } from '../domain/slack.ts';
import { openKept, sealKept, type BotToken } from './kept-tokens.ts';
import { createSeal } from './seal.ts';
import { createTeams, type TeamsOptions } from './teams.ts';

const HOUR = 3_600_000;
const { signal } = new AbortController();
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function aWorld(with_: Partial<TeamsOptions> = {}) {
  const world = await openWorld();
  const slack = await startFakeSlack();
  open.push(world.close, slack.close);
  const log = keptLog();
  const { store, clock } = world;
  const oauth = { client: CLIENT, seal: SEAL };
  const more = { botToken: undefined, oauth, apiUrl: slack.apiUrl, timeoutMs: 2000 };
  const teams = createTeams({ store, clock, log, ...more, ...with_ });
  const keep = async (one: Partial<Installation> = {}, bot?: Partial<BotToken>) => {
    const team = one.team ?? 'T1';
    const token = { token: 'xoxe.xoxb-1', refreshToken: undefined, expiresAt: undefined, ...bot };
    const sealed = bot === undefined ? undefined : sealKept({ bot: token, said: {} }, team, SEAL);
    const row = {
      team,
      slackId: team,
      name: 'Ashcombe',
      botUser: 'UBOT',
      scopes: [],
      installedBy: undefined,
    };
    await store.transaction(async (tx) => {
      await tx.installations.keep({ ...row, installedAt: 0, sealed, inactive: undefined, ...one });
    });
  };
  return { ...world, slack, log, teams, keep };
}

/** Each refresh brings the next token, for twelve hours, and takes the refresh token for good. */
function rotating(slack: Awaited<ReturnType<typeof startFakeSlack>>): void {
  let next = 1;
  slack.answers['oauth.v2.access'] = ({ fields }) => {
    if (fields.get('refresh_token') !== `xoxe-1-${next}`)
      return { ok: false, error: 'invalid_refresh_token' };
    next += 1;
    return {
      ok: true,
      access_token: `xoxe.xoxb-${next}`,
      refresh_token: `xoxe-1-${next}`,
      expires_in: 43_200,
    };
  };
}

describe('whose a request is', () => {
  it('is home, whatever Slack calls the workspace, where nobody installs the app by themselves', async () => {
    const { teams } = await aWorld({ oauth: undefined, botToken: 'xoxb-1' });

    expect(await teams.teamOf('T9')).toBe('home');
  });

  it('is home until Slack has said whose the configured token is, and then that workspace alone', async () => {
    const { teams, keep } = await aWorld({ botToken: 'xoxb-1' });
    expect(await teams.teamOf('T1')).toBe('home');

    await keep({ team: 'home', slackId: 'T1' });

    expect([await teams.teamOf('T1'), await teams.teamOf('T2')]).toEqual(['home', 'T2']);
  });

  it('is that of the installation where there is no configured token', async () => {
    const { teams } = await aWorld();

    expect(await teams.teamOf('T2')).toBe('T2');
  });
});

describe('the token of a workspace', () => {
  it('is the configured one for home, by either of its names, and none for a workspace that nobody installed', async () => {
    const { teams, keep } = await aWorld({ oauth: undefined, botToken: 'xoxb-1' });
    await keep({ team: 'home', slackId: 'T1' });

    expect(await teams.tokenFor('home', signal)).toBe('xoxb-1');
    expect(await teams.tokenFor('T1', signal)).toBe('xoxb-1');
    expect(await teams.tokenFor('T2', signal)).toBeUndefined();
  });

  it('is what was sealed', async () => {
    const { teams, keep } = await aWorld({ botToken: 'xoxb-1' });
    await keep({}, { token: 'xoxb-2' });
    await keep({ team: 'home', slackId: 'T0' }, { token: 'xoxb-3' });

    expect(await teams.tokenFor('T1', signal)).toBe('xoxb-2');
    expect(await teams.tokenFor('home', signal)).toBe('xoxb-3');
  });

  it('is none where home was lost, but for want of a permission', async () => {
    const { teams, keep } = await aWorld({ botToken: 'xoxb-1' });
    const lost = (code: string) => keep({ team: 'home', inactive: { since: 1, code, reason: 'x' } });

    await lost('app_uninstalled');
    expect(await teams.tokenFor('home', signal)).toBeUndefined();
    await lost('missing_scope');
    expect(await teams.tokenFor('home', signal)).toBe('xoxb-1');
  });

  it('that another key sealed is asked for in vain, said once in the log, and still kept', async () => {
    const other = createSeal(Buffer.alloc(32, 8));
    const { teams, keep, log, store } = await aWorld({ oauth: { client: CLIENT, seal: other } });
    await keep({}, { token: 'xoxb-2' });

    await expect(teams.tokenFor('T1', signal)).rejects.toMatchObject({ code: 'locked_tokens' });
    await expect(teams.tokenFor('T1', signal)).rejects.toThrow('does not open');

    expect(log.lines.filter((line) => line.includes('slack.encryptionKey'))).toHaveLength(1);
    expect((await store.installations.of('T1'))?.sealed).toBeDefined();
  });
});

describe('a token that rotates', () => {
  it('is used while two hours remain, and refreshed after', async () => {
    const { teams, keep, slack, clock, store } = await aWorld();
    rotating(slack);
    const expiresAt = clock.now() + 12 * HOUR;
    await keep({}, { refreshToken: 'xoxe-1-1', expiresAt });

    clock.advance(10 * HOUR);
    expect(await teams.tokenFor('T1', signal)).toBe('xoxe.xoxb-1');
    expect(slack.calls).toEqual([]);

    clock.advance(1);
    expect(await teams.tokenFor('T1', signal)).toBe('xoxe.xoxb-2');
    const row = await store.installations.of('T1');
    expect(row && openKept(row, SEAL)).toMatchObject({
      bot: { token: 'xoxe.xoxb-2', refreshToken: 'xoxe-1-2', expiresAt: clock.now() + 12 * HOUR },
    });
    expect(slack.asked[0]?.fields.get('client_secret')).toBe(CLIENT.clientSecret);
  });

  it('is refreshed once, however many ask for it at a time', async () => {
    const { teams, keep, slack, clock } = await aWorld();
    rotating(slack);
    await keep({}, { refreshToken: 'xoxe-1-1', expiresAt: clock.now() + HOUR });

    const got = await Promise.all(Array.from({ length: 5 }, () => teams.tokenFor('T1', signal)));

    expect(new Set(got)).toEqual(new Set(['xoxe.xoxb-2']));
    expect(slack.calls).toEqual(['oauth.v2.access']);
  });

  it('is refreshed when Slack says that it has expired, once for all who were told so', async () => {
    const { teams, keep, slack, clock } = await aWorld();
    rotating(slack);
    await keep({}, { refreshToken: 'xoxe-1-1', expiresAt: clock.now() + 12 * HOUR });

    expect(await teams.tokenFor('T1', signal, { fresh: true })).toBe('xoxe.xoxb-2');
    expect(await teams.tokenFor('T1', signal, { fresh: true })).toBe('xoxe.xoxb-2');
    expect(slack.calls).toHaveLength(1);
  });

  it('is used on while Slack is down, and asked for in vain once it has expired', async () => {
    const { teams, keep, slack, clock } = await aWorld();
    slack.down = true;
    await keep({}, { refreshToken: 'xoxe-1-1', expiresAt: clock.now() + HOUR });

    expect(await teams.tokenFor('T1', signal)).toBe('xoxe.xoxb-1');
    clock.advance(HOUR);
    await expect(teams.tokenFor('T1', signal)).rejects.toThrow('statusCode = 503');
  });

  it('is none any more where its refresh token is worth nothing', async () => {
    const { teams, keep, slack, clock, log } = await aWorld();
    rotating(slack);
    await keep({}, { refreshToken: 'xoxe-1-7', expiresAt: clock.now() - 1 });

    expect(await teams.tokenFor('T1', signal)).toBeUndefined();
    expect(log.lines.join()).not.toContain('xoxe-1-7');
  });
});
