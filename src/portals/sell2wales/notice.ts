import { text } from '../json.ts';
import { toProactisNotice } from '../proactis-notice.ts';
import type { Mapping } from '../read-release.ts';
import { HOME } from './facts.ts';

/**
 * A release of Sell2Wales as a notice; or why it is none. A bilingual text stays whole, so that either language finds it. A
 * release in Welsh is read as sparse: beside an English one it adds its words and replaces none, and alone it still speaks
 * for itself.
 */
export const toNotice: Mapping = (stated) => {
  const notice = toProactisNotice(stated, HOME);
  if (typeof notice === 'string' || !isWelsh(text(stated.json['language']))) return notice;
  return { ...notice, sparse: true };
};

function isWelsh(language: string | undefined): boolean {
  return language !== undefined && /^\s*(?:cy|cym|wel)\b/i.test(language);
}
