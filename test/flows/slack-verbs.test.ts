import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as doctor from '../../src/app/commands/doctor.ts';
import { collectDeps } from '../../src/app/collect-deps.ts';
import { openFace } from '../../src/app/face.ts';
import { openGround, type Ground } from '../../src/app/ground.ts';
import { jobsOf } from '../../src/app/jobs.ts';
import { createLog } from '../../src/base/log.ts';
import type { Installation } from '../../src/domain/slack.ts';
import { openKept, sealKept } from '../../src/slack/kept-tokens.ts';
import { SCOPES } from '../../src/slack/scopes.ts';
import { createSeal } from '../../src/slack/seal.ts';
import { startFakeSlack, type FakeSlack } from '../fake-slack.ts';
import { fakeClock } from '../fake-clock.ts';
import { runVerb } from '../run-verb.ts';

const NOW = '2026-09-05T09:00:00Z';
const HOUR = 3_600_000;
const KEY = '0a'.repeat(32);
const SEAL = createSeal(Buffer.from(KEY, 'hex'));
const PORTALS_OFF = `
portals:
  find-a-tender: { enabled: false }
  contracts-finder: { enabled: false }
  public-contracts-scotland: { enabled: false }
  sell2wales: { enabled: false }
`;

let home: string;
let slack: FakeSlack;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'tenderbell-slack-'));
  slack = await startFakeSlack();
});
afterEach(async () => {
  await slack.close();
  rmSync(home, { recursive: true, force: true });
});

function configured(slackKeys: string, more = 'publicUrl: https://bell.example'): string {
  const path = join(home, 'bell.yaml');
  writeFileSync(
    path,
    `${more}\nweb: { port: 0 }\n${PORTALS_OFF}slack: { apiUrl: "${slack.apiUrl}", ${slackKeys} }\n`,
  );
  return path;
}

const OAUTH = `clientId: "1.2", clientSecret: s, signingSecret: s, encryptionKey: ${KEY}`;

async function grounded(configPath: string): Promise<Ground> {
  const clock = fakeClock(NOW);
  const opened = await openGround({
    version: '0.0.0',
    configPath,
    env: { TENDERBELL_DATABASE: join(home, 'store.db') },
    root: home,
    clock,
    log: createLog('silent'),
    out: () => undefined,
    say: () => undefined,
    signal: new AbortController().signal,
  });
  if ('exit' in opened) throw new Error('no ground');
  return opened;
}

function anInstallation(team: string, with_: Partial<Installation> = {}): Installation {
  const bot = { token: `xoxb-${team}`, refreshToken: undefined, expiresAt: undefined };
  return {
    team,
    slackId: team,
    name: `Workspace ${team}`,
    botUser: 'UBOT',
    scopes: SCOPES,
    installedBy: 'U1',
    installedAt: 0,
    sealed: sealKept({ bot, said: {} }, team, SEAL),
    inactive: undefined,
    ...with_,
  };
}

async function keep(ground: Ground, ...those: readonly Installation[]): Promise<void> {
  await ground.store.transaction(async (tx) => {
    for (const one of those) await tx.installations.keep(one);
  });
}

async function doctored(configPath: string, options: object = {}) {
  const { out } = await runVerb(doctor, [], options, { home, at: NOW, configPath });
  return out.split('\n').filter((line) => /Slack/.test(line));
}

describe('doctor', () => {
  it('says how commands come, and that the token works and where', async () => {
    slack.answers['auth.test'] = () => ({
      ok: true,
      team: 'Ashcombe',
      response_metadata: { scopes: SCOPES },
    });

    expect(await doctored(configured('botToken: xoxb-1, signingSecret: s'))).toEqual([
      `ok   Slack: ${new URL(slack.apiUrl).host} answers`,
      'ok   Slack commands: come to https://bell.example/slack/events, signed',
      'ok   Slack token: works in Ashcombe',
    ]);
  });

  it('names the scopes that are lacking, and a token that Slack does not take', async () => {
    const path = configured('botToken: xoxb-1, appToken: xapp-1');
    slack.answers['auth.test'] = () => ({
      ok: true,
      team: 'Ashcombe',
      response_metadata: { scopes: SCOPES.slice(0, -1) },
    });
    expect((await doctored(path)).at(-1)).toMatch(
      /^BAD  Slack token: works in Ashcombe, but lacks links:write: /,
    );

    slack.answers['auth.test'] = () => ({ ok: false, error: 'invalid_auth' });
    expect((await doctored(path)).at(-1)).toMatch(
      /^BAD  Slack token: Slack answers invalid_auth: set slack.botToken/,
    );
  });

  it('says what nobody can ask by', async () => {
    expect(await doctored(configured('botToken: xoxb-1'), { offline: true })).toEqual([
      'ok   Slack commands: cannot be answered: neither slack.signingSecret nor slack.appToken is set, so alerts are posted and nothing more',
    ]);
    const path = join(home, 'plain.yaml');
    writeFileSync(path, 'slack: { botToken: xoxb-1, signingSecret: s }\n');
    expect(await doctored(path, { offline: true })).toEqual([
      'BAD  Slack commands: Slack calls https addresses only, and publicUrl is http://127.0.0.1:8080: set it to where people reach you, or set slack.appToken for Socket Mode',
    ]);
  });

  it('names each workspace that was lost, lacks something, or is sealed by another key', async () => {
    const path = configured(OAUTH);
    const ground = await grounded(path);
    const sealed = createSeal(Buffer.alloc(32, 9)).close('{}', 'T3');
    const inactive = { since: 1, code: 'app_uninstalled', reason: 'it was removed' };
    await keep(
      ground,
      anInstallation('T1'),
      anInstallation('T2', { sealed: undefined, inactive }),
      anInstallation('T3', { sealed }),
      anInstallation('T4', { scopes: SCOPES.slice(1) }),
    );
    await ground.close();

    const again = 'install the app there again at https://bell.example/slack/install';
    expect((await doctored(path, { offline: true })).slice(1)).toEqual([
      'ok   Slack workspace Workspace T1: installed',
      'BAD  Slack workspace Workspace T2: lost (app_uninstalled): it was removed',
      `BAD  Slack workspace Workspace T3: slack.encryptionKey does not open what is kept of it: set the key that closed it, or ${again}`,
      `BAD  Slack workspace Workspace T4: lacks commands: ${again}`,
    ]);
  });
});

describe('serve', () => {
  it('renews tokens though nothing is sent, and learns of each workspace', async () => {
    const ground = await grounded(configured(OAUTH));
    slack.answers['oauth.v2.access'] = () => ({
      ok: true,
      access_token: 'xoxe.xoxb-2',
      refresh_token: 'xoxe-1-2',
      expires_in: 43_200,
    });
    const bot = {
      token: 'xoxe.xoxb-1',
      refreshToken: 'xoxe-1-1',
      expiresAt: ground.clock.now() + HOUR,
    };
    await keep(
      ground,
      anInstallation('T0001', { name: undefined, sealed: sealKept({ bot, said: {} }, 'T0001', SEAL) }),
      anInstallation('T0002', { sealed: createSeal(Buffer.alloc(32, 9)).close('{}', 'T0002') }),
    );
    const job = jobsOf(ground, [], collectDeps(ground)).find((one) => one.name === 'slack workspaces');

    await job?.run(new AbortController().signal);

    const row = await ground.store.installations.of('T0001');
    expect(row?.name).toBe('Ashcombe');
    expect(row && openKept(row, SEAL)).toMatchObject({ bot: { token: 'xoxe.xoxb-2' } });
    expect(slack.asked.map(({ method, token }) => [method, token])).toEqual([
      ['oauth.v2.access', ''],
      ['auth.test', 'xoxe.xoxb-2'],
    ]);
    await ground.close();
  });

  it.each([
    ['over HTTP', OAUTH, 302, 401],
    ['in Socket Mode', `${OAUTH}, appToken: xapp-1`.replace('signingSecret: s, ', ''), 302, 404],
    ['not where only one workspace is configured', 'botToken: xoxb-1, signingSecret: s', 404, 401],
  ])('has the pages of installing %s', async (_how, keys, install, events) => {
    const ground = await grounded(configured(keys));
    const face = await openFace(ground, { portals: [], close: () => Promise.resolve() });
    if ('exit' in face) throw new Error('it did not listen');

    const installing = await fetch(`${face.url}/slack/install`, { redirect: 'manual' });
    const asking = await fetch(`${face.url}/slack/events`, { method: 'POST', body: '{}' });
    const back = await fetch(`${face.url}/slack/oauth_redirect?code=1&state=2`);

    expect([installing.status, asking.status, back.status]).toEqual([
      install,
      events,
      install === 302 ? 400 : 404,
    ]);
    expect(await back.text()).toContain('<html lang="en-GB">');
    await face.close();
    await ground.close();
  });
});
