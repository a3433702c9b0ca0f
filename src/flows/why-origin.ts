import { noticeKey } from '../domain/keys.ts';
import type { HeldProcurement, NoticeRef } from '../domain/procurement.ts';
import type { Silence, WhyRule } from '../domain/why.ts';
import type { WhyDeps, WhyGround } from './why.ts';

type RuleOf<Name extends WhyRule['rule']> = Extract<WhyRule, { rule: Name }>;

/** The rules about where a notice comes from, whoever asks. */
export async function originRules(ground: WhyGround, deps: WhyDeps): Promise<readonly WhyRule[]> {
  return [collected(ground), procurement(ground), await audible(ground, deps), ...since(ground)];
}

function collected({ held, notice }: WhyGround): RuleOf<'collected'> {
  const [first = notice] = held.view.notices;
  const asked = notice ?? first;
  if (asked === undefined) throw new Error('a procurement without a notice');
  return { rule: 'collected', verdict: 'yes', notice: asked, readAt: firstRead(held, asked) };
}

/** When a notice was first read, UTC milliseconds; undefined where that was not noted. */
export function firstRead(
  { versions }: Pick<HeldProcurement, 'versions'>,
  { portal, noticeId }: Pick<NoticeRef, 'portal' | 'noticeId'>,
): number | undefined {
  const own = versions.filter((one) => one.portal === portal && one.noticeId === noticeId);
  const read = own.flatMap(({ readAt }) => readAt ?? []);
  return read.length === 0 ? undefined : Math.min(...read);
}

function procurement({ held, notice }: WhyGround): RuleOf<'procurement'> {
  const asked = notice ?? held.view.notices[0];
  const others = held.view.notices.filter((one) => one !== asked);
  return { rule: 'procurement', verdict: 'aside', id: held.id, title: held.view.title, others };
}

async function audible(
  { held, notice, audible: heard }: WhyGround,
  { store }: WhyDeps,
): Promise<RuleOf<'audible'>> {
  const { portal, noticeId } = notice ?? held.view.notices[0] ?? { portal: 'find-a-tender', noticeId: '' };
  if (heard.length > 0) return { rule: 'audible', verdict: 'yes', silence: undefined, portal };
  const events = await store.events.history(held.id);
  const event =
    events.find((one) => noticeKey(one.portal, one.noticeId) === noticeKey(portal, noticeId)) ?? events[0];
  const { firstPassAt = Infinity, seededAt = Infinity } = await store.portals.state(portal);
  let silence: Silence = 'imported';
  if (event !== undefined && event.at >= firstPassAt && event.at <= seededAt) silence = 'first-pass';
  else if (event !== undefined && event.at >= firstPassAt && event.published < firstPassAt)
    silence = 'before-it';
  return { rule: 'audible', verdict: 'no', silence, portal };
}

/** What came before somebody subscribed is not told to them: the first message offers some of what is open. */
function since({ subscription, own }: WhyGround): readonly RuleOf<'since'>[] {
  const { createdAt, welcomedAt } = subscription;
  const heardAt = own.at(-1)?.at;
  if (heardAt === undefined) return [];
  const isWelcomed = welcomedAt !== undefined;
  return [{ rule: 'since', verdict: heardAt < createdAt ? 'no' : 'yes', heardAt, createdAt, isWelcomed }];
}
