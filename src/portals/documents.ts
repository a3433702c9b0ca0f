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

/** An http(s) URL; `www.the-chest.org.uk` gets the scheme it lacks. Undefined for anything else (`http://Contract Finder`). */
export function readUrl(value: unknown): string | undefined {
  const written = text(value)?.trim();
  if (written === undefined || written.length > LONGEST_URL || /\s/.test(written)) return undefined;
  const looksLikeHost = /^[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}(?:[/?#:]|$)/i.test(written);
  const address = looksLikeHost ? `https://${written}` : written;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
  return new URL(address).href;
}

function titleOf(document: Json, line: Line): string {
  const words = [document['title'], document['description'], document['documentType']].map(line);
  return words.find((word) => word !== undefined && !/^n\/?a\.?$/i.test(word)) ?? 'Document';
}
