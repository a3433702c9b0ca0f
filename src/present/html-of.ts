import type { HtmlEscapedString } from 'hono/utils/html';

/** The HTML of a JSX element whose components are all synchronous, as everything here is. */
export function htmlOf(element: HtmlEscapedString | Promise<HtmlEscapedString>): string {
  if (element instanceof Promise) throw new Error('a component of present/ is asynchronous');
  return element.toString();
}
