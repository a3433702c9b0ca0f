import { createHmac, timingSafeEqual } from 'node:crypto';

/** Where bounces come back to, and what their addresses are signed with. */
export interface ReturnPath {
  /** The mailbox that all bounces and wishes reach: `bounce@bounces.bell.example`. */
  readonly address: string;
  readonly secret: string;
}

/** RFC 5321 §4.5.3.1.1: 64 octets of local part. */
const LONGEST_LOCAL = 64;
/** 64 bits: more than anybody can try at a mail server. */
const MAC_DIGITS = 16;
const TAGGED = /^[^\s@]+\+([1-9]\d{0,15})\.([0-9a-f]{16})@[^\s@]+$/i;
/** Secrets of links: 32 bytes in base64url. */
const WISH = /^([^\s@+]+)\+u\.([A-Za-z0-9_-]{43})@([^\s@]+)$/i;

/**
 * A delivery's own return address, `bounce+12.0a1b2c3d4e5f6071@bounces.bell.example`, so that whatever comes back says which
 * delivery it is about, and nobody else can say so. Undefined where it would be longer than mail allows.
 */
export function returnPathOf(deliveryId: number, path: ReturnPath): string | undefined {
  const [local, domain] = path.address.split('@');
  const tagged = `${local ?? ''}+${deliveryId}.${macOf(deliveryId, path.secret)}`;
  return domain === undefined || tagged.length > LONGEST_LOCAL ? undefined : `${tagged}@${domain}`;
}

/** The delivery that a return address was made for; undefined where we did not make it. Letter case does not matter. */
export function deliveryOf(address: string, secret: string): number | undefined {
  const [, id, mac] = TAGGED.exec(address.trim()) ?? [];
  if (id === undefined || mac === undefined) return undefined;
  const deliveryId = Number(id);
  const wanted = Buffer.from(macOf(deliveryId, secret));
  return timingSafeEqual(wanted, Buffer.from(mac.toLowerCase())) ? deliveryId : undefined;
}

/**
 * Where the wish to hear no more is mailed, `bounce+u.SECRET@bounces.bell.example`: the same mailbox, for it takes any tag
 * already. Undefined where it would be longer than mail allows.
 */
export function wishAddressOf(secret: string, address: string): string | undefined {
  const [local, domain] = address.split('@');
  const tagged = `${local ?? ''}+u.${secret}`;
  return domain === undefined || tagged.length > LONGEST_LOCAL ? undefined : `${tagged}@${domain}`;
}

/** The secret in such an address of ours; undefined in any other. Its letter case matters. */
export function wishSecretOf(written: string, address: string): string | undefined {
  const [, mailbox, secret, domain] = WISH.exec(written.trim()) ?? [];
  return `${mailbox}@${domain}`.toLowerCase() === address.toLowerCase() ? secret : undefined;
}

function macOf(deliveryId: number, secret: string): string {
  return createHmac('sha256', secret).update(`bounce ${deliveryId}`).digest('hex').slice(0, MAC_DIGITS);
}
