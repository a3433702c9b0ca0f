import { londonDateTime } from '../base/london.ts';
import type { Gap } from '../domain/ports.ts';
import { PORTAL_NAMES } from '../domain/portal.ts';
import type { WhyNotHeld } from '../domain/why.ts';
import { line } from './clean-text.ts';
import { LONGEST } from './lengths.ts';
import type { SaidWhy } from './why-lines.ts';

/** Why a notice is not held, and what it comes to. */
export function whyNotHeldLines(why: WhyNotHeld, now: number): SaidWhy {
  const { name, portal, keptAside } = why;
  const written = line(name, LONGEST.name);
  const words = [
    `'${written}' is not collected`,
    ...(portal === undefined
      ? ['its name does not say from which portal it would come']
      : portalWords(why, now)),
  ];
  const reason =
    keptAside === undefined
      ? (reasonOf(why) ?? 'no portal has brought it')
      : `it could not be read: ${line(keptAside.reason, LONGEST.trouble)}`;
  return {
    rules: [{ rule: 'collected', verdict: 'no', words: [...words, ...asideWords(why)] }],
    conclusion: `It was not sent because it has not been collected: ${reason}.`,
  };
}

function portalWords(why: WhyNotHeld, now: number): readonly string[] {
  const { portal, isOn, state, gaps, readFrom, absent } = why;
  if (portal === undefined) return [];
  const name = PORTAL_NAMES[portal];
  const upTo = state?.readTo === undefined ? '' : ` to ${londonDateTime(state.readTo)}`;
  return [
    `it would come from ${name}, which ${isOn ? freshness(why, now) : 'is switched off'}`,
    ...(readFrom === undefined ? [] : [`${name} is held from ${londonDateTime(readFrom)}${upTo}`]),
    ...(state?.lastSuccessAt === undefined ? [] : gapWords(gaps)),
    ...(absent === undefined
      ? []
      : [
          `it was asked for by itself ${absent.tries === 1 ? 'once' : `${absent.tries} times`}, last ${londonDateTime(absent.at)}, and was not there`,
        ]),
  ];
}

/** `was last read Tue 1 Sep 2026, 10:00; failed 2 times since (answered 500)`. */
function freshness({ state }: WhyNotHeld, now: number): string {
  const { lastSuccessAt, misses = 0, lastFault = 'no reason given', pausedUntil = 0 } = state ?? {};
  const read =
    lastSuccessAt === undefined ? 'has never been read' : `was last read ${londonDateTime(lastSuccessAt)}`;
  const failed = misses === 0 ? '' : `; failed ${misses} times since (${line(lastFault, LONGEST.trouble)})`;
  const paused = pausedUntil > now ? `; it asked for a pause until ${londonDateTime(pausedUntil)}` : '';
  return `${read}${failed}${paused}`;
}

function gapWords(gaps: readonly Gap[]): readonly string[] {
  const [first] = gaps;
  if (first === undefined) return ['no span of that was left unread'];
  const span = `${londonDateTime(first.from)} to ${londonDateTime(first.to)}`;
  const reason = first.reason === undefined ? '' : ` (${line(first.reason, LONGEST.trouble)})`;
  const count = gaps.length === 1 ? 'a span was' : `${gaps.length.toLocaleString('en-GB')} spans were`;
  return [`${count} not read whole, the first ${span}${reason}: it may lie there`];
}

function asideWords({ keptAside }: WhyNotHeld): readonly string[] {
  if (keptAside === undefined) return [];
  const { kind, id, at, reason } = keptAside;
  return [
    `it came ${londonDateTime(at)} and is kept aside, because ${line(reason, LONGEST.trouble)} (\`tenderbell rejects --show '${kind} ${id}'\`)`,
  ];
}

function reasonOf({ portal, isOn, state, gaps, absent }: WhyNotHeld): string | undefined {
  if (portal === undefined) return undefined;
  const name = PORTAL_NAMES[portal];
  if (!isOn) return `${name} is switched off`;
  if (state?.lastSuccessAt === undefined) return `${name} has never been read`;
  if (state.misses > 0) return `${name} could not be read lately`;
  if (absent !== undefined) return `${name} did not have it when it was asked for`;
  if (gaps.length > 0) return `${name} was not read whole`;
  return `${name} has not brought it; \`tenderbell collect ${portal} --notice …\` asks for it by itself`;
}
