import type { Check } from './check.ts';
import type { Config } from './config-settle.ts';
import { isLoopbackUrl } from './config-urls.ts';
import { dkimRecordOf } from './dkim-record.ts';
import type { TxtLookup } from './txt-lookup.ts';

/** What a mail system reads in the DNS: the text records of a name. */
interface DnsRecord {
  readonly name: string;
  readonly text: string;
}

/**
 * Whether the world will believe that mail is ours: what to publish in the DNS, and, where `lookUp` is given, whether it is.
 * Nothing where mail goes to files.
 */
export async function mailChecks(config: Config, lookUp: TxtLookup | undefined): Promise<readonly Check[]> {
  const { mail } = config;
  if (mail.url === undefined)
    return [{ name: 'mail', ok: true, detail: `no mail.url: mail becomes files in ${mail.directory}` }];
  const domain = domainOf(mail.from.address);
  const ask = lookUp === undefined || !isPublic(domain) ? undefined : lookUp;
  return [
    ...(await dkimChecks(mail, ask)),
    await spfCheck(mail, ask),
    await dmarcCheck(config, ask),
    bounceCheck(mail),
  ];
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** Names that are nobody's (RFC 2606, RFC 6762) have no records. */
function isPublic(domain: string): boolean {
  return domain.includes('.') && !/\.(?:example|test|invalid|localhost|localdomain|local)$/.test(domain);
}

/** The same domain, or one within the other: what DMARC calls relaxed alignment (RFC 7489 §3.1), as far as names alone tell. */
function isAligned(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}

async function dkimChecks(mail: Config['mail'], ask: TxtLookup | undefined): Promise<readonly Check[]> {
  const name = 'DKIM';
  if (mail.dkim === undefined) {
    const detail =
      'mail is not signed here: right where the mail server or provider signs by itself, else set mail.dkim (docs/email.md)';
    return [{ name, ok: true, detail }];
  }
  const record = dkimRecordOf(mail.dkim);
  if ('fault' in record) return [{ name, ok: false, detail: `mail.dkim.privateKey ${record.fault}` }];
  const signer = mail.dkim.domainName.toLowerCase();
  const strangers = [mail.from, ...(mail.accountFrom === undefined ? [] : [mail.accountFrom])]
    .map(({ address }) => domainOf(address))
    .filter((domain) => !isAligned(domain, signer));
  const aligned =
    strangers[0] === undefined
      ? { ok: true, detail: `${signer} signs for its own senders` }
      : {
          ok: false,
          detail: `mail from ${strangers[0]} is signed by ${signer}, which counts for nothing there: mail.from and mail.dkim.domainName should be of one domain`,
        };
  const isOurs = (text: string): boolean => keyIn(text) === keyIn(record.text);
  return [
    { name: 'DKIM domain', ...aligned },
    await published(name, record, { ask, isIt: isOurs, other: 'another key stands there' }),
  ];
}

function keyIn(text: string): string | undefined {
  return /(?:^|;)\s*p=([^;]*)/.exec(text)?.[1]?.replace(/\s+/g, '');
}

/** SPF is asked of the envelope's sender, which is where bounces go (RFC 7208 §2.4). */
async function spfCheck(mail: Config['mail'], ask: TxtLookup | undefined): Promise<Check> {
  const domain = domainOf(mail.bounceAddress ?? mail.from.address);
  const host = mail.url === undefined || isLoopbackUrl(mail.url) ? undefined : new URL(mail.url).hostname;
  const text = `v=spf1 ${host === undefined ? 'mx' : `a:${host}`} ~all`;
  const record = { name: domain, text };
  return await published('SPF', record, { ask, isIt: isSpf, hint: ', or as your mail provider says' });
}

/** A domain without a policy of its own has that of a domain above it (RFC 7489 §6.6.3). */
async function dmarcCheck({ mail, operator }: Config, ask: TxtLookup | undefined): Promise<Check> {
  const labels = domainOf(mail.from.address).split('.');
  const domains = labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
  const domain = domains[0] ?? labels.join('.');
  const text = `v=DMARC1; p=none; rua=mailto:${operator.email ?? `postmaster@${domain}`}`;
  const record = { name: `_dmarc.${domain}`, text };
  const above = domains.slice(1).map((one) => `_dmarc.${one}`);
  return await published('DMARC', record, { ask, isIt: isDmarc, above });
}

function isSpf(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}

function isDmarc(text: string): boolean {
  return /^v=DMARC1(?:;|\s|$)/i.test(text);
}

interface Publishing {
  readonly ask: TxtLookup | undefined;
  readonly isIt: (text: string) => boolean;
  /** Names that do as well. */
  readonly above?: readonly string[];
  /** Added to what is to be published. */
  readonly hint?: string;
  /** What it means that there are records, but not this one. */
  readonly other?: string;
}

async function published(
  name: string,
  record: DnsRecord,
  { ask, isIt, above = [], hint = '', other }: Publishing,
): Promise<Check> {
  const wanted = `${record.name} TXT "${record.text}"${hint}`;
  if (ask === undefined) return { name, ok: true, detail: `should be published: ${wanted}` };
  let isThere = false;
  for (const one of [record.name, ...above]) {
    const found = await ask(one);
    if ('unanswered' in found)
      return {
        name,
        ok: true,
        detail: `${one} could not be looked up (${found.unanswered}); should be: ${wanted}`,
      };
    if (found.texts.some(isIt)) return { name, ok: true, detail: `published at ${one}` };
    isThere ||= found.texts.length > 0;
  }
  const why = isThere && other !== undefined ? `${other}; ` : '';
  return { name, ok: false, detail: `not published: ${why}publish ${wanted}` };
}

function bounceCheck({ bounceAddress }: Config['mail']): Check {
  const detail =
    bounceAddress === undefined
      ? 'mail.bounceAddress is not set: bounces cannot be counted without it (docs/email.md)'
      : `come back to ${bounceAddress}`;
  return { name: 'bounces', ok: true, detail };
}
