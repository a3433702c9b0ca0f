import type { Procurement } from '../domain/procurement.ts';
import { londonDate } from '../base/london.ts';
import { PORTAL_NAMES } from '../domain/portal.ts';
import { factsOf, type Facts } from './card.ts';
import { cut, line } from './clean-text.ts';
import { LONGEST, dotted } from './lengths.ts';
import { safeUrl } from './safe-url.ts';

const NARROW = { title: 70, buyer: 40 } as const;
const LABEL_WIDTH = 12;

/** One procurement in two lines for a list: number, title and buyer; then what a supplier decides by. */
export function renderLine(procurement: Procurement, now: number): string {
  const facts = factsOf(procurement, now);
  const first = `#${procurement.id}  ${cut(facts.title, NARROW.title)} – ${cut(facts.buyer, NARROW.buyer)}`;
  return `${first}\n    ${dotted([facts.deadline, facts.value, facts.stage, ...facts.categories])}`;
}

/** One procurement whole, a label and its words to a line, then its notices oldest first. */
export function renderLines(procurement: Procurement, now: number): readonly string[] {
  const facts = factsOf(procurement, now);
  return [
    `#${procurement.id}  ${facts.title}`,
    ...rows(procurement, facts).flatMap(([label, words]) =>
      words === undefined || words === '' ? [] : [`${label.padEnd(LABEL_WIDTH)}${words}`],
    ),
    ...history(procurement),
  ];
}

function rows(procurement: Procurement, facts: Facts): readonly (readonly [string, string | undefined])[] {
  const { view, classification } = procurement;
  const why = classification.categories.flatMap(({ name, reasons }) =>
    reasons.map((reason) => ['  because', line(`${name}: ${reason}`, LONGEST.reason)] as const),
  );
  return [
    ['Buyer', facts.buyer],
    ['Stage', facts.stage],
    ['Deadline', facts.deadline],
    ['Value', facts.value],
    ['Where', facts.regions],
    ['SMEs', facts.sme],
    ['Suppliers', facts.suppliers],
    ['CPV', view.cpv.map(({ code }) => code).join(', ')],
    ['Categories', facts.categories.join(', ')],
    ...why,
    ['Link', facts.url],
    ['', facts.alsoOn],
  ];
}

function history(procurement: Procurement): string[] {
  return procurement.view.notices.map((notice) => {
    const where = [
      PORTAL_NAMES[notice.portal],
      line(notice.form, LONGEST.category),
      safeUrl(notice.url) ?? '',
    ].join('  ');
    return `${londonDate(notice.published).padEnd(LABEL_WIDTH + 5)}${where}`;
  });
}
