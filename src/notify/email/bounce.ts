import PostalMime, { type Email } from 'postal-mime';
import type { Bounce } from '../../domain/sign-up.ts';
import { failureIn } from './delivery-failure.ts';
import { reportGroups, type ReportFields } from './report-fields.ts';
import { deliveryOf, wishSecretOf, type ReturnPath } from './verp.ts';

export interface BounceOptions extends ReturnPath {
  /** Whom the server that took the mail says that it was for; without it the mail's own headers say so. */
  readonly envelopeTo?: string | undefined;
}

/**
 * What a mail that came back says. `bounces`: what became of deliveries, for which there is proof. `unsubscribe`: the secret of
 * the link that its sender had. `ignored`: why there is nothing to do, in a sentence.
 */
export type ReadBounce =
  { readonly bounces: readonly Bounce[] } | { readonly unsubscribe: string } | { readonly ignored: string };

const MOST_BYTES = 10_000_000;
/** A report stands at the beginning, and what came back of ours is 200 kB at most; the parser takes 20 µs and more for a line. */
const MOST_READ_BYTES = 1_000_000;
const MOST_READ_LINES = 10_000;

/** Where mail servers write for whom a mail was. */
const RECIPIENT_HEADERS = ['to', 'delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'];
/** Where the message that came back says whither it should. */
const RETURN_HEADERS = ['return-path', 'x-envelope-from', 'x-original-return-path'];

/**
 * Reads a mail that reached the bounce mailbox: a delivery report (RFC 3464), a complaint (RFC 5965), or the wish to hear no
 * more. Anybody can write one, so a report counts only where it carries a return address that we signed. Never throws, and
 * nothing is ever answered.
 */
export async function readBounce(raw: Uint8Array | string, options: BounceOptions): Promise<ReadBounce> {
  const mail = typeof raw === 'string' ? Buffer.from(raw, 'utf8') : Buffer.from(raw);
  if (mail.byteLength > MOST_BYTES) return { ignored: 'It is larger than 10 MB.' };
  try {
    const parsed = await PostalMime.parse(beginningOf(mail), {
      forceRfc822Attachments: true,
      maxNestingDepth: 20,
      maxHeadersSize: 256_000,
    });
    return judge(parsed, options);
  } catch {
    return { ignored: 'It cannot be read as a mail.' };
  }
}

function beginningOf(mail: Buffer): Buffer {
  let end = 0;
  for (let line = 0; line < MOST_READ_LINES; line += 1) {
    const next = mail.indexOf(0x0a, end);
    if (next === -1) return mail.subarray(0, MOST_READ_BYTES);
    end = next + 1;
  }
  return mail.subarray(0, Math.min(end, MOST_READ_BYTES));
}

function judge(mail: Email, options: BounceOptions): ReadBounce {
  const type = headersOf(mail, ['content-type'])[0]?.toLowerCase() ?? '';
  if (!type.startsWith('multipart/report')) return asWish(mail, options);
  const status = partOf(mail, /^message\/(?:global-)?delivery-status$/);
  if (status !== undefined) return asDeliveryReport(mail, reportGroups(status), options);
  const feedback = partOf(mail, /^message\/feedback-report$/);
  if (feedback !== undefined) return asComplaint(mail, reportGroups(feedback)[0] ?? new Map(), options);
  return { ignored: 'It is a report of another kind.' };
}

function asDeliveryReport(mail: Email, groups: readonly ReportFields[], options: BounceOptions): ReadBounce {
  const failure = failureIn(groups);
  if (failure === undefined) return { ignored: 'It says of no recipient that delivery failed.' };
  const deliveryId = deliveryIn(mail, [], options);
  return deliveryId === undefined ? UNSIGNED : { bounces: [{ deliveryId, ...failure }] };
}

/** RFC 5965 §7.3: `not-spam` takes one back. `opt-out`, of its drafts, is a wish; `auth-failure` (RFC 6591) is about forgers. */
const FEEDBACK: ReadonlyMap<string, Bounce['kind']> = new Map([
  ['abuse', 'complaint'],
  ['fraud', 'complaint'],
  ['virus', 'complaint'],
  ['other', 'complaint'],
  ['opt-out', 'unsubscribe'],
]);

function asComplaint(mail: Email, fields: ReportFields, options: BounceOptions): ReadBounce {
  const kind = FEEDBACK.get(fields.get('feedback-type')?.toLowerCase() ?? '');
  if (kind === undefined) return { ignored: 'It is a report of another kind.' };
  const deliveryId = deliveryIn(mail, [fields.get('original-mail-from') ?? ''], options);
  return deliveryId === undefined ? UNSIGNED : { bounces: [{ deliveryId, kind, status: undefined }] };
}

const UNSIGNED: ReadBounce = { ignored: 'It carries no return address of ours.' };

/** What the `mailto:` of List-Unsubscribe makes a mail program send. */
function asWish(mail: Email, options: BounceOptions): ReadBounce {
  const secrets = recipientsOf(mail, options)
    .map((address) => wishSecretOf(address, options.address))
    .filter((secret) => secret !== undefined);
  // A server on the way may have written one of them in small letters.
  const secret = secrets.find((one) => one !== one.toLowerCase()) ?? secrets[0];
  if (secret !== undefined) return { unsubscribe: secret };
  return { ignored: 'It is neither a report nor a wish to unsubscribe.' };
}

/** The envelope's own word first; then whither the message that came back says it should. */
function deliveryIn(mail: Email, more: readonly string[], options: BounceOptions): number | undefined {
  const returned = partOf(mail, /^(?:text\/rfc822-headers|message\/(?:rfc822|global|global-headers))$/);
  const headers = reportGroups(returned ?? '')[0];
  const back = RETURN_HEADERS.map((name) => headers?.get(name) ?? '');
  for (const address of [...recipientsOf(mail, options), ...[...more, ...back].flatMap(addressesIn)]) {
    const deliveryId = domainOf(address) === domainOf(options.address) && deliveryOf(address, options.secret);
    if (deliveryId !== false && deliveryId !== undefined) return deliveryId;
  }
  return undefined;
}

function recipientsOf(mail: Email, { envelopeTo }: BounceOptions): readonly string[] {
  return [envelopeTo ?? '', ...headersOf(mail, RECIPIENT_HEADERS)].flatMap(addressesIn);
}

function headersOf(mail: Email, names: readonly string[]): readonly string[] {
  return mail.headers.filter(({ key }) => names.includes(key)).map(({ value }) => value);
}

/** A header may be a megabyte of at signs. */
const MOST_LETTERS = 4_000;

function addressesIn(text: string): readonly string[] {
  return text
    .slice(0, MOST_LETTERS)
    .split(/[\s<>,;:"()]+/)
    .filter((word) => word.includes('@'));
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** Of a message that came back only its headers are read, and reports are short. */
const MOST_OF_A_PART = 256_000;

/** The first such part, as text. */
function partOf(mail: Email, type: RegExp): string | undefined {
  const content = mail.attachments.find(({ mimeType }) => type.test(mimeType))?.content;
  if (content === undefined || typeof content === 'string') return content;
  return new TextDecoder().decode(content.slice(0, MOST_OF_A_PART));
}
