/** Longer addresses are rubbish, and Slack takes none above 3,000 characters. */
const LONGEST = 2_000;

/** The URL, percent-encoded, where it is http or https and carries no login; undefined for every other. */
export function safeUrl(text: string): string | undefined {
  const written = text.trim();
  if (!URL.canParse(written)) return undefined;
  const url = new URL(written);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  // `|` and `'` stay bare in a parsed URL; the first ends a Slack link, the second an attribute.
  const href = url.href.replaceAll('|', '%7C').replaceAll("'", '%27');
  return href.length > LONGEST ? undefined : href;
}
