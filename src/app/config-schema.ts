import { z } from 'zod';
import type { PortalId } from '../domain/portal.ts';
import { encryptionKeyOf, KEY_WORDS } from '../slack/seal.ts';
import { baseUrlFault, isLoopbackUrl, smtpUrlFault } from './config-urls.ts';
import { SLACK_ADDRESS } from './slack-address.ts';

/**
 * The configuration file as written: every key optional, unknown keys refused. Each message completes the sentence
 * "KEY …" (`config-refusal.ts`) and never quotes what was written.
 */

function line(what: string, fault: (text: string) => string | undefined = () => undefined) {
  return z.string({ error: `must be ${what}` }).check((context) => {
    const text = context.value;
    // A control character would end a header line early.
    const wrong = /^\s*$|[\p{Cc}\u2028\u2029]/u.test(text) ? `must be ${what}, on one line` : fault(text);
    if (wrong !== undefined) context.issues.push({ code: 'custom', input: text, message: wrong });
  });
}

function matching(what: string, pattern: RegExp) {
  return line(what, (text) => (pattern.test(text) ? undefined : `must be ${what}`));
}

function whole(min: number, max: number) {
  const error =
    max === Infinity
      ? `must be a whole number of at least ${min}`
      : `must be a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

function mapping<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, { error: 'must be a mapping of keys' }).optional();
}

function timezoneFault(text: string): string | undefined {
  const wrong = 'must be a time zone of the IANA database, such as Europe/London';
  try {
    const zoned = new Intl.DateTimeFormat('en-GB', { timeZone: text });
    // An offset such as +01:00 is accepted by newer versions of Node, but is no zone: it knows no summer time.
    return /^[+-]/.test(zoned.resolvedOptions().timeZone) ? wrong : undefined;
  } catch {
    return wrong;
  }
}

/** A bearer token travels with every request to this address. */
function slackUrlFault(text: string): string | undefined {
  const wrong = baseUrlFault(text);
  if (wrong !== undefined || isLoopbackUrl(text) || text.toLowerCase().startsWith('https:')) return wrong;
  return 'must be an https:// address';
}

/** What else stands beside each other where people copy tokens (https://docs.slack.dev/authentication/tokens). */
const TOKENS: readonly (readonly [RegExp, string])[] = [
  [/^xoxb-/, 'this looks like the Bot User OAuth Token, which belongs in slack.botToken'],
  [/^xapp-/, 'this looks like an App-Level Token, which belongs in slack.appToken'],
  [
    /^xoxe[.-]/,
    'this looks like a token that rotates: install by OAuth, or make an app without token rotation',
  ],
  [/^xox/, 'this looks like the token of a person or of another kind of app: copy the Bot User OAuth Token'],
  [/^[0-9a-f]{32}$/, 'this looks like the Signing Secret or the Client Secret'],
];

function tokenFault(prefix: 'xoxb-' | 'xapp-') {
  return (text: string): string | undefined => {
    if (text.startsWith(prefix)) return undefined;
    const [, meant] = TOKENS.find(([pattern]) => pattern.test(text)) ?? [];
    return `must begin with ${prefix}${meant === undefined ? '' : `; ${meant}`}`;
  };
}

/** What is sealed must not be opened by trying. */
function keyFault(text: string): string | undefined {
  return encryptionKeyOf(text) === undefined ? `must ${KEY_WORDS}` : undefined;
}

/** Anybody can post to a hook: what it asks for must not be found by trying. */
function guessable(text: string): string | undefined {
  return text.length < 16 ? 'must have at least 16 characters' : undefined;
}

/** What stands before its @ is followed by a plus sign, a number and a signature: RFC 5321 allows 64 characters there. */
function bounceAddressFault(text: string): string | undefined {
  if (!EMAIL.test(text)) return 'must be a mail address';
  if (text.includes('+')) return 'must be a mail address without a plus sign: one is added to it';
  return text.indexOf('@') > 30 ? 'must have at most 30 characters before its @' : undefined;
}

const EMAIL = /^[^\s<>@,;"]+@[^\s<>@,;"]+$/;
/** `a@b.example` or `Name <a@b.example>`: one mailbox, never a list. */
export const MAILBOX =
  /^(?:(?<name>[^<>@,;"]+?)\s*<(?<inner>[^\s<>@,;"]+@[^\s<>@,;"]+)>|(?<bare>[^\s<>@,;"]+@[^\s<>@,;"]+))$/;
const CONTACT = /^(?:[^\s@]+@[^\s@]+|https?:\/\/\S+)$/;

const mailbox = matching('one mail address, a@b.example or Name <a@b.example>', MAILBOX);
const secret = line('a text').optional();
const listed = matching('a mail address, or @ and a domain', /^(?:[^\s<>@,;"]+)?@[^\s<>@,;"]+$/);

const portalKeys = {
  enabled: z.boolean({ error: 'must be true or false' }).optional(),
  url: line('an address', baseUrlFault).optional(),
  everyMinutes: whole(1, Infinity).optional(),
  spacingSeconds: z
    .number({ error: 'must be a number of seconds' })
    .min(0, { error: 'must be a number of seconds, 0 or more' })
    .optional(),
  extraCa: line('the path of a PEM file').optional(),
};
const portal = mapping(portalKeys);

const portals = {
  'find-a-tender': portal,
  'public-contracts-scotland': portal,
  sell2wales: portal,
  'contracts-finder': mapping({
    ...portalKeys,
    readSite: z.boolean({ error: 'must be true or false' }).optional(),
    siteAfterHours: z
      .number({ error: 'must be a number of hours' })
      .min(0, { error: 'must be a number of hours, 0 or more' })
      .optional(),
  }),
} satisfies Readonly<Record<PortalId, z.ZodType>>;

export const configSchema = z.strictObject(
  {
    database: line('a file path', (text) =>
      text.includes('://') ? 'must be the path of a SQLite file: no other engine is built yet' : undefined,
    ).optional(),
    publicUrl: line('an address', baseUrlFault).optional(),
    timezone: line('a time zone', timezoneFault).optional(),
    contact: matching('a mail address or a web address that reaches you', CONTACT).optional(),
    portals: mapping(portals),
    mail: mapping({
      url: line('an address', smtpUrlFault).optional(),
      from: mailbox.optional(),
      replyTo: mailbox.optional(),
      accountFrom: mailbox.optional(),
      bounceAddress: line('a mail address', bounceAddressFault).optional(),
      perSecond: whole(1, Infinity).optional(),
      connections: whole(1, 10).optional(),
      allow: z
        .array(listed, { error: "must be a list such as ['@your-company.example', ann@partner.example]" })
        .optional(),
      holdAbove: whole(1, Infinity).optional(),
      dkim: mapping({
        domainName: matching('a domain name', /^[a-z0-9.-]+$/i).optional(),
        keySelector: matching('a DKIM selector', /^[a-z0-9._-]+$/i).optional(),
        privateKey: z
          .string({ error: 'must be a private key in PEM form' })
          .includes('-----BEGIN', { error: 'must be a private key in PEM form' })
          .optional(),
      }),
      directory: line('a directory path').optional(),
    }),
    operator: mapping({
      name: line('a name').optional(),
      postal: z
        .string({ error: 'must be a postal address' })
        .min(1, { error: 'must be a postal address' })
        .optional(),
      email: matching('a mail address', EMAIL).optional(),
      slackChannel: matching('a channel id, C0123ABCD or TEAM/C0123ABCD', SLACK_ADDRESS).optional(),
    }),
    slack: mapping({
      botToken: line('a bot token', tokenFault('xoxb-')).optional(),
      signingSecret: secret,
      appToken: line('an app-level token', tokenFault('xapp-')).optional(),
      clientId: line('a text').optional(),
      clientSecret: secret,
      encryptionKey: line('a text', keyFault).optional(),
      apiUrl: line('an address', slackUrlFault).optional(),
      command: matching('a command such as /tenders', /^\/[a-z0-9_-]{1,31}$/).optional(),
    }),
    hooks: mapping({ bounceSecret: line('a text', guessable).optional() }),
    web: mapping({
      host: matching('a host name or an IP address', /^[\w.:-]+$/).optional(),
      port: whole(0, 65_535).optional(),
      proxies: whole(0, 9).optional(),
    }),
  },
  { error: 'must be a mapping of keys' },
);

export type ConfigFile = z.output<typeof configSchema>;

function keysOf(schema: unknown, path: string): string[] {
  if (schema instanceof z.ZodOptional) return keysOf(schema.unwrap(), path);
  if (!(schema instanceof z.ZodObject)) return [path];
  return Object.entries(schema.shape).flatMap(([key, child]) =>
    keysOf(child, path === '' ? key : `${path}.${key}`),
  );
}

/** Every key there is, dotted: `portals.find-a-tender.url`. */
export const KNOWN_KEYS: readonly string[] = keysOf(configSchema, '');
