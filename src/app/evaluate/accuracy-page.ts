import { readFile, writeFile } from 'node:fs/promises';

const BEGIN = '<!-- classify: begin, written by tenderbell evaluate classify -->';
const END = '<!-- classify: end -->';
const HEADING = '## What is IT, and of which kind';

/** Puts the lines between the page's marks; a page without marks gets them, with a heading, before its first section. */
export function withClassifyPart(page: string, lines: readonly string[]): string {
  const part = [BEGIN, '', ...lines, '', END].join('\n');
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END, begin);
  if (begin >= 0 && end >= 0) return page.slice(0, begin) + part + page.slice(end + END.length);
  const first = page.indexOf('\n## ');
  const [before, after] =
    first < 0 ? [`${page.trimEnd()}\n`, ''] : [page.slice(0, first + 1), page.slice(first + 1)];
  return `${before}${first < 0 ? '\n' : ''}${HEADING}\n\n${part}\n${after === '' ? '' : `\n${after}`}`;
}

/** Whether the page is there and was written. */
export async function writeAccuracyPage(path: string, lines: readonly string[]): Promise<boolean> {
  const page = await readFile(path, 'utf8').catch(() => undefined);
  if (page === undefined) return false;
  const written = withClassifyPart(page, lines);
  return await writeFile(path, written).then(
    () => true,
    () => false,
  );
}
