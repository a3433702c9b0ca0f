import { isLoopback } from '../base/loopback.ts';

/** True for an address of this machine (see `isLoopback`). What cannot be parsed is not. */
export function isLoopbackUrl(text: string): boolean {
  return URL.canParse(text) && isLoopback(new URL(text).hostname);
}

/** What is wrong with a base URL that paths are added to; undefined when nothing is. */
export function baseUrlFault(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return 'must be an http:// or https:// address';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'must not carry a user name or password';
  if (url.search !== '' || url.hash !== '') return 'must end with the path: no ? and no #';
  return undefined;
}

/** What is wrong with a mail server's URL; undefined when nothing is. Says nothing of its content: it carries a password. */
export function smtpUrlFault(text: string): string | undefined {
  const form =
    'must look like smtp://user:password@host:587 or smtps://…, with odd characters percent-encoded';
  if (!/^smtps?:\/\//i.test(text) || !URL.canParse(text)) return form;
  return new URL(text).hostname === '' ? form : undefined;
}
