import { setTimeout } from 'node:timers/promises';

/** What Slack can do to a call. `slow` does it in the end. `reset-after` and `hang-after` do the work and then drop the connection or fall silent: the caller cannot know. */
export type SlackFaultKind =
  | 'status-500'
  | 'html'
  | 'rate-limited'
  | 'rate-limited-bare'
  | 'reset-after'
  | 'hang'
  | 'hang-after'
  | 'slow'
  | 'error';

export interface SlackFault {
  readonly kind: SlackFaultKind;
  /** Every method where absent. */
  readonly method?: string;
  /** Once where absent. */
  readonly times?: number;
  /** How long `slow` takes, milliseconds. */
  readonly ms?: number;
  /** Slack's word for `error`: `restricted_action`, `fatal_error`… */
  readonly error?: string;
}

/** Too many calls; Slack says for how long, but for once. */
export function rateLimited(retryAfter: string | undefined): Response {
  const headers = {
    'content-type': 'application/json',
    ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
  };
  return new Response(JSON.stringify({ ok: false, error: 'ratelimited' }), { status: 429, headers });
}

/** The same fault, after the time that it takes. */
export async function slowed(fault: SlackFault | undefined): Promise<SlackFault | undefined> {
  if (fault?.kind === 'slow') await setTimeout(fault.ms ?? 0);
  return fault;
}

/** Undefined where the call goes on as usual. */
export function befallen(fault: SlackFault | undefined): Response | Promise<Response> | undefined {
  if (fault?.kind === 'status-500') return new Response('Internal Server Error', { status: 500 });
  if (fault?.kind === 'html') {
    return new Response('<html><body>Slack is having trouble</body></html>', {
      headers: { 'content-type': 'text/html' },
    });
  }
  if (fault?.kind === 'rate-limited') return rateLimited('1');
  if (fault?.kind === 'rate-limited-bare') return rateLimited(undefined);
  if (fault?.kind === 'hang') return new Promise<Response>(() => {});
  if (fault?.kind === 'error') return Response.json({ ok: false, error: fault.error ?? 'fatal_error' });
  return undefined;
}

export interface FaultList {
  readonly set: (faults: readonly SlackFault[]) => void;
  /** The fault that befalls this call, if any. */
  readonly take: (method: string) => SlackFault | undefined;
}

export function faultList(): FaultList {
  let held: { fault: SlackFault; left: number }[] = [];
  return {
    set: (faults) => {
      held = faults.map((fault) => ({ fault, left: fault.times ?? 1 }));
    },
    take: (method) => {
      const due = held.find(({ fault, left }) => left > 0 && (fault.method ?? method) === method);
      if (due !== undefined) due.left -= 1;
      return due?.fault;
    },
  };
}
