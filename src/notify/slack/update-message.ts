import type { FirstState, Refused } from '../../domain/delivery.ts';
import type { Clock, Log } from '../../domain/ports.ts';
import { clampBlocks, clampText } from '../../present/clamp-blocks.ts';
import type { SlackReply } from '../../present/blocks.ts';
import { LITERAL } from '../../present/mrkdwn.ts';
import type { Answered } from './web-api.ts';

/** A delivery in hands is taken for lost after three minutes: what follows it has less than one of them. */
const PATIENCE_MS = 40_000;
const MOST_TRIES = 4;
const FIRST_WAIT_MS = 1_000;

export interface UpdateDeps {
  /** `chat.update` of this message. */
  readonly change: (fields: Readonly<Record<string, unknown>>, signal: AbortSignal) => Promise<Answered>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A message as it stands in Slack. */
export interface Posted {
  readonly channel: string;
  readonly ts: string;
}

/** Tried several times over: it does no harm to change a message twice. Never throws. */
export async function updateMessage(
  shown: SlackReply,
  { channel, ts }: Posted,
  { change, clock, log, signal }: UpdateDeps & { readonly signal: AbortSignal },
): Promise<FirstState> {
  const fields = { channel, ts, ...LITERAL, ...fieldsOf(shown) };
  const end = clock.now() + PATIENCE_MS;
  for (let tried = 1; ; tried += 1) {
    const answer = await change(fields, signal);
    if (answer.ok) return 'current';
    const { refusal } = answer;
    const state = stateAfter(refusal);
    if (state === 'gone' || state === 'fixed') return state;
    const wait = refusal.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (tried - 1);
    const isOver = tried === MOST_TRIES || clock.now() + wait > end || signal.aborted;
    if (state === 'stale' && !isOver && (await slept(wait, { clock, signal }))) continue;
    log.warn({ code: refusal.code }, 'the message at the head of a thread could not be updated');
    return state;
  }
}

/** A message's text and blocks as Slack takes them. */
export function fieldsOf({ text, blocks }: SlackReply): { readonly text: string; readonly blocks: unknown } {
  return { text: clampText(text), blocks: clampBlocks(blocks, 'message') };
}

/** https://docs.slack.dev/reference/methods/chat.update#errors */
function stateAfter({ code, permanent }: Refused): FirstState {
  if (code === 'message_not_found') return 'gone';
  if (code === 'cant_update_message' || code === 'edit_window_closed') return 'fixed';
  return permanent ? 'refused' : 'stale';
}

/** False where it was told to stop. */
async function slept(
  ms: number,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch {
    return false;
  }
}
