import type { MailReport } from '../flows/bounce.ts';
import { readBounce } from '../notify/email/bounce.ts';
import type { Ground } from './ground.ts';

export type ReportReader = (raw: Uint8Array, envelopeTo: string | undefined) => Promise<MailReport>;

/** Reads mail to the bounce mailbox. Without one nothing that we sent can come back, and nothing is heeded. */
export function openReportReader({ config, store }: Pick<Ground, 'config' | 'store'>): ReportReader {
  const { bounceAddress: address } = config.mail;
  if (address === undefined)
    return () => Promise.resolve({ ignored: 'mail.bounceAddress is not configured.' });
  return async (raw, envelopeTo) => await readBounce(raw, { address, secret: store.secret, envelopeTo });
}
