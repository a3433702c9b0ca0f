import type { PortalDeps } from '../portal-deps.ts';
import { openPage, type PageFacts, type Walk } from './open-page.ts';

/** A single release package, such as a portal serves for one notice; one without releases is a refusal: it knows none. */
export async function* onePackage(
  source: string,
  deps: PortalDeps,
  facts: PageFacts,
  signal: AbortSignal,
): Walk {
  const page = yield* openPage(source, deps, facts, signal);
  if (!page.ok) yield page.fault;
  else if (page.releases.length > 0) yield { source, releases: page.releases };
  else yield { source, fault: 'refused', reason: 'no such notice', retryAt: undefined };
}
