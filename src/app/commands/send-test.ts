import { z } from 'zod';
import type { Message, Refused, Sent } from '../../domain/delivery.ts';
import { TEST_WORDS } from '../../flows/compose-words.ts';
import { parseEmail } from '../../notify/email/parse-address.ts';
import { openChannels } from '../channels.ts';
import type { Config } from '../config-settle.ts';
import { EXIT } from '../exit-codes.ts';
import { refuse, type Ground } from '../ground.ts';
import { grounded } from '../grounded.ts';
import { hintFor } from '../mail-hints.ts';

const Options = z.object({ json: z.boolean().default(false) });

/** Past the outbox: whoever sets mail up wants to know what the server says, now. */
export const run = grounded({ options: Options }, async ({ given, options, ground, context }) => {
  const parsed = parseEmail(given[0] ?? '');
  if ('refused' in parsed) return refuse(context, parsed.refused, EXIT.usage).exit;
  const answer = await send(parsed.email, ground);
  if (options.json) context.out(JSON.stringify(answerJson(answer)));
  else if (answer.sent) context.out(sentLine(answer, ground.config));
  if (answer.sent) return EXIT.done;
  const { hint, exit } = hintFor(answer);
  context.say(`tenderbell: not sent (${answer.code}): ${answer.reason}`);
  if (hint !== undefined) context.say(`tenderbell: ${hint}`);
  return exit;
});

async function send(email: string, ground: Ground): Promise<Sent | Refused> {
  const channels = openChannels(ground);
  try {
    const channel = channels.get('email');
    if (channel === undefined) throw new Error('there is always a channel for mail');
    return await channel.send(testMessage(ground), { channel: 'email', email }, ground.context.signal);
  } finally {
    await Promise.all([...channels.values()].map((one) => one.close()));
  }
}

function testMessage({ clock, messageId }: Ground): Message {
  const now = clock.now();
  return {
    kind: 'test',
    cadence: 'instant',
    items: [],
    troubles: [],
    words: TEST_WORDS,
    now,
    messageId: messageId(`test.${now}`),
    thread: undefined,
  };
}

function sentLine({ reference }: Sent, { mail }: Config): string {
  if (mail.url === undefined)
    return `written to ${mail.directory}/${reference}: mail.url is not set, so nothing was sent`;
  return `the mail server took it: ${reference === '' ? '250' : reference}`;
}

function answerJson(answer: Sent | Refused): object {
  return answer.sent
    ? { sent: true, reference: answer.reference }
    : { sent: false, code: answer.code, reason: answer.reason, hint: hintFor(answer).hint ?? null };
}
