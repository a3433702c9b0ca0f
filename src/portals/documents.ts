import type { Document } from '../domain/notice.ts';
import type { Line } from './clean-text.ts';
import { text, type Json } from './json.ts';

/** More would not be read by anybody, and a message must not grow without end. */
const MOST_DOCUMENTS = 50;
const LONGEST_URL = 2000;

/** Documents with a usable URL, each once, the portal's own notice page left out. */
export function readDocuments(
  documents: readonly Json[],
  isNotice: (document: Json) => boolean,
  line: Line,
): readonly Document[] {
  const found = new Map<string, Document>();
  for (const document of documents) {
    const url = isNotice(document) ? undefined : readUrl(document['url']);
    if (url === undefined || found.has(url)) continue;
    found.set(url, { title: titleOf(document, line), url });
    if (found.size === MOST_DOCUMENTS) break;
  }
  return [...found.values()];
}

/** What a URL parser answers as it stands: no port, no capital, no dot nor escape in the path. Most are, and parsing is slow. */
const PLAIN_URL = /^https?:\/\/(?:[a-z]+(?:-[a-z\d]+)*\.)+[a-z]{2,}\/[\w/-]*$/;

/** An address, and the path in it. */
interface Read {
  readonly href: string;
  readonly path: string;
}

/** A mapping asks for the same few addresses again and again. */
const MOST_KNOWN = 1000;
const known = new Map<string, Read | 'none'>();
/** The plain one that was asked for last. */
let latest: Read = { href: '', path: '' };

/** An http(s) URL; `www.the-chest.org.uk` gets the scheme it lacks. Undefined for anything else (`http://Contract Finder`). */
export function readUrl(value: unknown): string | undefined {
  return addressIn(value)?.href;
}

/** The path of what `readUrl` answers for the value; empty where that is nothing. */
export function pathOf(value: unknown): string {
  return addressIn(value)?.path ?? '';
}

function addressIn(value: unknown): Read | undefined {
  const written = text(value);
  if (written === undefined || written.length > LONGEST_URL) return undefined;
  if (written === latest.href) return latest;
  // Most are notices' own pages, of which each is asked for by one notice alone.
  if (PLAIN_URL.test(written)) {
    latest = { href: written, path: written.slice(written.indexOf('/', 'https://'.length)) };
    return latest;
  }
  const held = known.get(written);
  if (held !== undefined) return held === 'none' ? undefined : held;
  const found = parsed(written.trim());
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(written, found ?? 'none');
  return found;
}

function parsed(written: string): Read | undefined {
  if (/\s/.test(written)) return undefined;
  const looksLikeHost = /^[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}(?:[/?#:]|$)/i.test(written);
  const address = looksLikeHost ? `https://${written}` : written;
  if (!/^https?:\/\//i.test(address)) return undefined;
  try {
    const { href, pathname } = new URL(address);
    return { href, path: pathname };
  } catch {
    return undefined;
  }
}

function titleOf(document: Json, line: Line): string {
  for (const field of ['title', 'description', 'documentType']) {
    const words = line(document[field]);
    if (words !== undefined && !/^n\/?a\.?$/i.test(words)) return words;
  }
  return 'Document';
}
