import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Refused } from '../../domain/delivery.ts';
import { beforeSending } from '../../domain/not-begun.ts';
import type { Channel } from '../../domain/ports.ts';
import { composeMail, type Sender } from './compose.ts';

export interface MailDirectoryOptions extends Sender {
  /** Made where it does not exist. */
  readonly directory: string;
}

/**
 * Mail as `.eml` files, where no server is configured. Named for the Message-ID, so that a repeated send replaces its
 * file; written under another name first, so that whoever reads the directory sees whole mails only.
 */
export function createMailDirectory(options: MailDirectoryOptions): Channel {
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    kind: 'email',
    send: async (message, to, signal) => {
      if (to.channel !== 'email')
        throw new Error('the mail directory was given an address that is not e-mail');
      const composed = beforeSending(() => composeMail(message, to, options));
      if ('refused' in composed) return composed.refused;
      const name = fileName(message.messageId);
      try {
        signal.throwIfAborted();
        const { message: text } = await transport.sendMail(composed.mail);
        await put(options.directory, name, text);
        return { sent: true, reference: name, left: composed.left };
      } catch (error) {
        return refusalOf(error);
      }
    },
    close: async () => {
      transport.close();
      await Promise.resolve();
    },
  };
}

/** Nothing of a Message-ID can name another directory or hide the file. */
function fileName(messageId: string): string {
  return `${messageId.replace(/^<|>$/g, '').replace(/[^A-Za-z0-9_@-]+/g, '-')}.eml`;
}

async function put(directory: string, name: string, text: Parameters<typeof writeFile>[1]): Promise<void> {
  await mkdir(directory, { recursive: true });
  const part = join(directory, `.${name}.part`);
  try {
    await writeFile(part, text, { flush: true });
    await rename(part, join(directory, name));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

function refusalOf(error: unknown): Refused {
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const aborted = error instanceof Error && error.name === 'AbortError';
  return {
    sent: false,
    scope: aborted ? 'message' : 'channel',
    permanent: false,
    ambiguous: false,
    code: aborted ? 'EABORT' : (code ?? 'unknown'),
    reason: aborted ? 'Sending was stopped.' : 'The mail directory cannot be written to.',
    retryAfterMs: undefined,
  };
}
