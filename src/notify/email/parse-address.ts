import { domainToASCII } from 'node:url';

/** The one sentence for every refusal: a form that explains more helps only whoever probes it. */
const REFUSED = 'this is not one e-mail address that can be written to, such as name@company.example';

/** RFC 5321 §4.5.3.1: 64 octets of local part, 254 in all. */
const LONGEST = 254;
const LONGEST_LOCAL = 64;

/** A dot-atom (RFC 5322 §3.2.3) and nothing else: no quotes, comments, lists, routes or 8-bit local parts. */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** Two labels at least; the last has a letter, so an IP address is none. */
const DOMAIN =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

export type ParsedEmail =
  /** Domain in lower case and punycode, local part as written. */
  { readonly email: string } | { readonly refused: string };

/**
 * Reads exactly one mail address. A mail library's own parser takes a text for a list, in which
 * `a@b.example, c@d.example` or a line break adds a recipient; nothing reaches it that has not passed here.
 */
export function parseEmail(text: string): ParsedEmail {
  const written = text.trim();
  // A look-alike (full-width letters, ligatures) normalises to another address than the one seen.
  if (written.length > LONGEST || written.normalize('NFKC') !== written) return { refused: REFUSED };
  const parts = written.split('@');
  const [local, host] = parts;
  if (parts.length !== 2 || local === undefined || host === undefined) return { refused: REFUSED };
  if (local.length > LONGEST_LOCAL || !LOCAL.test(local) || /[^\p{L}\p{M}\p{N}.-]/u.test(host))
    return { refused: REFUSED };
  const domain = domainToASCII(host).toLowerCase();
  const email = `${local}@${domain}`;
  return DOMAIN.test(domain) && email.length <= LONGEST ? { email } : { refused: REFUSED };
}
