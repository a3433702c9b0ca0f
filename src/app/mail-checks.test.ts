import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Config } from './config-settle.ts';
import { settle } from './config-settle.ts';
import { mailChecks } from './mail-checks.ts';
import type { TxtLookup } from './txt-lookup.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const P = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const DKIM = { domainName: 'firm.co.uk', keySelector: 'bell', privateKey: PEM };

function configured(mail: object = {}): Config {
  return settle(
    {
      mail: { url: 'smtp://u:p@smtp.host.net', from: 'Bell <bell@firm.co.uk>', dkim: DKIM, ...mail },
      operator: { email: 'ops@firm.co.uk' },
    },
    { file: undefined, root: '/', databaseRoot: '/' },
  );
}

/** A DNS that knows these names. */
function dns(names: Readonly<Record<string, string>>): TxtLookup {
  return (name) => Promise.resolve({ texts: names[name] === undefined ? [] : [names[name]] });
}

async function checked(config: Config, lookUp?: TxtLookup): Promise<Record<string, [boolean, string]>> {
  const checks = await mailChecks(config, lookUp);
  return Object.fromEntries(checks.map(({ name, ok, detail }) => [name, [ok, detail]]));
}

const containing = (text: string): unknown => expect.stringContaining(text);

describe('the checks of mail', () => {
  it('print what to publish, without asking anybody', async () => {
    expect(await checked(configured())).toEqual({
      'DKIM domain': [true, 'firm.co.uk signs for its own senders'],
      DKIM: [true, `should be published: bell._domainkey.firm.co.uk TXT "v=DKIM1; k=rsa; p=${P}"`],
      SPF: [true, containing('firm.co.uk TXT "v=spf1 a:smtp.host.net ~all", or as your mail provider says')],
      DMARC: [true, containing('_dmarc.firm.co.uk TXT "v=DMARC1; p=none; rua=mailto:ops@firm.co.uk"')],
      bounces: [true, containing('bounces cannot be counted without it')],
    });
  });

  it('hold where all is published, a policy of the domain above included', async () => {
    const config = configured({ from: 'bell@alerts.firm.co.uk', bounceAddress: 'back@bounces.firm.co.uk' });
    const published = dns({
      'bell._domainkey.firm.co.uk': `v=DKIM1;k=rsa; p=${P.slice(0, 100)} ${P.slice(100)}`,
      'bounces.firm.co.uk': 'v=spf1 include:spf.host.net -all',
      '_dmarc.firm.co.uk': 'v=DMARC1; p=reject',
    });

    expect(await checked(config, published)).toEqual({
      'DKIM domain': [true, containing('firm.co.uk')],
      DKIM: [true, 'published at bell._domainkey.firm.co.uk'],
      SPF: [true, 'published at bounces.firm.co.uk'],
      DMARC: [true, 'published at _dmarc.firm.co.uk'],
      bounces: [true, 'come back to back@bounces.firm.co.uk'],
    });
  });

  it('fail where something is missing, or another key stands there', async () => {
    const checks = await checked(
      configured(),
      dns({ 'bell._domainkey.firm.co.uk': 'v=DKIM1; p=AAAA', 'firm.co.uk': 'google-site-verification=1' }),
    );

    expect(checks['DKIM']).toEqual([false, containing('another key stands there; publish bell._domainkey')]);
    expect(checks['SPF']).toEqual([false, containing('not published: publish firm.co.uk TXT')]);
    expect(checks['DMARC']).toEqual([false, containing('_dmarc.firm.co.uk TXT')]);
  });

  it('are no failure where nobody knows, nor for a domain that is nobody’s', async () => {
    const silent = await checked(configured(), () => Promise.resolve({ unanswered: 'ETIMEOUT' }));
    const unasked = await checked(configured({ from: 'bell@firm.example', dkim: undefined }), () => {
      throw new Error('nobody should be asked');
    });

    expect(silent['SPF']).toEqual([
      true,
      containing('could not be looked up (ETIMEOUT); should be: firm.co.uk'),
    ]);
    expect(unasked['SPF']).toEqual([true, containing('should be published: firm.example')]);
    expect(unasked['DKIM']).toEqual([true, containing('not signed here')]);
  });

  it('say whose signature counts for nothing', async () => {
    const own = await checked(configured({ from: 'bell@firm.co.uk', accountFrom: 'noreply@other.net' }));
    const alike = await checked(configured({ from: 'bell@notfirm.co.uk' }));

    expect(own['DKIM domain']).toEqual([false, containing('mail from other.net is signed by firm.co.uk')]);
    expect(alike['DKIM domain']?.[0]).toBe(false);
  });

  it.each([
    ['cannot be read', '-----BEGIN PRIVATE KEY-----\nsecret-words\n-----END PRIVATE KEY-----'],
    [
      'must be an RSA key',
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ],
    [
      'has 512 bits',
      generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ],
  ])('say of a key that it %s, and quote nothing of it', async (why, key) => {
    const { DKIM: found } = await checked(configured({ dkim: { ...DKIM, privateKey: key.toString() } }));

    expect(found).toEqual([false, containing(`mail.dkim.privateKey ${why}`)]);
    expect(found?.[1]).not.toContain('secret-words');
  });

  it('have nothing to say of files, and derive the public key from the private one', async () => {
    expect(await checked(configured({ url: undefined }))).toEqual({
      mail: [true, containing('no mail.url')],
    });
    expect(createPublicKey(PEM).export({ type: 'spki', format: 'der' }).toString('base64')).toBe(P);
  });
});
