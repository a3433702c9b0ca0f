import type { Readable } from 'node:stream';
import type { Transporter } from 'nodemailer';

/** Which mails had begun to travel: the server had answered DATA with 354 and was being given the text. */
export interface Handovers {
  began(messageId: string): boolean;
  forget(messageId: string): void;
}

/**
 * The mail library reports a line lost before and after DATA alike; only whether it has begun to read the mail's text
 * tells them apart, and with that whether the server may have the mail.
 */
export function watchHandover<T>(transport: Transporter<T>): Handovers {
  const streams = new Map<string, Readable>();
  transport.use('stream', (mail, done) => {
    const mime = mail.message;
    const open = mime.createReadStream.bind(mime);
    mime.createReadStream = (options) => {
      const stream = open(options);
      streams.set(mime.messageId(), stream);
      return stream;
    };
    done();
  });
  return {
    began: (messageId) => streams.get(messageId)?.readableDidRead ?? false,
    forget: (messageId) => {
      streams.delete(messageId);
    },
  };
}
