import type { PortalId } from '../domain/portal.ts';
import type { Reads } from '../domain/ports.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { WhyNotHeld } from '../domain/why.ts';

/** A notice or an ocid that is not held, by whichever of its names is known. */
export interface Unheld {
  readonly subscription: Subscription;
  readonly name: string;
  /** Where it would come from, where its name says it. */
  readonly portal: PortalId | undefined;
  /** Whether that portal is read at all. */
  readonly isOn: boolean;
}

/** Why a notice is not held: what is known of its portal, and of the notice itself. */
export async function whyNotHeld(unheld: Unheld, store: Pick<Reads, 'portals'>): Promise<WhyNotHeld> {
  const { name, portal } = unheld;
  const { portals } = store;
  const aside = [
    ...(portal === undefined ? [] : await portals.quarantined(portal)),
    ...(await portals.quarantined('unknown')),
  ];
  const keptAside = aside.find(({ kind, ref }) => kind === 'release' && ref.includes(name));
  const nothing = { state: undefined, gaps: [], readFrom: undefined, absent: undefined };
  if (portal === undefined) return { kind: 'not-held', ...unheld, ...nothing, keptAside };
  const [first] = await portals.complete(portal);
  return {
    kind: 'not-held',
    ...unheld,
    state: await portals.state(portal),
    gaps: await portals.incomplete(portal),
    readFrom: first?.from,
    absent: (await portals.absent(portal)).find(({ noticeId }) => noticeId === name),
    keptAside,
  };
}
