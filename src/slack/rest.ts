import { leftOutOf } from '../flows/left-out.ts';
import { renderRest } from '../present/rest-blocks.ts';
import { ACTS } from '../present/slack-names.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import { personOf, placeOf } from './asker.ts';
import type { ActionCall } from './calls.ts';

/** What a message had no room for: shown to whoever is where the message stands. Another page takes the place of the last. */
async function showRest(call: ActionCall, deps: AnswerDeps): Promise<void> {
  const { asker, value, message } = call;
  const [deliveryId = 0, page = 1] = value.split(' ').map(Number);
  const found = await leftOutOf({ deliveryId, page }, [placeOf(asker), personOf(asker)], deps);
  if (found === undefined) {
    await call.reply({ text: 'This list belongs to another channel: open it where the message stands.' });
    return;
  }
  const shown = renderRest({ ...found, now: deps.clock.now() });
  await (message?.isEphemeral === true ? call.replace(shown) : call.reply(shown));
}

export const REST: Partial<Answers> = { actions: { [ACTS.rest]: showRest } };
