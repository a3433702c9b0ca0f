import type { Clock, PortalState, Reads } from '../domain/ports.ts';
import { MISSES_UNTIL_ILL, type PortalId } from '../domain/portal.ts';

export interface Readiness {
  readonly ok: boolean;
  /** A word or a sentence for each part: `ok`, or what is wrong with it. */
  readonly checks: Readonly<Record<string, string>>;
}

export interface Probes {
  /** False only while the process ends. */
  live(): boolean;
  ready(): Promise<Readiness>;
}

export interface ProbeDeps {
  readonly store: {
    readonly portals: Pick<Reads['portals'], 'states'>;
    readonly deliveries: Pick<Reads['deliveries'], 'channels'>;
  };
  readonly clock: Clock;
  /** The portals that are read here. */
  readonly portals: readonly PortalId[];
  /** Undefined where Slack is off. */
  readonly slack: (() => 'up' | 'down' | 'starting') | undefined;
  readonly stopping: () => boolean;
}

/** Looks at the parts of a running tenderbell. Only a database that cannot be read makes it not ready. */
export function createProbes(deps: ProbeDeps): Probes {
  return {
    live: () => !deps.stopping(),
    ready: async () => {
      const slack = deps.slack === undefined ? {} : { slack: slackCheck(deps.slack()) };
      try {
        const checks = {
          database: 'ok',
          ...(await portalChecks(deps)),
          ...(await channelChecks(deps)),
          ...slack,
        };
        return { ok: !deps.stopping(), checks };
      } catch {
        return { ok: false, checks: { database: 'cannot be read', ...slack } };
      }
    },
  };
}

async function portalChecks({ store, portals }: ProbeDeps): Promise<Record<string, string>> {
  const states = new Map((await store.portals.states()).map((state) => [state.portal, state]));
  return Object.fromEntries(portals.map((portal) => [portal, portalCheck(states.get(portal))]));
}

function portalCheck(state: PortalState | undefined): string {
  if (state === undefined || state.misses < MISSES_UNTIL_ILL) return 'ok';
  return `degraded: the last ${state.misses} attempts to read it failed`;
}

async function channelChecks({ store, clock }: ProbeDeps): Promise<Record<string, string>> {
  const now = clock.now();
  return Object.fromEntries(
    (await store.deliveries.channels()).map(({ channel, pausedUntil }) => [
      `channel ${channel}`,
      pausedUntil !== undefined && pausedUntil > now
        ? `degraded: paused until ${new Date(pausedUntil).toISOString()}`
        : 'ok',
    ]),
  );
}

function slackCheck(state: 'up' | 'down' | 'starting'): string {
  return state === 'up' ? 'ok' : state;
}
