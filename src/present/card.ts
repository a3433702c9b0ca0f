import type { MessageItem, MessageLinks, ToldKind } from '../domain/delivery.ts';
import { PORTAL_NAMES, type PortalId } from '../domain/portal.ts';
import type { Procurement, View } from '../domain/procurement.ts';
import { regionName } from '../domain/region.ts';
import { stageRank, type Stage } from '../domain/stage.ts';
import { portalOf } from '../domain/story.ts';
import { actsOf, type Act } from './acts.ts';
import { becauseWords, type BecauseWords } from './because-words.ts';
import { buyerName, buyerTypeWords } from './buyer-words.ts';
import { changeWords, type ChangeWords } from './change-words.ts';
import { summaryWords } from './class-words.ts';
import { line } from './clean-text.ts';
import { warningsOf } from './conflict-words.ts';
import { closesWords, deadlineBrief, deadlineWords, momentWords } from './deadline-words.ts';
import { LONGEST, MOST_ITEMS, listed } from './lengths.ts';
import { frameworkName, lookalikeWords } from './link-words.ts';
import { dateWords } from './london-words.ts';
import { safeUrl } from './safe-url.ts';
import { sourceOf } from './source-of.ts';
import { stageWords } from './stage-words.ts';
import { demandWords, routeWords } from './tag-words.ts';
import { valueWords } from './value-words.ts';

/** A procurement in words: one line each, clean of controls and within `LONGEST`, but not escaped for any face. */
export interface Facts {
  readonly title: string;
  readonly buyer: string;
  /** `NHS`; undefined where nothing says. */
  readonly buyerType: string | undefined;
  readonly value: string;
  /** Undefined where none is stated and none is to be expected any more. */
  readonly deadline: string | undefined;
  /** Date (and time) alone. */
  readonly deadlineBrief: string;
  readonly stage: string;
  /** Names, primary first; empty for what is in none. */
  readonly categories: readonly string[];
  readonly regions: string;
  readonly sme: string | undefined;
  readonly suppliers: string | undefined;
  /** http(s), percent-encoded. */
  readonly url: string | undefined;
  /** The portal that `url` leads to. */
  readonly portal: string;
  /** `Also on Contracts Finder`. */
  readonly alsoOn: string | undefined;
  /** What other notices say against its deadline or value, a sentence each. */
  readonly warnings: readonly string[];
  /** What names the framework that it is bought under: `ocds-h6vhtk-02f3a1`. */
  readonly framework: string | undefined;
  /** How it is bought, and what is asked of a supplier, as its notices state it. */
  readonly route: string | undefined;
  readonly demands: string | undefined;
  /** What is wanted, in a sentence or two of its own text. */
  readonly summary: string | undefined;
}

/** What one procurement of a message looks like, whatever the face. */
export interface Card extends Facts {
  readonly kind: ToldKind;
  readonly badge: string;
  /** That this reader cannot bid, and why. */
  readonly notOpen: string | undefined;
  readonly changes: readonly ChangeWords[];
  /** Which query let it through and why, then why it stands in its categories. */
  readonly because: readonly BecauseWords[];
  /** Other procurements that it may be the same as, with where they are shown. */
  readonly possibly: readonly { readonly words: string; readonly url: string | undefined }[];
  /** When the notice that `url` leads to was published, where that is the news: `Tue 1 Sep 2026`. */
  readonly published: string | undefined;
  /** What can be done about it by a page, besides reading it. */
  readonly acts: readonly Act[];
}

const BADGES: Readonly<Record<ToldKind, string>> = {
  new: 'New',
  changed: 'Changed',
  cancelled: 'Cancelled',
  awarded: 'Awarded',
  offered: 'Open when you subscribed',
  closing: 'Closing soon',
};

/** A procurement in words at `now` (UTC milliseconds). */
export function factsOf({ view, classification }: Procurement, now: number): Facts {
  const portal = portalOf(view);
  const framework = frameworkName(view);
  return {
    title: line(view.title, LONGEST.title) || '(no title)',
    buyer: buyerName(view.buyer),
    buyerType: buyerTypeWords(view.buyer),
    value: valueWords(view.value),
    deadline: whenWords(view, now),
    deadlineBrief: deadlineBrief(view.deadline),
    stage: stageWords(view, now),
    categories: classification.categories.map(({ name }) => line(name, LONGEST.category)),
    regions: regionWords(view),
    sme: smeWords(view),
    suppliers: supplierWords(view),
    url: safeUrl(view.url),
    portal: portal === undefined ? 'the portal' : PORTAL_NAMES[portal],
    alsoOn: alsoOnWords(view.portals, portal),
    warnings: warningsOf(view),
    framework,
    route: routeWords(classification.tags, framework !== undefined) ?? procedureWords(view),
    demands: demandWords(classification.tags),
    summary: summaryWords(classification.summary),
  };
}

/** One procurement of a message in words at `now` (UTC milliseconds); with what can be done about it where `links` lead to pages. */
export function cardOf(
  item: MessageItem,
  now: number,
  links?: MessageLinks,
  reasons: (item: MessageItem) => readonly BecauseWords[] = becauseWords,
): Card {
  return {
    ...factsOf(item.procurement, now),
    ...brought(item),
    kind: item.kind,
    badge: badgeOf(item, now),
    notOpen: notOpenWords(item),
    changes: item.changes.slice(0, MOST_ITEMS.changes).map(changeWords),
    because: reasons(item),
    acts: actsOf(item, links),
    possibly: (item.possibly ?? [])
      .slice(0, MOST_ITEMS.possibly)
      .map((other) => ({ words: lookalikeWords(other), url: safeUrl(other.url) })),
  };
}

/** Where to read the news, and since when it stands there. */
function brought(item: MessageItem): Pick<Card, 'published'> & Partial<Facts> {
  const notice = sourceOf(item);
  if (notice === undefined) return { published: undefined };
  const published = dateWords(notice.published);
  const url = safeUrl(notice.url);
  if (url === undefined) return { published: undefined };
  const { view } = item.procurement;
  return {
    url,
    published,
    portal: PORTAL_NAMES[notice.portal],
    alsoOn: alsoOnWords(view.portals, notice.portal),
  };
}

/** Of a reminder, when it closes: that is what it is for. */
function badgeOf({ kind, procurement: { view } }: MessageItem, now: number): string {
  if (kind !== 'closing' || view.deadline === undefined) return BADGES[kind];
  return closesWords(view.deadline, now);
}

function notOpenWords({ notOpenToYou: names }: MessageItem): string | undefined {
  if (names === undefined) return undefined;
  return `Not open to you: only suppliers on ${line(names, LONGEST.tag) || 'another framework'} can bid`;
}

function isAhead(stage: Stage): boolean {
  return stageRank(stage) <= stageRank('tender');
}

/** Of what is over nothing is left, so no days are counted. */
function whenWords(view: View, now: number): string | undefined {
  if (isAhead(view.stage)) return deadlineWords(view.deadline, now);
  return view.deadline === undefined ? undefined : momentWords(view.deadline);
}

function regionWords(view: View): string {
  if (view.regions.length === 0) return 'region not stated';
  return listed(
    [...new Set(view.regions.map((code) => line(regionName(code), LONGEST.category)))],
    MOST_ITEMS.regions,
  );
}

/** As the buyer words it, `Open procedure`. */
function procedureWords({ procedure }: View): string | undefined {
  return line(procedure ?? '', LONGEST.tag) || undefined;
}

/** Suppliers are rarely a charity or the like: of VCSEs only good news is told. */
function smeWords({ sme, vcse }: View): string | undefined {
  const isForBoth = sme === true && vcse === true;
  if (isForBoth) return 'Suitable for SMEs and VCSEs, as stated';
  if (sme === undefined) return vcse === true ? 'Suitable for VCSEs, as stated' : undefined;
  if (sme) return 'Suitable for SMEs, as stated';
  return vcse === true
    ? 'Not suitable for SMEs, but for VCSEs, as stated'
    : 'Not suitable for SMEs, as stated';
}

function supplierWords(view: View): string | undefined {
  if (view.suppliers.length === 0) return undefined;
  return listed(
    view.suppliers.map((name) => line(name, LONGEST.supplier)),
    MOST_ITEMS.suppliers,
  );
}

function alsoOnWords(portals: readonly PortalId[], shown: PortalId | undefined): string | undefined {
  const others = portals.filter((portal) => portal !== shown).map((portal) => PORTAL_NAMES[portal]);
  return others.length === 0 ? undefined : `Also on ${others.join(', ')}`;
}
