import { isFields } from './fields.ts';

/** What is wrong with a value that stands at a JSON pointer, in Slack's manner of saying so. */
export type Check = (value: unknown, at: string) => readonly string[];

type Shape = Readonly<Record<string, Check>>;

export function anything(): readonly string[] {
  return [];
}

export function string(most: number, least = 0): Check {
  return (value, at) => {
    if (typeof value !== 'string') return [`must be a string [${at}]`];
    if (value.length < least) return [`must be more than ${least - 1} characters [${at}]`];
    return value.length > most ? [`must be less than ${most + 1} characters [${at}]`] : [];
  };
}

export function matching(pattern: RegExp, wanted: string): Check {
  return (value, at) =>
    typeof value === 'string' && pattern.test(value) ? [] : [`must be ${wanted} [${at}]`];
}

export function oneOf(...words: readonly string[]): Check {
  return (value, at) =>
    typeof value === 'string' && words.includes(value) ? [] : [`must be one of: ${words.join(', ')} [${at}]`];
}

export function boolean(value: unknown, at: string): readonly string[] {
  return typeof value === 'boolean' ? [] : [`must be a boolean [${at}]`];
}

export function whole(least: number, most = Number.MAX_SAFE_INTEGER): Check {
  return (value, at) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? []
      : [`must be a whole number from ${least} to ${most} [${at}]`];
}

export function array(most: number, each: Check, least = 1): Check {
  return (value, at) => {
    if (!Array.isArray(value)) return [`must be an array [${at}]`];
    if (value.length < least) return [`no fewer than ${least} items [${at}]`];
    const many = value.length > most ? [`no more than ${most} items allowed [${at}]`] : [];
    return [...many, ...value.flatMap((item: unknown, index) => each(item, `${at}/${index}`))];
  };
}

/** An object with these keys and no other; `type` needs no mention. */
export function object(required: Shape, optional: Shape = {}): Check {
  const known: Shape = { type: anything, ...required, ...optional };
  return (value, at) => {
    if (!isFields(value)) return [`must be an object [${at}]`];
    const given = Object.keys(value).filter((key) => value[key] !== undefined);
    return [
      ...Object.keys(required)
        .filter((key) => !given.includes(key))
        .map((key) => `missing required field: ${key} [${at}]`),
      ...given.flatMap(
        (key) => known[key]?.(value[key], `${at}/${key}`) ?? [`invalid additional property: ${key} [${at}]`],
      ),
    ];
  };
}

/** All that these complain of. */
export function every(...checks: readonly Check[]): Check {
  return (value, at) => checks.flatMap((check) => check(value, at));
}

/** A text object. Its text needs a character at least, spaces not counting: Slack takes none that is blank. */
export function text(most: number, only?: 'plain_text' | 'mrkdwn'): Check {
  const shape = object({ text: string(most, 1) }, { emoji: boolean, verbatim: boolean });
  return (value, at) => {
    if (!isFields(value)) return [`must be a text object [${at}]`];
    const { type } = value;
    if (type !== 'plain_text' && type !== 'mrkdwn') return [`unsupported type: ${String(type)} [${at}/type]`];
    if (only !== undefined && type !== only) return [`must be ${only} [${at}/type]`];
    const stray = type === 'mrkdwn' ? 'emoji' : 'verbatim';
    const misplaced = value[stray] === undefined ? [] : [`invalid additional property: ${stray} [${at}]`];
    return [...misplaced, ...shape(value, at)];
  };
}

export function plain(most: number): Check {
  return text(most, 'plain_text');
}
