import type { Hono } from 'hono';
import type { PortalId } from '../../domain/portal.ts';
import type { WeekQuirks } from '../generate/week.ts';
import type { Ledger } from '../pretend-portal.ts';
import type { PretendRelease } from '../pretend-release.ts';
import { pretendRelease, releaseKey } from '../pretend-release.ts';
import { elements, members } from '../raw-json.ts';
import type { SwitchBoard } from './switch-board.ts';

/** The texts of `[…]`, of `{"releases": […]}` or of one release, to the byte. */
function releaseTexts(text: string): readonly string[] {
  const trimmed = text.trim();
  if (trimmed.startsWith('[')) return elements(trimmed);
  const list = members(trimmed).get('releases');
  return list === undefined ? [trimmed] : elements(trimmed.slice(list.from, list.to));
}

function ofData(change: unknown): string | undefined {
  const isNamed = typeof change === 'object' && change !== null && 'data' in change;
  return isNamed ? 'data is no switch: it is settled when the notices are made' : undefined;
}

/** What a pretend portal tells about itself, and lets others do to it; none of it stands in the ledger. */
export function controlRoutes<S>(
  app: Hono,
  portal: {
    readonly id: PortalId;
    readonly publish: (releases: readonly PretendRelease[]) => void;
    readonly switches: SwitchBoard<S>;
    readonly ledger: Ledger;
    readonly data: WeekQuirks | undefined;
  },
): void {
  const { ledger, switches, data } = portal;
  const shown = (): object => ({ ...switches.values(), ...(data === undefined ? {} : { data }) });
  app.get('/_sandbox/ledger', (c) =>
    c.json({
      portal: portal.id,
      requests: ledger.requests().map((request) => ({ ...request, at: new Date(request.at).toISOString() })),
      published: ledger.published().map((release) => ({
        key: releaseKey(release),
        ocid: release.ocid,
        id: release.id,
        tags: release.tags,
        published: new Date(release.published).toISOString(),
      })),
    }),
  );
  app.get('/_sandbox/switches', (c) => c.json(shown()));
  app.put('/_sandbox/switches', async (c) => {
    const change: unknown = await c.req.json().catch(() => undefined);
    const wrong = ofData(change) ?? switches.setUnknown(change);
    return wrong === undefined ? c.json(shown()) : c.json({ error: wrong }, 400);
  });
  app.post('/_sandbox/publish', async (c) => {
    const releases = releaseTexts(await c.req.text()).map(pretendRelease);
    const own = releases.filter((release) => release?.portal === portal.id);
    const good = own.filter((release) => release !== undefined);
    if (good.length === 0 || good.length < releases.length) {
      return c.json({ error: `releases with ocid, id and date of ${portal.id} are wanted` }, 400);
    }
    const noticeType = c.req.query('noticeType');
    portal.publish(noticeType === undefined ? good : good.map((release) => ({ ...release, noticeType })));
    return c.json({ published: good.map(releaseKey) }, 201);
  });
}
