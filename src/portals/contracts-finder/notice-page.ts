import { load, type CheerioAPI } from 'cheerio/slim';
import { kindOf, type Kind } from './synthesis.ts';
import { readSums, readTime, readWritten, type Sums, type Written } from './written.ts';

export interface Linked {
  readonly title: string;
  /** As the page writes it, perhaps without a host. */
  readonly href: string;
}

/** What the web page of a notice says. Whom to contact stands there too, and is not read. */
export interface NoticePage {
  readonly title: string;
  readonly buyer: string | undefined;
  /** Undefined where the page tells it in words that are not known. */
  readonly kind: Kind | undefined;
  readonly published: Written | undefined;
  readonly closing: Written | undefined;
  readonly value: Sums;
  readonly places: string | undefined;
  readonly reference: string | undefined;
  readonly procedure: string | undefined;
  /** Codes alone, in the order shown. */
  readonly cpv: readonly string[];
  readonly start: Written | undefined;
  readonly end: Written | undefined;
  readonly sme: boolean | undefined;
  readonly vcse: boolean | undefined;
  readonly description: string | undefined;
  /** What "More information" says in words. */
  readonly additional: string | undefined;
  readonly attachments: readonly Linked[];
  readonly links: readonly Linked[];
}

/** One text under its label and its section, as they stand on the page. */
interface Entry {
  readonly section: string;
  readonly label: string;
  readonly text: string;
}

/** Stands for a `<br>` until lines are made: no page writes this character. */
const BREAK = '\uE000';

const HELP = '.form-opener, .form-opener-container, .form-opener-hidden, script, style, form';

/**
 * Reads a notice's page by the words of its headings and labels: places and ids change, ids with every request. Undefined for
 * a page that is none.
 */
export function readNoticePage(html: string): NoticePage | undefined {
  const page = load(html);
  page('br').replaceWith(BREAK);
  const closingLine = /closing:\s*(\d[^\n\uE000]*)/i.exec(page.root().text())?.[1];
  page(HELP).remove();
  const title = oneLine(page('h1').first().text());
  const entries = entriesOf(page);
  const summary = entries.filter(({ section }) => !/award|buyer/i.test(section));
  const first = (label: RegExp): string | undefined => summary.find((entry) => label.test(entry.label))?.text;
  const isNotice = summary.some(({ label }) =>
    /^(?:published date|procurement reference|industry)/i.test(label),
  );
  if (title === undefined || !isNotice) return undefined;
  return {
    title,
    buyer: oneLine(page('h2.breadcrumb-description').first().text()),
    kind: readKind(entries, first),
    published: readWritten(first(/^published date/i)),
    closing: closingOf(first(/^closing date/i), first(/^closing time/i), closingLine),
    value: readSums(first(/value of (?:the )?contract|contract value|^total value/i)),
    places: first(/^location/i),
    reference: first(/^procurement reference/i),
    procedure: first(/^procedure type/i),
    cpv: codesIn(summary.filter(({ label }) => /^industry/i.test(label))),
    start: readWritten(first(/^contract start date/i)),
    end: readWritten(first(/^contract end date/i)),
    sme: yes(first(/suitable for smes/i)),
    vcse: yes(first(/suitable for vcses?/i)),
    description: textOf(entries, /^description/i),
    additional: textOf(entries, /^more information|^additional/i),
    ...linksIn(page),
  };
}

/**
 * Headings and what follows them, in the order of the page. A section is an h3; a label an h4, a dt, or bold type at the
 * beginning of a paragraph.
 */
function entriesOf(page: CheerioAPI): readonly Entry[] {
  const entries: Entry[] = [];
  let section = '';
  let label = '';
  for (const element of page('h3, h4, dt, p, li, dd').toArray()) {
    const part = page(element);
    const name = element.tagName.toLowerCase();
    const text = tidy(part.text());
    if (name === 'h3') [section, label] = [text ?? '', ''];
    else if (name === 'h4' || name === 'dt') label = text ?? '';
    else if (text === undefined || part.find('p, li').length > 0 || part.parents('h4, dt').length > 0)
      continue;
    else {
      const bold = name === 'p' ? oneLine(part.children('strong').first().text()) : undefined;
      const isLabelled = bold !== undefined && text.startsWith(bold) && text.length > bold.length;
      entries.push(
        isLabelled
          ? { section, label: bold, text: text.slice(bold.length).replace(/^[\s:]+/, '') }
          : { section, label, text },
      );
    }
  }
  return entries;
}

/** "Awarded contract - This means that …" stands above the first section. */
function readKind(entries: readonly Entry[], first: (label: RegExp) => string | undefined): Kind | undefined {
  const sentence = entries.find(
    ({ section, text }) => section === '' && /[-–—] this means/i.test(text),
  )?.text;
  const said = kindOf(/^[^-–—]*/.exec(sentence ?? '')?.[0], first(/^(?:notice )?status/i));
  const stated = said ?? kindOf(first(/^(?:procurement stage|notice type)/i));
  if (stated !== undefined) return stated;
  if (entries.some(({ section }) => /^award/i.test(section))) return 'award';
  if (first(/^approach to market/i) !== undefined) return 'planned';
  // Of 852 exported notices only opportunities close at a time of day.
  return readTime(first(/^closing time/i)) === undefined ? undefined : 'tender';
}

function closingOf(
  date: string | undefined,
  time: string | undefined,
  line: string | undefined,
): Written | undefined {
  const day = readWritten(date ?? line);
  if (day === undefined) return undefined;
  const beside = readWritten(line);
  return {
    day: day.day,
    time: readTime(time) ?? day.time ?? (beside?.day === day.day ? beside.time : undefined),
  };
}

/** A section's running text: what stands under no label, or under one that says so. Lists of files and links do not count. */
function textOf(entries: readonly Entry[], wanted: RegExp): string | undefined {
  const found = entries.filter(
    ({ section, label }) =>
      wanted.test(section) && (label === '' || /^(?:additional|more|other) |^description|^text/i.test(label)),
  );
  return found.map(({ text }) => text).join('\n\n') || undefined;
}

function codesIn(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap(({ text }) => /\b(\d{8})(?:-\d)?\s*$/.exec(text)?.[1] ?? []);
}

const ATTACHMENT = /\/notice\/attachment\//i;

function linksIn(page: CheerioAPI): Pick<NoticePage, 'attachments' | 'links'> {
  const attachments: Linked[] = [];
  const links: Linked[] = [];
  for (const element of page('.content-block a[href]').toArray()) {
    const link = page(element);
    const href = link.attr('href')?.trim() ?? '';
    const title = oneLine(link.text());
    if (ATTACHMENT.test(href)) attachments.push({ title: title ?? 'Attachment', href });
    else if (isOfMoreInformation(page, link) && /^https?:/i.test(href))
      links.push({ title: title ?? href, href });
  }
  return { attachments, links };
}

function isOfMoreInformation(page: CheerioAPI, link: ReturnType<CheerioAPI>): boolean {
  const heading = link.closest('.content-block').find('h3').first();
  return /^more information/i.test(page(heading).text().trim());
}

function yes(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  return /^yes\b/i.test(text) ? true : /^no\b/i.test(text) ? false : undefined;
}

/** Lines are where the page breaks them; a line feed in its source is a space. */
function tidy(text: string): string | undefined {
  const lines = text.replace(/\s+/g, ' ').split(BREAK);
  return (
    lines
      .map((line) => line.trim())
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim() || undefined
  );
}

function oneLine(text: string): string | undefined {
  return text.replace(/[\s\uE000]+/g, ' ').trim() || undefined;
}
