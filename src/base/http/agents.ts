import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { isLoopback } from '../loopback.ts';
import { trustWith } from './trust.ts';

export interface AgentLimits {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly idleMs: number;
}

export interface Agents {
  /** What carries a request there: through a proxy where the environment names one, but never to this machine itself. */
  for(url: URL): Dispatcher;
  readonly close: () => Promise<void>;
}

interface Pair {
  readonly extra: string | undefined;
  readonly direct: Agent;
  readonly proxied: Agent | EnvHttpProxyAgent;
}

/** `extraCa` is asked before every request over TLS, so that a file that `doctor` wrote meanwhile counts at once. */
export function createAgents(limits: AgentLimits, extraCa: () => string | undefined): Agents {
  let pair = open(limits, undefined);
  const retired: Promise<void>[] = [];

  return {
    for: (url) => {
      const extra = url.protocol === 'https:' ? extraCa() : pair.extra;
      if (extra !== pair.extra) {
        // What is under way on the old connections may end there.
        retired.push(pair.direct.close());
        if (pair.proxied !== pair.direct) retired.push(pair.proxied.close());
        pair = open(limits, extra);
      }
      return isLoopback(url.hostname) ? pair.direct : pair.proxied;
    },
    close: async () => {
      await Promise.all([pair.direct.destroy(), pair.proxied.destroy(), ...retired]);
    },
  };
}

function open(limits: AgentLimits, extra: string | undefined): Pair {
  const tls = { ...trustWith(extra), timeout: limits.connectMs };
  const options = {
    connections: 1,
    pipelining: 1,
    connect: tls,
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.idleMs,
  };
  const direct = new Agent(options);
  const proxied = proxyIsSet()
    ? new EnvHttpProxyAgent({ ...options, requestTls: tls, proxyTls: { ...trustWith(undefined) } })
    : direct;
  return { extra, direct, proxied };
}

function proxyIsSet(): boolean {
  return ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'].some(
    (name) => (process.env[name] ?? '') !== '',
  );
}
