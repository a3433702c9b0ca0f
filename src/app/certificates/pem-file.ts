import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface PemFile {
  readonly text: string;
  readonly certificates: readonly X509Certificate[];
}

const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** The certificates in a PEM text, whatever stands between them; undefined where there is none or one cannot be read. */
export function certificatesIn(text: string): readonly X509Certificate[] | undefined {
  const blocks = text.match(BLOCK) ?? [];
  try {
    return blocks.length === 0 ? undefined : blocks.map((block) => new X509Certificate(block));
  } catch {
    return undefined;
  }
}

/** A file of certificates; `missing` where there is none, `bad` (completes "FILE …") where it cannot be used. */
export function readPemFile(path: string): PemFile | { readonly missing: true } | { readonly bad: string } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    return code === 'ENOENT' ? { missing: true } : { bad: `cannot be read (${code})` };
  }
  const certificates = certificatesIn(text);
  return certificates === undefined ? { bad: 'holds no certificate in PEM form' } : { text, certificates };
}

/** The text of such a file as it is now; undefined where there is none that can be used. */
export function pemText(path: string): string | undefined {
  const read = readPemFile(path);
  return 'text' in read ? read.text : undefined;
}

/**
 * The text less the intermediates of these subjects, each with the comment before it; roots and whatever else stands there
 * stay to the letter.
 */
export function withoutSubjects(text: string, subjects: ReadonlySet<string>): string {
  let kept = '';
  let end = 0;
  for (const { 0: block, index } of text.matchAll(BLOCK)) {
    const { subject, issuer } = new X509Certificate(block);
    const isReplaced = subject !== issuer && subjects.has(subject);
    const next = index + block.length;
    if (!isReplaced) kept += text.slice(end, next);
    end = next;
  }
  return kept + text.slice(end);
}
