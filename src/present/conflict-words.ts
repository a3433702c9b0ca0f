import { dayWords } from '../domain/london-day.ts';
import { PORTAL_NAMES } from '../domain/portal.ts';
import type { Conflict, SourcedField, View } from '../domain/procurement.ts';
import { OPEN_STAGES } from '../domain/stage.ts';
import { fieldWords } from './change-words.ts';
import { line } from './clean-text.ts';
import { LONGEST, MOST_ITEMS } from './lengths.ts';
import { dateWords } from './london-words.ts';

const WORDS: Readonly<Record<SourcedField, (says: string) => string>> = {
  title: quoted,
  description: quoted,
  buyer: (says) => says,
  deadline: (says) => fieldWords('deadline', says),
  value: (says) => fieldWords('value', says),
  regions: (says) => fieldWords('regions', says),
  procedure: (says) => says,
  contract: (says) => fieldWords('contract', says),
  ends: endsWords,
  lots: (says) => fieldWords('lots', says),
  sme: (says) => (says === 'yes' ? 'suitable for SMEs' : 'not suitable for SMEs'),
  vcse: (says) =>
    says === 'yes' ? 'suitable for voluntary organisations' : 'not suitable for voluntary organisations',
};

function quoted(says: string): string {
  return `“${says}”`;
}

/** `2028-10-31` or `2028-10-31..2030-10-31`, London days. */
function endsWords(says: string): string {
  const [day = '', latest] = says.split('..');
  return latest === undefined ? dayWords(day) : `${dayWords(day)}, or ${dayWords(latest)} if extended`;
}

/** Who contradicts: `Contracts Finder`, or `Another notice on Find a Tender` where that is where the view's word comes from. */
function speakerOf(view: View, { field, notice }: Conflict): string {
  const [other, source] = [view.notices[notice], view.notices[view.sources[field] ?? -1]];
  if (other === undefined) return 'Another notice';
  const name = PORTAL_NAMES[other.portal];
  return other.portal === source?.portal ? `Another notice on ${name}` : name;
}

/** `Contracts Finder says £1,200,000`. */
export function conflictLine(view: View, conflict: Conflict): string {
  const says = line(WORDS[conflict.field](conflict.says), LONGEST.conflict);
  return `${speakerOf(view, conflict)} says ${says}`;
}

/**
 * What a supplier must not miss, with the day of it, for a copy may only lag behind:
 * `Contracts Finder gives another deadline: Wed 7 Oct 2026, 12:00 (published Tue 1 Sep 2026)`. Of what is decided nobody
 * minds the deadline any more.
 */
export function warningsOf(view: View): readonly string[] {
  const minded: readonly SourcedField[] = OPEN_STAGES.includes(view.stage)
    ? ['deadline', 'value']
    : ['value'];
  return view.conflicts
    .filter(({ field }) => minded.includes(field))
    .slice(0, MOST_ITEMS.conflicts)
    .map((conflict) => {
      const says = line(WORDS[conflict.field](conflict.says), LONGEST.conflict);
      const published = view.notices[conflict.notice]?.published;
      const day = published === undefined ? '' : ` (published ${dateWords(published)})`;
      return `${speakerOf(view, conflict)} gives another ${conflict.field}: ${says}${day}`;
    });
}
