import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What the Web Content Accessibility Guidelines 2.2 ask at A and AA, as far as a program can tell. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe-core finds wrong with a page, a line each: the rule, and the element. */
export async function violationsOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate<readonly string[]>(`axe.run(document, ${JSON.stringify({
    runOnly: { type: 'tag', values: TAGS },
    rules: { 'target-size': { enabled: true } },
  })}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 160) + ' ' + failureSummary)))`);
}
