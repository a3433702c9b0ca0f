import type { Tag } from '../../domain/procurement.ts';
import { spotsOf, type Cue, type ReadText } from './spots.ts';
import { asPounds, sumsIn } from './sums.ts';
import { TAG_PREFIXES } from './tag-ids.ts';

const NAMES: readonly (readonly [kind: string, words: string, name: RegExp])[] = [
  ['professional-indemnity', 'professional indemnity', /indemn|^pi$/],
  ['public-liability', 'public liability', /public|third|^pl$/],
  ['employers-liability', "employers' liability", /employ|^el$/],
  ['product-liability', 'product liability', /product/],
  ['cyber', 'cyber', /cyber/],
];
const KIND_NAMES = new Map(NAMES.map(([kind, words]) => [kind, words]));

const KINDS: Cue = {
  parts: ['indemnity', 'liability', 'cyber', 'pi', 'pl', 'el'],
  words:
    /\bprofessional\sindemnity\b|\b(?:public|products?|employer['’]?s?['’]?)(?:,? ?(?:and|&|\/) ?(?:public|products?|employer['’]?s?['’]?))?\s(?:\(?\w+\)?\s)?liability\b|\bcyber (?:liability|insurance|risks? insurance|(?:and|&) data insurance)|\bp[il]\b(?=(?: insurance| cover)?(?: of|:| at| -)? ?£\d)|\bel\b(?=(?: insurance| cover)?(?: of|:| at| -)? ?£\d)/g,
};
/** Nothing but joining words between two kinds: the sum is for both. */
const JOINED = /^[\s,&/()]{0,4}(?:insurance|cover|insurances)?[\s,&/()]{0,4}(?:and|or)?[\s,&/()]{0,4}$/;
const ADJOINS =
  /^\s?(?:of |for |in |minimum |limit |level |cover |worth |per claim |each |in respect of |\(each\) )*$/;
const REACH = 90;
const MOST_MENTIONS = 16;

interface Mention {
  readonly kinds: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** Insurances that are asked for with a sum. Where insurance is what is bought, the sums are what it is to cover. */
export function insurancesOf({ title, body }: ReadText): readonly Tag[] {
  if (/insuranc|broker/.test(title)) return [];
  const mentions = spotsOf(body, KINDS)
    .slice(0, MOST_MENTIONS)
    .map(({ found, start }) => ({
      kinds: NAMES.flatMap(([kind, , name]) => (name.test(found) ? [kind] : [])),
      start,
      end: start + found.length,
    }));
  const highest = new Map<string, number>();
  for (const [kind, pounds] of pairs(body, mentions))
    highest.set(kind, Math.max(pounds, highest.get(kind) ?? 0));
  return Array.from(highest, ([kind, pounds]) => ({
    id: `${TAG_PREFIXES.insurance}${kind}:${String(pounds)}`,
    words: `asks for ${KIND_NAMES.get(kind) ?? kind} insurance of ${asPounds(pounds)}`,
  }));
}

/** Another sum than that of the insurance follows. */
const OTHER_SUM = /\b(?:turn[\s-]?over|contract value|budget|value of the contract)\b/;

/** Each kind with its sum: it stands right before the kind, or behind it; joined kinds share one. */
function* pairs(body: string, mentions: readonly Mention[]): Generator<readonly [string, number]> {
  let waiting: readonly string[] = [];
  let used = 0;
  let last: Priced | undefined;
  for (const [index, mention] of mentions.entries()) {
    const tail = body.slice(
      mention.end,
      Math.min(mentions[index + 1]?.start ?? body.length, mention.end + REACH),
    );
    const priced = adjoining(body, used, mention) ?? behind(tail, mention) ?? shared(body, mention, last);
    const kinds = [...waiting, ...mention.kinds];
    waiting = priced === undefined && JOINED.test(tail) ? kinds : [];
    used = priced?.usedTo ?? mention.end;
    last = priced;
    if (priced !== undefined) for (const kind of kinds) yield [kind, priced.pounds];
  }
}

interface Priced {
  readonly pounds: number;
  /** Up to here the text is spoken for. */
  readonly usedTo: number;
  /** Where kinds that are joined to this one, and share its sum, begin; undefined where the sum stands between. */
  readonly joinedFrom: number | undefined;
}

function adjoining(body: string, used: number, { start, end }: Mention): Priced | undefined {
  const from = Math.max(used, start - REACH);
  const sum = sumsIn(body.slice(from, start)).findLast((one) =>
    ADJOINS.test(body.slice(from + one.end, start)),
  );
  return sum === undefined ? undefined : { pounds: sum.pounds, usedTo: end, joinedFrom: end };
}

function behind(tail: string, { end }: Mention): Priced | undefined {
  const [sum] = sumsIn(tail.split(OTHER_SUM, 1)[0] ?? '');
  return sum === undefined ? undefined : { pounds: sum.pounds, usedTo: end + sum.end, joinedFrom: undefined };
}

/** "£5m public liability and employer's liability": the sum before the first is for both. */
function shared(body: string, { start, end }: Mention, last: Priced | undefined): Priced | undefined {
  if (last?.joinedFrom === undefined || !JOINED.test(body.slice(last.joinedFrom, start))) return undefined;
  return { pounds: last.pounds, usedTo: end, joinedFrom: end };
}
