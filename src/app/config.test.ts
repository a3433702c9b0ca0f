import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PORTALS } from '../domain/portal.ts';
import { printConfig } from './config-print.ts';
import { KNOWN_KEYS } from './config-schema.ts';
import { contactRefusal, loadConfig, portalsNeedingContact } from './config.ts';

const EXAMPLE = fileURLToPath(new URL('../../config/tenderbell.example.yaml', import.meta.url));

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tenderbell-config-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function load(yaml: string | undefined, env: NodeJS.ProcessEnv = {}) {
  if (yaml === undefined) return loadConfig({ env, root });
  writeFileSync(join(root, 'bell.yaml'), yaml);
  return loadConfig({ path: 'bell.yaml', env, root });
}

function config(yaml: string | undefined, env: NodeJS.ProcessEnv = {}) {
  const loaded = load(yaml, env);
  if ('refused' in loaded) throw new Error(loaded.refused);
  return loaded.config;
}

function refused(yaml: string, env: NodeJS.ProcessEnv = {}): string {
  const loaded = load(yaml, env);
  if (!('refused' in loaded)) throw new Error('was accepted');
  return loaded.refused.replace(`${join(root, 'bell.yaml')}: `, '');
}

/** 32 bytes. */
const KEY = '0a'.repeat(32);

describe('the configuration', () => {
  it('has embedded defaults for every key', () => {
    expect(config(undefined)).toMatchObject({
      file: undefined,
      database: join(root, 'data/tenderbell.db'),
      publicUrl: 'http://127.0.0.1:8080',
      timezone: 'Europe/London',
      contact: undefined,
      portals: {
        'find-a-tender': { enabled: true, url: undefined, spacingSeconds: 12 },
        'contracts-finder': {
          enabled: true,
          url: undefined,
          spacingSeconds: 3,
          readSite: true,
          siteAfterHours: 6,
        },
        'public-contracts-scotland': { enabled: true, everyMinutes: 60, spacingSeconds: 3 },
        sell2wales: {
          enabled: true,
          extraCa: { path: join(root, 'data/certificates/sell2wales.pem'), isNamed: false },
        },
      },
      mail: {
        url: undefined,
        directory: join(root, 'data/mail'),
        accountFrom: undefined,
        bounceAddress: undefined,
        perSecond: undefined,
        connections: 1,
        allow: undefined,
        holdAbove: 500,
      },
      hooks: { bounceSecret: undefined },
      slack: { botToken: undefined, command: '/tenders' },
      web: { host: '127.0.0.1', port: 8080, proxies: 0 },
    });
  });

  it('reads the file that --config or TENDERBELL_CONFIG names, the option first', () => {
    writeFileSync(join(root, 'a.yaml'), 'contact: a@one.example');
    writeFileSync(join(root, 'b.yaml'), 'contact: b@two.example');
    const env = { TENDERBELL_CONFIG: 'b.yaml' };

    expect(loadConfig({ env, root })).toMatchObject({ config: { contact: 'b@two.example' } });
    expect(loadConfig({ path: 'a.yaml', env, root })).toMatchObject({ config: { contact: 'a@one.example' } });
  });

  it("resolves the file's paths against its own directory, and the environment's against the working one", () => {
    const yaml = 'database: bell.db\nmail: { directory: out }';
    writeFileSync(join(root, 'bell.yaml'), yaml);
    const elsewhere = loadConfig({
      path: join(root, 'bell.yaml'),
      env: { TENDERBELL_DATABASE: 'other.db' },
      root: '/srv',
    });

    expect(config(yaml).database).toBe(join(root, 'bell.db'));
    expect(elsewhere).toMatchObject({
      config: { database: '/srv/other.db', mail: { directory: join(root, 'out') } },
    });
  });

  it('takes a mapping whose keys are all commented out for one not stated', () => {
    expect(config('mail:\n  # url: smtp://a\nslack:\n').slack.command).toBe('/tenders');
    expect(config('').web.port).toBe(8080);
  });

  it('lets the environment win over the file', () => {
    const env = { TENDERBELL_SLACK_BOT_TOKEN: 'xoxb-env' };

    expect(config('slack: { botToken: xoxb-file, command: /bids }', env).slack).toMatchObject({
      botToken: 'xoxb-env',
      command: '/bids',
    });
  });

  it('takes mailboxes apart, and finds a sender where none is stated', () => {
    expect(config('mail: { from: Tender bell <a@b.example>, replyTo: c@d.example }').mail).toMatchObject({
      from: { name: 'Tender bell', address: 'a@b.example' },
      replyTo: { name: undefined, address: 'c@d.example' },
    });
    expect(config('publicUrl: https://bell.firm.example\noperator: { name: Firm Ltd }').mail.from).toEqual({
      name: 'Firm Ltd',
      address: 'tenderbell@bell.firm.example',
    });
    expect(config(undefined).mail.from.address).toBe('tenderbell@localhost.localdomain');
  });

  it('takes who may get mail in any case, and an empty list for nobody', () => {
    const { allow } = config("mail: { allow: ['@Firm.Example', Ann@partner.example] }").mail;

    expect(allow).toEqual(['@firm.example', 'ann@partner.example']);
    expect(config('mail: { allow: [] }').mail.allow).toEqual([]);
  });

  it('takes the secret of the bounce hook from the environment', () => {
    const env = { TENDERBELL_HOOKS_BOUNCE_SECRET: 'sixteen-letters!' };

    expect(config('', env).hooks.bounceSecret).toBe('sixteen-letters!');
    expect(refused('', { TENDERBELL_HOOKS_BOUNCE_SECRET: 'short' })).toBe(
      'TENDERBELL_HOOKS_BOUNCE_SECRET must have at least 16 characters',
    );
  });

  it('cuts trailing slashes from base addresses', () => {
    const loaded = config(
      'publicUrl: https://a.example/bell/\nportals: { find-a-tender: { url: "http://127.0.0.1:9/x/" } }',
    );

    expect(loaded.publicUrl).toBe('https://a.example/bell');
    expect(loaded.portals['find-a-tender'].url).toBe('http://127.0.0.1:9/x');
  });
});

describe('a refusal', () => {
  it.each([
    [
      "portals: { find-a-tender: { everyMinutes: 'x' } }",
      "portals.find-a-tender.everyMinutes must be a whole number of at least 1; got 'x'",
    ],
    [
      'portals: { find-a-tender: { everyMinutes: 0 } }',
      'portals.find-a-tender.everyMinutes must be a whole number of at least 1; got 0',
    ],
    [
      'portals: { find-a-tender: { enabled: yes } }',
      "portals.find-a-tender.enabled must be true or false; got 'yes'",
    ],
    [
      'portals: { find-a-tender: { url: ftp://x.example } }',
      "portals.find-a-tender.url must be an http:// or https:// address; got 'ftp://x.example'",
    ],
    [
      'portals: { sell2wales: { extraCa: 1 } }',
      'portals.sell2wales.extraCa must be the path of a PEM file; got 1',
    ],
    [
      'portals: { contracts-finder: { readSite: "no" } }',
      "portals.contracts-finder.readSite must be true or false; got 'no'",
    ],
    [
      'portals: { contracts-finder: { siteAfterHours: -1 } }',
      'portals.contracts-finder.siteAfterHours must be a number of hours, 0 or more; got -1',
    ],
    [
      'portals: { sell2wales: { readSite: true } }',
      'portals.sell2wales.readSite is not a key; did you mean portals.contracts-finder.readSite?',
    ],
    [
      'portals: { find-a-tendr: {} }',
      'portals.find-a-tendr is not a key; did you mean portals.find-a-tender?',
    ],
    ['publicUrl: tenders.example', "publicUrl must be an http:// or https:// address; got 'tenders.example'"],
    [
      'publicUrl: https://a.example/?x=1',
      "publicUrl must end with the path: no ? and no #; got 'https://a.example/?x=1'",
    ],
    ['publicurl: https://a.example', 'publicurl is not a key; did you mean publicUrl?'],
    ['public_url: https://a.example', 'public_url is not a key; did you mean publicUrl?'],
    ['port: 80', 'port is not a key; did you mean web.port?'],
    ['zzz: 1', 'zzz is not a key'],
    [
      'timezone: Mars/Phobos',
      "timezone must be a time zone of the IANA database, such as Europe/London; got 'Mars/Phobos'",
    ],
    [
      'timezone: "+01:00"',
      "timezone must be a time zone of the IANA database, such as Europe/London; got '+01:00'",
    ],
    ['contact: me', "contact must be a mail address or a web address that reaches you; got 'me'"],
    [
      'contact: "a@b.example\\r\\nX: y"',
      "contact must be a mail address or a web address that reaches you, on one line; got 'a@b.example X: y'",
    ],
    [
      'mail: { from: "a@b.example, c@d.example" }',
      "mail.from must be one mail address, a@b.example or Name <a@b.example>; got 'a@b.example, c@d.example'",
    ],
    ['mail: later', 'mail must be a mapping of keys'],
    [
      'mail: { accountFrom: "a@b.example, c@d.example" }',
      "mail.accountFrom must be one mail address, a@b.example or Name <a@b.example>; got 'a@b.example, c@d.example'",
    ],
    [
      'mail: { bounceAddress: Bounces <b@c.example> }',
      "mail.bounceAddress must be a mail address; got 'Bounces <b@c.example>'",
    ],
    [
      'mail: { bounceAddress: b+x@c.example }',
      "mail.bounceAddress must be a mail address without a plus sign: one is added to it; got 'b+x@c.example'",
    ],
    [
      'mail: { bounceAddress: a-mailbox-whose-name-is-far-too-long@c.example }',
      "mail.bounceAddress must have at most 30 characters before its @; got 'a-mailbox-whose-name-is-far-too-long@c.example'",
    ],
    ['mail: { perSecond: 0 }', 'mail.perSecond must be a whole number of at least 1; got 0'],
    ['mail: { connections: 11 }', 'mail.connections must be a whole number from 1 to 10; got 11'],
    [
      'mail: { allow: a@b.example }',
      "mail.allow must be a list such as ['@your-company.example', ann@partner.example]; got 'a@b.example'",
    ],
    [
      'mail: { allow: [a@b.example, b.example] }',
      "mail.allow.1 must be a mail address, or @ and a domain; got 'b.example'",
    ],
    ['mail: { holdAbove: 0.5 }', 'mail.holdAbove must be a whole number of at least 1; got 0.5'],
    ['hooks: { bounceSecret: fifteen-letters }', 'hooks.bounceSecret must have at least 16 characters'],
    [
      'database: postgres://u:p@db/x',
      "database must be the path of a SQLite file: no other engine is built yet; got 'postgres://********:********@db/x'",
    ],
    ['web: { port: 70000 }', 'web.port must be a whole number from 0 to 65535; got 70000'],
    ['web: [1]', 'web must be a mapping of keys; got a list'],
    [
      'slack: { encryptionKey: a-password-of-mine }',
      'slack.encryptionKey must be 32 random bytes in base64 or hex, as `openssl rand -base64 32` prints them',
    ],
    ['slack: { command: tenders }', "slack.command must be a command such as /tenders; got 'tenders'"],
    [
      'slack: { apiUrl: "http://slack.example/api/" }',
      "slack.apiUrl must be an https:// address; got 'http://slack.example/api/'",
    ],
    ['- a\n- b', 'the configuration must be a mapping of keys'],
    [
      'web: { port: x, host: " " }',
      "web.host must be a host name or an IP address, on one line; got ' ' (and 1 more)",
    ],
  ])('of `%s` is one line that names the key', (yaml, message) => {
    expect(refused(yaml)).toBe(message);
  });

  it.each([
    [
      'portals: { find-a-tender: { spacingSeconds: 1 } }',
      'portals.find-a-tender.spacingSeconds must be at least 12',
    ],
    [
      'portals: { contracts-finder: { spacingSeconds: 2, url: "https://proxy.example" } }',
      'portals.contracts-finder.spacingSeconds must be at least 3',
    ],
    ['mail: { url: "smtp://m.example" }', 'publicUrl must be an https:// address where mail.url is set'],
    [
      'mail: { url: "smtp://m.example" }\npublicUrl: http://a.example',
      'publicUrl must be an https:// address where mail.url is set',
    ],
    [
      'portals: { find-a-tender: { spacingSeconds: 1, url: "http://x.localhost" } }',
      'portals.find-a-tender.spacingSeconds must be at least 12',
    ],
    ['mail: { dkim: { domainName: a.example } }', 'mail.dkim.keySelector must be set'],
    ['slack: { appToken: xapp-1 }', 'slack.botToken must be set where slack.appToken is'],
    ['slack: { clientId: "1" }', 'slack.clientSecret must be set'],
    ['operator: { slackChannel: C0123ABCD }', 'slack.botToken must be set where operator.slackChannel is'],
    [
      'slack: { clientId: "1", clientSecret: s, signingSecret: s }\npublicUrl: https://a.example',
      'slack.encryptionKey must be set where slack.clientId is, to seal what is kept of each installation; it must be 32 random bytes in base64 or hex, as `openssl rand -base64 32` prints them',
    ],
    [
      `slack: { clientId: "1", clientSecret: s, encryptionKey: ${KEY} }\npublicUrl: https://a.example`,
      'slack.signingSecret must be set where slack.clientId is',
    ],
    [
      `slack: { clientId: "1", clientSecret: s, encryptionKey: ${KEY}, signingSecret: s }\npublicUrl: http://a.example`,
      "publicUrl must be an https:// address where slack.clientId is set, for Slack to send people back to; got 'http://a.example'",
    ],
  ])('of keys that disagree, `%s`, names the one to change', (yaml, message) => {
    expect(refused(yaml)).toContain(message);
  });

  it.each([
    'portals: { find-a-tender: { spacingSeconds: 0, url: "http://127.0.0.1:9/x" } }',
    'mail: { url: "smtp://127.0.0.1:25" }\npublicUrl: http://localhost:8080',
    'mail: { url: "smtps://u:p@m.example" }\npublicUrl: https://a.example',
    'slack: { botToken: xoxb-1 }',
    `slack: { clientId: "1", clientSecret: s, encryptionKey: ${KEY}, signingSecret: s }\npublicUrl: https://a.example`,
    `slack: { clientId: "1", clientSecret: s, encryptionKey: ${KEY}, appToken: xapp-1 }\npublicUrl: http://localhost:1\noperator: { slackChannel: C0123ABCD }`,
    'slack: { botToken: xoxb-1 }\noperator: { slackChannel: T01/C0123ABCD }',
    'timezone: Europe/Paris',
  ])('does not meet `%s`', (yaml) => {
    expect(load(yaml)).toHaveProperty('config');
  });

  it('names the variable where the value came from the environment', () => {
    expect(refused('', { TENDERBELL_MAIL_URL: 'mail.example' })).toMatch(
      /^TENDERBELL_MAIL_URL must look like smtp:/,
    );
  });

  it('names a file that is missing, and the line of one that is not YAML', () => {
    expect(loadConfig({ path: 'none.yaml', env: {}, root })).toEqual({
      refused: `${join(root, 'none.yaml')}: cannot be read (ENOENT)`,
    });
    expect(refused('web:\n  port: 1\n  port: 2\n')).toBe('is not valid YAML at line 3 (duplicate key)');
  });
});

describe('the contact', () => {
  it('is wanted for live portals only, and only for those asked', () => {
    const live = config(undefined);
    const local = config(
      `portals: { find-a-tender: { url: "http://127.0.0.1:9" }, public-contracts-scotland: { enabled: false },
         sell2wales: { enabled: false }, contracts-finder: { enabled: false } }`,
    );

    expect(portalsNeedingContact(live)).toEqual([
      'find-a-tender',
      'public-contracts-scotland',
      'sell2wales',
      'contracts-finder',
    ]);
    expect(portalsNeedingContact(live, ['contracts-finder'])).toEqual(['contracts-finder']);
    expect(portalsNeedingContact(local)).toEqual([]);
    expect(portalsNeedingContact(config('contact: a@b.example'))).toEqual([]);
    expect(contactRefusal(['find-a-tender', 'contracts-finder'])).toMatch(
      /^contact is not set, and Find a Tender and Contracts Finder .*npm run sandbox/,
    );
    expect(contactRefusal(['find-a-tender', 'sell2wales', 'contracts-finder'])).toMatch(
      /^contact is not set, and Find a Tender, Sell2Wales and Contracts Finder should/,
    );
  });
});

describe("a portal's file of certificates", () => {
  const named = 'portals: { sell2wales: { extraCa: mine.pem } }';
  const place = (): string => join(root, 'data/certificates/sell2wales.pem');

  it('counts from the directory of the configuration file, and may be missing only where it is not named', () => {
    writeFileSync(
      join(root, 'mine.pem'),
      `the office's\n${rootCertificates[0] ?? ''}\n${rootCertificates[1] ?? ''}`,
    );

    expect(config(named).portals.sell2wales.extraCa).toEqual({ path: join(root, 'mine.pem'), isNamed: true });
    expect(config('').portals.sell2wales.extraCa).toEqual({ path: place(), isNamed: false });
  });

  it.each([
    [
      'is missing',
      undefined,
      /^portals\.sell2wales\.extraCa names .*mine\.pem, which does not exist: `tenderbell doctor --fetch-intermediates sell2wales`/,
    ],
    ['is empty', '', /mine\.pem holds no certificate in PEM form: move it away/],
    [
      'is a key',
      '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
      /no certificate in PEM form/,
    ],
    [
      'is spoilt',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      /no certificate in PEM form/,
    ],
  ])('is refused in one line that names it and the remedy where it %s', (_what, text, line) => {
    if (text !== undefined) writeFileSync(join(root, 'mine.pem'), text);

    expect(refused(named)).toMatch(line);
    expect(refused(named)).not.toContain('\n');
    expect(loadConfig({ path: 'bell.yaml', env: {}, root, lacksCertificates: true })).toHaveProperty(
      'config',
    );
  });

  it('is refused in the usual place too where it is spoilt', () => {
    mkdirSync(join(root, 'data/certificates'), { recursive: true });
    writeFileSync(place(), 'spoilt');

    expect(refused('')).toContain(`${place()} holds no certificate`);
  });

  it('is printed only where it is named', () => {
    writeFileSync(join(root, 'mine.pem'), rootCertificates[0] ?? '');

    expect(parse(printConfig(config(named)))).toMatchObject({
      portals: { sell2wales: { extraCa: join(root, 'mine.pem') }, 'find-a-tender': { extraCa: null } },
    });
  });
});

describe('config print', () => {
  it('shows every key in force, and can be read back', () => {
    const yaml =
      'contact: a@b.example\nmail: { from: Bell <a@b.example>, accountFrom: No reply <n@b.example>, bounceAddress: back@b.example, perSecond: 5, connections: 2, allow: ["@b.example"], holdAbove: 9 }\nportals: { find-a-tender: { everyMinutes: 30 } }';
    const printed = printConfig(config(yaml));
    writeFileSync(join(root, 'again.yaml'), printed);

    expect(printed).toContain(`# from ${join(root, 'bell.yaml')}`);
    expect(parse(printed)).toMatchObject({
      contact: 'a@b.example',
      operator: { name: null },
      slack: { botToken: null },
      hooks: { bounceSecret: null },
    });
    expect(printConfig(config('hooks: { bounceSecret: sixteen-letters! }'))).not.toContain('letters');
    const again = loadConfig({ path: 'again.yaml', env: {}, root });
    expect(again).toEqual({ config: { ...config(yaml), file: join(root, 'again.yaml') } });
  });
});

describe('the example file', () => {
  it('is accepted, and says what the defaults are', () => {
    writeFileSync(join(root, 'bell.yaml'), readFileSync(EXAMPLE));

    expect(loadConfig({ path: 'bell.yaml', env: {}, root })).toEqual({
      config: { ...config(undefined), file: join(root, 'bell.yaml') },
    });
  });

  it('is accepted with every commented key switched on, and names every key', () => {
    const written = readFileSync(EXAMPLE, 'utf8')
      .replace(/^( *)# ( *)(\w+:(?: [^#\n]*)?)(?:#.*)?$/gm, '$1$2$3')
      .replace('privateKey: …', 'privateKey: "-----BEGIN PRIVATE KEY-----"')
      .replace('bounceSecret: …', 'bounceSecret: sixteen-letters!')
      .replace('encryptionKey: …', `encryptionKey: ${'0a'.repeat(32)}`);
    mkdirSync(join(root, 'data/certificates'), { recursive: true });
    for (const id of PORTALS)
      writeFileSync(join(root, `data/certificates/${id}.pem`), rootCertificates[0] ?? '');
    const keys = [...written.matchAll(/^ *([\w-]+):/gm)].map(([, key]) => key);

    expect(load(written)).toHaveProperty('config');
    for (const key of KNOWN_KEYS) expect(keys).toContain(key.split('.').at(-1));
    for (const id of PORTALS) expect(keys).toContain(id);
  });
});
