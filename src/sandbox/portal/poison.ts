import { stringMember, members } from '../raw-json.ts';

/** Everything that has been seen to arrive from the portals (docs/portals), or could (docs/faults.md). */
export type PoisonKind =
  /** The literal `1e9999` at `tender.lotDetails`: JSON.parse makes it Infinity. */
  | 'infinite-number'
  /** The string `"1e9999"`. */
  | 'infinite-text'
  /** A literal ` 000`: the page is no JSON. */
  | 'leading-zeros'
  | 'exact-duplicate'
  | 'date-only-deadline'
  | 'missing-buyer'
  | 'nulls'
  | 'null-title'
  | 'missing-id'
  /** A page without `links` though more exist. */
  | 'lost-next'
  /** `links.next` that leads to this page again, for ever. */
  | 'endless-next'
  | 'truncated'
  /** An HTML page with status 200. */
  | 'html'
  | 'empty-body'
  | 'bom'
  /** Bytes of windows-1252 where UTF-8 is due. */
  | 'cp1252'
  | 'status-500'
  | 'status-502'
  | 'status-503'
  | 'status-504'
  /** No answer at all. */
  | 'hang'
  /** Headers and half a body, then nothing. */
  | 'stall';

export interface Poison {
  readonly kind: PoisonKind;
  /** The page it befalls, counted from 1; every page where absent. */
  readonly page?: number;
  /** How many times it happens before it stops; always where absent. */
  readonly times?: number;
}

/** Keeps count of a list of poisons. */
export interface PoisonCabinet {
  readonly set: (poisons: readonly Poison[]) => void;
  /** The kinds that befall this page now; takes one from each of their `times`. */
  readonly take: (page: number) => ReadonlySet<PoisonKind>;
}

export function poisonCabinet(initial: readonly Poison[]): PoisonCabinet {
  let held: { poison: Poison; left: number }[] = [];
  function set(poisons: readonly Poison[]): void {
    held = poisons.map((poison) => ({ poison, left: poison.times ?? Infinity }));
  }
  set(initial);
  return {
    set,
    take(page) {
      const due = held.filter(({ poison, left }) => left > 0 && (poison.page ?? page) === page);
      for (const one of due) one.left -= 1;
      return new Set(due.map(({ poison }) => poison.kind));
    },
  };
}

function intoTender(text: string, member: string): string {
  return text.replace(/"tender"\s*:\s*\{/, (start) => `${start} ${member},`);
}

function without(text: string, key: string): string {
  const span = members(text).get(key);
  if (span === undefined) return text;
  const before = text.slice(0, span.from).replace(/"\w+"\s*:\s*$/, '');
  const after = text.slice(span.to).replace(/^\s*,/, '');
  const last = !after.trimStart().startsWith('"');
  return (last ? before.replace(/,\s*$/, '') : before) + after;
}

function nullTitle(text: string): string {
  const tender = members(text).get('tender');
  if (tender === undefined) return text;
  const inner = text.slice(tender.from, tender.to);
  const span = members(inner).get('title');
  if (span === undefined || stringMember(inner, 'title') === undefined) return text;
  const nulled = `${inner.slice(0, span.from)}null${inner.slice(span.to)}`;
  return text.slice(0, tender.from) + nulled + text.slice(tender.to);
}

const RELEASE_POISONS: Readonly<Partial<Record<PoisonKind, (text: string) => string>>> = {
  'infinite-number': (text) => intoTender(text, '"lotDetails": {"maximumLotsBidPerSupplier": 1e9999}'),
  'infinite-text': (text) => intoTender(text, '"awardPeriod": {"durationInDays": "1e9999"}'),
  'leading-zeros': (text) =>
    intoTender(text, '"lotDetails": {"maximumLotsBidPerSupplier": 000, "maximumLotsAwardedPerSupplier": 1}'),
  nulls: (text) =>
    intoTender(
      text,
      '"otherRequirements": {"reservedParticipationLocation": {"description": null}}, "techniques": null',
    ),
  'date-only-deadline': (text) =>
    text.replace(/("tenderPeriod"\s*:\s*\{\s*"endDate"\s*:\s*"\d{4}-\d\d-\d\d)T[^"]*/, '$1'),
  'missing-buyer': (text) => without(text, 'buyer'),
  'missing-id': (text) => without(text, 'id'),
  'null-title': nullTitle,
};

/** One release's text as the poison leaves it; unchanged where it is none of a release, or does not fit this one. */
export function poisonRelease(text: string, kind: PoisonKind): string {
  return RELEASE_POISONS[kind]?.(text) ?? text;
}

/** The texts, the first that the poison changes changed. */
function poisonFirst(texts: readonly string[], poison: (text: string) => string): readonly string[] {
  const index = texts.findIndex((text) => poison(text) !== text);
  return texts.map((text, at) => (at === index ? poison(text) : text));
}

/** The page's release texts, each poison in the first of them that it can befall. */
export function poisonReleases(texts: readonly string[], kinds: ReadonlySet<PoisonKind>): readonly string[] {
  const poisons = [...kinds].flatMap((kind) => RELEASE_POISONS[kind] ?? []);
  const poisoned = poisons.reduce(poisonFirst, texts);
  return kinds.has('exact-duplicate') ? [...poisoned.slice(0, 1), ...poisoned] : poisoned;
}
