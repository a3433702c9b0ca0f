import type { PortalDeps } from '../portal-deps.ts';
import { readFile } from '../read-file.ts';
import type { Walk } from '../walk/open-page.ts';
import { ask, refused, unusable } from './ask.ts';
import { guidIn } from './identity.ts';

/**
 * Everything under one ocid (its record, with releases that the search has forgotten), or under one notice id or release id:
 * the alias with a notice's GUID is what the documented sample's `uri` shows, and the release's own route stands behind it
 * (https://www.contractsfinder.service.gov.uk/apidocumentation/Notices/1/GET-Published-OCDS-Release).
 */
export async function* singleNotice(id: string, deps: PortalDeps, signal: AbortSignal): Walk {
  const routes = routesOf(id.trim());
  if (routes.length === 0)
    return yield refused(deps.url, 'neither an ocid nor a notice id of Contracts Finder');
  for (const [index, route] of routes.entries()) {
    const answer = await ask({ route, accept: 'application/json' }, deps, signal);
    if (!answer.ok && answer.status === 404 && index < routes.length - 1) continue;
    if (!answer.ok) return yield* answer.told;
    const { source, body } = answer;
    const read = readFile(body);
    if (!read.ok || read.isCutOff)
      return yield* unusable(source, read.ok ? 'the page is cut off' : read.reason, body);
    if (read.releases.length === 0) return yield refused(source, 'no release under this id');
    return yield { source, releases: read.releases.map(({ text }) => text) };
  }
  return undefined;
}

function routesOf(id: string): readonly string[] {
  if (/^ocds-/i.test(id)) return [`/Published/OCDS/Record/${encodeURIComponent(id)}`];
  const guid = guidIn(id);
  if (guid === undefined) return [];
  return [`/Published/Notice/releases/${guid}.json`, `/Published/OCDS/Release/${encodeURIComponent(id)}`];
}
