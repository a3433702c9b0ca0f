import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Refused } from './notice-line.ts';
import { openLines, type Lines } from './read-notice-lines.ts';

/** As many lines' doubtful fields as a person wants to read; the rest are counted. */
const MOST_DOUBTS = 20;

/** What a file's lines say, one after another. */
export interface ToldLines<T> extends Pick<Lines, 'size' | 'read'> {
  readonly lines: AsyncIterable<T>;
  /** Once there are no more of them: whether all could be read. */
  exit(): ExitCode;
}

/**
 * Opens a file of lines (`-` for standard input), each read by `read`. A line that cannot be read is named on stderr and left
 * out, and so is what of one is doubtful; it ends where somebody asks to stop.
 */
export async function openToldLines<T extends { readonly doubts: readonly string[] }>(
  path: string,
  read: (text: string, number: number) => T | Refused,
  context: Context,
): Promise<ToldLines<T>> {
  const name = path === '-' ? 'standard input' : path;
  const file = await openLines(path);
  let exit: ExitCode = EXIT.done;
  let doubted = 0;

  async function* told(): AsyncGenerator<T, void> {
    for await (const { text, number } of file.lines) {
      if (context.signal.aborted) break;
      const line = read(text, number);
      if ('refused' in line) {
        context.say(`tenderbell: ${name}:${number} ${line.refused}; the line is left out`);
        exit = EXIT.data;
        continue;
      }
      doubted += line.doubts.length === 0 ? 0 : 1;
      if (line.doubts.length > 0 && doubted <= MOST_DOUBTS)
        context.say(`tenderbell: ${name}:${number} ${line.doubts.join('; ')}; read as not stated`);
      yield line;
    }
    if (doubted > MOST_DOUBTS)
      context.say(
        `tenderbell: ${name}: ${doubted - MOST_DOUBTS} more lines with something that cannot be read`,
      );
    exit = endOf(file, name, context) ?? exit;
  }
  return { lines: told(), size: file.size, read: () => file.read(), exit: () => exit };
}

/** Says why a file was not read to its end. */
function endOf(file: Lines, name: string, context: Context): ExitCode | undefined {
  const trouble = file.trouble();
  if (trouble === undefined) return undefined;
  const rest = trouble.kind === 'damaged' ? '; the whole lines before that are read' : '';
  context.say(`tenderbell: ${name}: ${trouble.why}${rest}`);
  return trouble.kind === 'damaged' ? EXIT.data : EXIT.io;
}
