/** What stands in the place of a secret. Always the same length, so that it tells nothing about the secret. */
export const MASK = '********';

/** Query parameters of a URL that may carry a credential. */
const SECRET_PARAMETER = /pass|token|secret|key|auth|user/i;

/** The mask for a secret that is set; undefined stays undefined, so that "not set" can be seen. */
export function masked(secret: string | undefined): string | undefined {
  return secret === undefined ? undefined : MASK;
}

/**
 * A URL without its credentials: user name (some mail providers use a token as both), password and telling query
 * parameters. What does not parse as a URL is masked whole.
 */
export function maskUrl(text: string): string {
  if (!URL.canParse(text)) return MASK;
  const url = new URL(text);
  const written = url.href;
  if (url.username !== '') url.username = MASK;
  if (url.password !== '') url.password = MASK;
  for (const name of new Set(url.searchParams.keys())) {
    if (SECRET_PARAMETER.test(name)) url.searchParams.set(name, MASK);
  }
  // What holds no credential stays as it was written: no slash added, no capital lost.
  return url.href === written ? text : url.href;
}
