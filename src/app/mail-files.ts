import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** A raw mail, or why it could not be read: the system's code. `name`: the file, or `-` for standard input. */
export type MailFile =
  | { readonly name: string; readonly raw: Uint8Array }
  | { readonly name: string; readonly unreadable: string };

/** Each file is one mail; a directory is a Maildir (its `new` and `cur`), or holds one mail a file. Standard input without any. */
export async function* readMailFiles(
  paths: readonly string[],
  stdin: Readable = process.stdin,
): AsyncGenerator<MailFile> {
  if (paths.length === 0) yield { name: '-', raw: withoutPostmark(await buffer(stdin)) };
  for (const path of paths) yield* readPath(path);
}

async function* readPath(path: string): AsyncGenerator<MailFile> {
  try {
    if (!(await stat(path)).isDirectory()) {
      yield await readOne(path);
      return;
    }
    for (const file of await filesIn(path)) yield await readOne(file);
  } catch (error) {
    yield { name: path, unreadable: codeOf(error) };
  }
}

/** In the order of their names, which in a Maildir is that of their arrival. */
async function filesIn(directory: string): Promise<readonly string[]> {
  const inside = await readdir(directory, { withFileTypes: true });
  const isMaildir = ['new', 'cur'].every((name) =>
    inside.some((one) => one.isDirectory() && one.name === name),
  );
  if (isMaildir)
    return (
      await Promise.all(['cur', 'new'].map(async (name) => await filesIn(join(directory, name))))
    ).flat();
  return inside
    .filter((one) => one.isFile())
    .map((one) => join(directory, one.name))
    .toSorted();
}

async function readOne(path: string): Promise<MailFile> {
  try {
    return { name: path, raw: withoutPostmark(await readFile(path)) };
  } catch (error) {
    return { name: path, unreadable: codeOf(error) };
  }
}

/** What mail servers write before a mail that they hand on, as in an mbox: `From MAILER-DAEMON Mon Nov 23 08:00:00 2026`. */
function withoutPostmark(mail: Buffer): Uint8Array {
  if (!mail.subarray(0, 5).equals(Buffer.from('From '))) return mail;
  return mail.subarray(mail.indexOf('\n') + 1);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}
