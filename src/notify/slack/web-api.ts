import { callSlack, type SlackServer } from '../../base/call-slack.ts';
import type { Refused } from '../../domain/delivery.ts';
import type { TokenFor } from './own-team.ts';
import { notInstalled, refusalOf, stopped, withoutToken } from './refusal.ts';

export type Answered =
  | { readonly ok: true; readonly said: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly refusal: Refused };

/** One call of Slack's Web API in a workspace. Never throws. */
export type WebApi = (call: ApiCall, signal: AbortSignal) => Promise<Answered>;

export interface ApiCall {
  readonly team: string;
  readonly method: 'chat.postMessage' | 'chat.update';
  readonly fields: Readonly<Record<string, unknown>>;
  /** Waits until it may be made. */
  readonly turn: (signal: AbortSignal) => Promise<void>;
}

/** A token that has expired is renewed once. */
export function createWebApi(tokenFor: TokenFor, server: SlackServer): WebApi {
  return async (call, signal) => {
    const first = await attempt(call, { tokenFor, server, signal });
    return !first.ok && first.refusal.code === 'token_expired'
      ? await attempt(call, { tokenFor, server, signal, wish: { fresh: true } })
      : first;
  };
}

interface With {
  readonly tokenFor: TokenFor;
  readonly server: SlackServer;
  readonly signal: AbortSignal;
  readonly wish?: { readonly fresh: boolean };
}

async function attempt(call: ApiCall, { tokenFor, server, signal, wish }: With): Promise<Answered> {
  let step: 'token' | 'turn' | 'call' = 'token';
  try {
    const token = await tokenFor(call.team, signal, wish);
    if (token === undefined) return { ok: false, refusal: notInstalled() };
    step = 'turn';
    signal.throwIfAborted();
    await call.turn(signal);
    step = 'call';
    return { ok: true, said: await callSlack({ ...server, token, signal }, call.method, call.fields) };
  } catch (error) {
    if (step === 'token' && !signal.aborted) return { ok: false, refusal: withoutToken(error) };
    const refusal = signal.aborted ? stopped() : refusalOf(error);
    return { ok: false, refusal: { ...refusal, ambiguous: refusal.ambiguous && step === 'call' } };
  }
}
