import type { SeenNumbers } from './features.ts';

/** All that the words of two notices say to their dates and sums, in steps. */
export interface Gist {
  readonly kind: string;
  readonly buyer: string;
  readonly code: string;
  readonly text: string;
  readonly swap: string;
  readonly isSameTitle: boolean;
  /** Two processes of a portal. */
  readonly isTwo: boolean;
}

/** A range that holds the other sum says no more than none at all. */
const SUMS: Readonly<Record<string, string>> = {
  equal: 'equal',
  near: 'off',
  within: 'unknown',
  unknown: 'unknown',
};

/** The observations with a weight that dates and sums have a part in. They depend on the two arguments alone. */
export function numberFeatures(gist: Gist, seen: SeenNumbers): readonly string[] {
  const { kind, code } = gist;
  const { deadline, value, published } = seen;
  const phase = kind.slice(4);
  const day = deadline === 'minute' ? 'same' : ['same', 'unknown'].includes(deadline) ? deadline : 'off';
  const sum = SUMS[value] ?? 'off';
  return [
    `deadline ${deadline}`,
    `value ${value}`,
    `value ${value} ${kind}`,
    `published ${publishedStep(published, phase)} ${phase}`,
    `reference ${code} deadline ${day} value ${sum} ${kind}`,
    `reference ${code} deadline ${day === 'same' ? 'same' : 'off'} value ${sum === 'equal' ? 'equal' : 'off'}`,
    `pace ${seen.pace} ${phase}`,
    ...(deadline === 'unknown' ? [`no deadline, published ${published} ${kind}`] : []),
    ...(seen.backwards ? ['backwards'] : []),
    ...numberRules(gist, seen),
  ];
}

/** Awards come minutes apart in series; of what is open, a copy comes as soon as a sister. */
function publishedStep(published: string, phase: string): string {
  return published === 'hours' && phase !== 'decided decided' ? 'day' : published;
}

function numberRules(gist: Gist, seen: SeenNumbers): readonly string[] {
  const found: string[] = [];
  const copied = isCopied(gist, seen);
  if (copied && gist.buyer !== 'other' && gist.kind !== 'one decided decided') found.push('rule: a copy');
  if (gist.isTwo && gist.code !== 'same' && !copied) found.push('veto: other processes');
  if (isSister(gist, seen)) found.push('veto: other names and sums in like texts');
  return found;
}

/** Published within a week with the same title, and text, deadline, value and reference as far as they are stated. */
function isCopied(gist: Gist, seen: SeenNumbers): boolean {
  return (
    gist.isSameTitle &&
    ['same', 'near', 'unknown'].includes(gist.text) &&
    ['same', 'minute', 'unknown'].includes(seen.deadline) &&
    SUMS[seen.value] !== undefined &&
    !gist.code.endsWith('other') &&
    ['hours', 'day', 'week'].includes(seen.published)
  );
}

/** Awards whose texts are alike but for names and numbers, and whose sums are apart, with no reference in common. */
function isSister({ kind, text, swap, code }: Gist, { value }: SeenNumbers): boolean {
  const named = ['some', 'many', 'most'].includes(swap) && ['near', 'most', 'half', 'some'].includes(text);
  const apart = ['off', 'far'].includes(value) && !['same', 'lot', 'shared'].includes(code);
  return kind.endsWith('decided decided') && named && apart;
}

/** Nobody knows the buyer of one of them, and text, deadline, value and reference do not speak for it either. */
export function isTitleAlone({ buyer, text, code }: Gist, { deadline, value }: SeenNumbers): boolean {
  return (
    buyer === 'unknown' &&
    ['unknown', 'some', 'other'].includes(text) &&
    !['same', 'lot', 'shared', 'text'].includes(code) &&
    !['same', 'minute'].includes(deadline) &&
    !['equal', 'near'].includes(value)
  );
}
