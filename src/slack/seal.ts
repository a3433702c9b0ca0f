import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Keeps a text from whoever reads the database without the key. */
export interface Seal {
  close(text: string, team: string): string;
  /** Undefined where another key closed it, for another team, or where it was altered. */
  open(sealed: string, team: string): string | undefined;
}

const VERSION = 'v1';
const KEY_BYTES = 32;
/** What NIST SP 800-38D recommends for GCM. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** How a key is made, to follow "slack.encryptionKey must …". */
export const KEY_WORDS = 'be 32 random bytes in base64 or hex, as `openssl rand -base64 32` prints them';

/** A configured key; undefined where it is not 32 bytes in base64 (either alphabet) or hex. */
export function encryptionKeyOf(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (!/^[\w+/-]{43}=?$/.test(text)) return undefined;
  const key = Buffer.from(text, 'base64');
  return key.length === KEY_BYTES ? key : undefined;
}

/**
 * AES-256-GCM, with the team as additional data so that one workspace's tokens cannot be put in another's place:
 * `v1.IV.TAG.DATA`, each in base64url.
 */
export function createSeal(key: Buffer): Seal {
  return {
    close: (text, team) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(team));
      const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [VERSION, ...[iv, cipher.getAuthTag(), data].map((part) => part.toString('base64url'))].join(
        '.',
      );
    },
    open: (sealed, team) => {
      const [version, ...parts] = sealed.split('.');
      const [iv, tag, data] = parts.map((part) => Buffer.from(part, 'base64url'));
      if (version !== VERSION || iv === undefined || tag?.length !== TAG_BYTES || data === undefined)
        return undefined;
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(team)).setAuthTag(tag);
        return Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
