import type { Log } from '../domain/ports.ts';
import { errorCode } from './error-code.ts';

/** What somebody reads whose wish failed by a mistake of ours. */
export const OUR_FAULT =
  'Sorry, that went wrong on our side, not yours. It has been noted; please try again in a minute.';

/** What a member of another workspace reads, in a channel that two share. */
export const VISITOR =
  'You are a visitor from another workspace here: you can look at everything, but what is told, muted or shared belongs to the workspace that I was added to. To have alerts of your own, ask whoever looks after apps in your workspace to add me there.';

/** Notes what was thrown, by its code and place: what people wrote stays out of the log. */
export function note(error: unknown, log: Log, what: string): void {
  log.error({ code: errorCode(error), at: firstFrame(error), what }, 'an answer in Slack failed');
}

/** Where it was thrown. The stack's first line is the message, which may hold what was searched for. */
function firstFrame(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return error.stack
    ?.split('\n')
    .find((line) => /^\s+at /.test(line))
    ?.trim();
}

/** Undefined where it takes longer. A real timer, not the clock: Slack's three seconds are real. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
