import type { RelationKind } from '../domain/notice.ts';
import { PORTAL_NAMES, isPortalId } from '../domain/portal.ts';
import type { View } from '../domain/procurement.ts';
import type { Brief, Link, LinkBack } from '../domain/story.ts';
import { line } from './clean-text.ts';
import { LONGEST } from './lengths.ts';

const TO: Readonly<Record<RelationKind, string>> = {
  framework: 'Framework',
  replaces: 'Replaces',
  retries: 'Retries',
};
const FROM: Readonly<Record<RelationKind, string>> = {
  framework: 'Call-off',
  replaces: 'Replaced by',
  retries: 'Retried as',
};

/** What a key names: `ocds-h6vhtk-02f3a1`, or `000101-2026 on Find a Tender`. */
function keyWords(key: string): string {
  const [kind, first = '', ...rest] = key.split(':');
  const id = rest.join(':');
  if (kind === 'notice' && isPortalId(first)) return line(`${id} on ${PORTAL_NAMES[first]}`, LONGEST.name);
  return line([first, ...rest].join(':'), LONGEST.name);
}

/** `#12  Cyber services framework – Ashcombe Borough Council`. */
export function briefWords({ id, title, buyer }: Brief): string {
  const of = buyer === undefined ? '' : ` – ${line(buyer, LONGEST.buyer)}`;
  return `#${id}  ${line(title, LONGEST.title) || '(no title)'}${of}`;
}

/** A label and its words, one row for each other end that is held; what is not held goes by its name. */
export function linkRows({ kind, key, by, to }: Link): readonly (readonly [string, string])[] {
  const read = by === 'text' ? ' (as its text says)' : '';
  const ends = to.length === 0 ? [`${keyWords(key)}, not held here`] : to.map(briefWords);
  return ends.map((words) => [TO[kind], `${words}${read}`]);
}

export function linkBackRow({ kind, from }: LinkBack): readonly [string, string] {
  return [FROM[kind], briefWords(from)];
}

/** The name of the framework that it is bought under, where data says so: `ocds-h6vhtk-02f3a1`. */
export function frameworkName({ relations }: View): string | undefined {
  const found = relations.find(({ kind, by }) => kind === 'framework' && by === 'data');
  return found && keyWords(found.key);
}

/** What stands before the words of another procurement, on every face. */
export const POSSIBLY = 'Possibly the same as';

/** `Penetration tests (Contracts Finder)`. */
export function lookalikeWords({ title, portal }: Pick<Brief, 'title' | 'portal'>): string {
  const where = portal === undefined ? '' : ` (${PORTAL_NAMES[portal]})`;
  return `${line(title, LONGEST.title) || '(no title)'}${where}`;
}
