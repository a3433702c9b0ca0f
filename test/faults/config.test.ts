import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { printConfig } from '../../src/app/config-print.ts';
import { loadConfig } from '../../src/app/config.ts';
import { EXIT } from '../../src/app/exit-codes.ts';
import { run } from '../../src/app/run.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tenderbell-fault-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function load(yaml: string, env: NodeJS.ProcessEnv = {}) {
  writeFileSync(join(root, 'bell.yaml'), yaml);
  return loadConfig({ path: join(root, 'bell.yaml'), env, root });
}

/** Every secret of one installation, each in its place. */
const SECRET = 'hunter2-correct-horse';
const KEY = 'c0ffee42'.repeat(8);
const ENV = {
  TENDERBELL_MAIL_URL: `smtp://login-${SECRET}:${SECRET}@mail.example:587?pass=${SECRET}`,
  TENDERBELL_MAIL_DKIM_PRIVATE_KEY: `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----`,
  TENDERBELL_SLACK_BOT_TOKEN: `xoxb-${SECRET}`,
  TENDERBELL_SLACK_SIGNING_SECRET: SECRET,
  TENDERBELL_SLACK_APP_TOKEN: `xapp-${SECRET}`,
  TENDERBELL_SLACK_CLIENT_SECRET: SECRET,
  TENDERBELL_SLACK_ENCRYPTION_KEY: KEY,
  TENDERBELL_HOOKS_BOUNCE_SECRET: SECRET,
};
const SITE = `
publicUrl: https://bell.example
mail: { dkim: { domainName: bell.example, keySelector: s1 } }
slack: { clientId: '1.2' }
`;

describe('fault 64: secrets in config print', () => {
  it('fault 64: config print masks every secret and still says which are set', () => {
    const loaded = load(SITE, ENV);
    const printed = 'config' in loaded ? printConfig(loaded.config) : loaded.refused;

    expect(printed).not.toContain(SECRET);
    expect(printed).not.toContain(KEY);
    expect(printed.match(/\*{8}/g)?.length).toBeGreaterThanOrEqual(10);
    expect(printed).toContain('@mail.example:587');
    expect(printed).toContain('clientId: "1.2"');
  });

  it.each([
    ['a mail URL that does not parse', `mail: { url: "smtp://u:${SECRET}#@m.example" }`],
    ['a mail URL without its scheme', `mail: { url: "u:${SECRET}@m.example" }`],
    ['a secret of the wrong kind', `slack: { botToken: ["${SECRET}"] }`],
    ['a secret where its mapping belongs', `slack: "${SECRET}"`],
    ['a hook secret on two lines', `hooks: { bounceSecret: "${SECRET}\\n" }`],
    ['a hook secret where its mapping belongs', `hooks: "${SECRET}"`],
    ['a key where its mapping belongs', `mail: { dkim: "${SECRET}" }`],
    ['a token under a misspelt key', `slack: { bot_token: "${SECRET}" }`],
    ['a token with a line break', `slack: { botToken: "${SECRET}\\n" }`],
    ['a token where the configuration belongs', `xoxb-${SECRET}`],
    ['broken YAML beside a secret', `slack: { botToken: ${SECRET}\n`],
    ['a tag that is no tag', `slack: { botToken: !${SECRET} x }`],
    ['an alias that is none', `slack: { botToken: *${SECRET} }`],
    ['a password in a portal URL', `portals: { find-a-tender: { url: "https://u:${SECRET}@p.example" } }`],
    ['a password in a database URL', `database: "postgres://u:${SECRET}@db.example/x"`],
  ])('fault 64: the refusal of %s does not repeat the secret', (_what, yaml) => {
    const loaded = load(yaml);

    expect(loaded).toHaveProperty('refused');
    expect(JSON.stringify(loaded)).not.toContain(SECRET);
  });
});

describe('fault 65: a configuration that cannot be used', () => {
  it.each([
    ['an unknown key', 'emial: x', 'emial'],
    [
      'an unknown key of a portal',
      'portals: { contracts-finder: { evryMinutes: 5 } }',
      'portals.contracts-finder.evryMinutes',
    ],
    ['a missing key', 'mail: { url: "smtp://mail.example" }', 'publicUrl'],
    ['a bad time zone', 'timezone: Mars/Phobos', 'timezone'],
    ['a bad URL', 'publicUrl: "https://"', 'publicUrl'],
    [
      'a bad interval',
      'portals: { find-a-tender: { everyMinutes: often } }',
      'portals.find-a-tender.everyMinutes',
    ],
    [
      'a rude spacing',
      'portals: { find-a-tender: { spacingSeconds: 1 } }',
      'portals.find-a-tender.spacingSeconds',
    ],
    ['a bad port', 'web: { port: -1 }', 'web.port'],
    ['a sender that is a list', 'mail: { accountFrom: "a@b.example, c@d.example" }', 'mail.accountFrom'],
    ['a bounce address that is none', 'mail: { bounceAddress: bounces }', 'mail.bounceAddress'],
    ['a rate that never sends', 'mail: { perSecond: 0 }', 'mail.perSecond'],
    ['too many connections', 'mail: { connections: 50 }', 'mail.connections'],
    ['an allow-list that is no list', 'mail: { allow: "@b.example" }', 'mail.allow'],
    ['an allow-list of something else', 'mail: { allow: ["*"] }', 'mail.allow.0'],
    ['a brake that is no number', 'mail: { holdAbove: many }', 'mail.holdAbove'],
    ['a guessable secret', 'hooks: { bounceSecret: short }', 'hooks.bounceSecret'],
    [
      'an answer that is no answer',
      'portals: { find-a-tender: { enabled: "on" } }',
      'portals.find-a-tender.enabled',
    ],
  ])('fault 65: %s is refused in one line that names the file and the key', (_what, yaml, key) => {
    const loaded = load(yaml);
    const line = 'refused' in loaded ? loaded.refused : '';

    expect(line.startsWith(`${join(root, 'bell.yaml')}: ${key} `)).toBe(true);
    expect(line).not.toMatch(/[\r\n]/);
  });

  const other = 'a'.repeat(32);
  it.each([
    [
      'botToken',
      `xapp-1-${SECRET}`,
      'must begin with xoxb-; this looks like an App-Level Token, which belongs in slack.appToken',
    ],
    [
      'appToken',
      `xoxb-1-${SECRET}`,
      'must begin with xapp-; this looks like the Bot User OAuth Token, which belongs in slack.botToken',
    ],
    [
      'botToken',
      `xoxp-1-${SECRET}`,
      'must begin with xoxb-; this looks like the token of a person or of another kind of app: copy the Bot User OAuth Token',
    ],
    [
      'botToken',
      `xoxe.xoxb-1-${SECRET}`,
      'must begin with xoxb-; this looks like a token that rotates: install by OAuth, or make an app without token rotation',
    ],
    ['botToken', other, 'must begin with xoxb-; this looks like the Signing Secret or the Client Secret'],
    ['appToken', SECRET, 'must begin with xapp-'],
  ])(
    'fault 65: slack.%s that is another token (%#) is refused, and never repeated',
    async (key, token, why) => {
      const file = join(root, 'bell.yaml');
      writeFileSync(file, `database: ${join(root, 'bell.db')}\nslack: { ${key}: "${token}" }\n`);
      expect(await runs('--config', file, 'config', 'print')).toEqual({
        exit: EXIT.config,
        said: [`tenderbell: ${file}: slack.${key} ${why}\n`],
      });

      const variable = key === 'botToken' ? 'TENDERBELL_SLACK_BOT_TOKEN' : 'TENDERBELL_SLACK_APP_TOKEN';
      const loaded = load('', { [variable]: token });
      expect('refused' in loaded && loaded.refused).toContain(`${variable} ${why}`);
      expect(JSON.stringify(loaded)).not.toContain(token);
    },
  );

  it('fault 65: a misspelt key is answered with the right one', () => {
    const loaded = load('portals: { contracts-finder: { evryMinutes: 5 } }');

    expect('refused' in loaded && loaded.refused).toContain(
      'did you mean portals.contracts-finder.everyMinutes?',
    );
  });
});

/** Runs a verb as the command line would, and answers its exit code and what it said. */
async function runs(...given: string[]) {
  const said: string[] = [];
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  try {
    return { exit: await run(['node', 'tenderbell', ...given]), said };
  } finally {
    write.mockRestore();
  }
}

describe('fault 65: the program', () => {
  it.each([
    ['search', 'anything'],
    ['collect', 'find-a-tender'],
    ['dispatch', '--once'],
    ['config', 'print'],
  ])('fault 65: %s ends with 78 and one line, before it touches anything', async (...verb) => {
    const file = join(root, 'bell.yaml');
    writeFileSync(file, `database: ${join(root, 'bell.db')}\ntimezone: Mars/Phobos\n`);

    const { exit, said } = await runs('--config', file, ...verb);

    expect(exit).toBe(EXIT.config);
    expect(said).toEqual([
      `tenderbell: ${file}: timezone must be a time zone of the IANA database, such as Europe/London; got 'Mars/Phobos'\n`,
    ]);
    expect(readdirSync(root)).toEqual(['bell.yaml']);
  });
});
