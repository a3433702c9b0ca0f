import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** Below it, receivers must not believe a signature (RFC 8301 §3.2). */
const LEAST_BITS = 1024;

/** What to publish for a key that signs mail (RFC 6376 §3.6.1); `fault` completes "the key …" and quotes nothing of it. */
export function dkimRecordOf(dkim: {
  readonly domainName: string;
  readonly keySelector: string;
  readonly privateKey: string;
}): { readonly name: string; readonly text: string } | { readonly fault: string } {
  const key = keyOf(dkim.privateKey);
  if (key === undefined)
    return { fault: 'cannot be read: it must be a private key in PEM form, without a passphrase' };
  if (key.asymmetricKeyType !== 'rsa') return { fault: 'must be an RSA key: mail is signed with rsa-sha256' };
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < LEAST_BITS)
    return { fault: `has ${bits} bits: receivers want 1024 at least, and 2048 is usual` };
  const p = key.export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    name: `${dkim.keySelector}._domainkey.${dkim.domainName}`.toLowerCase(),
    text: `v=DKIM1; k=rsa; p=${p}`,
  };
}

function keyOf(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(createPrivateKey(pem));
  } catch {
    return undefined;
  }
}
