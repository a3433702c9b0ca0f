import type { Tag } from '../../domain/procurement.ts';
import { spotsOf, type Cue, type ReadText } from './spots.ts';
import { asPounds, sumsIn } from './sums.ts';
import { TAG_PREFIXES } from './tag-ids.ts';

const TURNOVER: Cue = {
  parts: ['turnover', 'turn-over', 'turn over'],
  words: /\bturn[\s-]?over\b/g,
};
const DEMANDED =
  /\bminimum|\bat least|\bmust|\brequire|\bexceed|\bgreater than|\b(?:not|no) less than|\bor more|\bin excess/;
/** Who has more to sell says what it does against slavery: section 54 of the Modern Slavery Act 2015, of no account here. */
const OF_SLAVERY = 36_000_000;
const OTHER_TURNOVER =
  /\b(?:staff|tenan\w*|void\w*|employee|with an?|with an annual|workforce|personnel|high|stock|labour|buyer|council|university|trust|authority)(?:['’]s)? $/;

/** A yearly turnover that a supplier must have. */
export function turnoverOf({ body }: ReadText): readonly Tag[] {
  for (const { before, after } of spotsOf(body, TURNOVER)) {
    if (OTHER_TURNOVER.test(before) || !DEMANDED.test(`${before} ${after}`)) continue;
    const [sum] = sumsIn(after);
    if (sum === undefined || sum.pounds === OF_SLAVERY) continue;
    return [
      {
        id: `${TAG_PREFIXES.turnover}${String(sum.pounds)}`,
        words: `asks for a yearly turnover of ${asPounds(sum.pounds)}`,
      },
    ];
  }
  return [];
}
