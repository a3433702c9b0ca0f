import { z } from 'zod';
import { londonDateTime } from '../../base/london.ts';
import { PORTALS, PORTAL_NAMES } from '../../domain/portal.ts';
import type { Quarantined } from '../../domain/ports.ts';
import { retryQuarantined } from '../../flows/retry-quarantined.ts';
import { BUILT_PORTALS, cutPage, ocidOf, portalOfOcid } from '../../portals/index.ts';
import { collectDeps } from '../collect-deps.ts';
import type { Context } from '../context.ts';
import { countsLine } from '../counts-line.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { openGround, refuse, type Ground } from '../ground.ts';
import { openPortals } from '../portals.ts';
import { readOptions } from '../read-options.ts';
import { wrapped } from '../wrapped.ts';

const Options = z.object({
  portal: z
    .union([z.enum(PORTALS), z.literal('unknown')], { error: `must be ${PORTALS.join(', ')} or unknown` })
    .optional(),
  retry: z.boolean().default(false),
  show: z.string().optional(),
  forget: z.string().optional(),
  json: z.boolean().default(false),
});
type Wish = z.output<typeof Options>;

/** Lists what could not be read, or reads it once more. No portal is asked. */
export async function run(_given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const read = readOptions(Options, options, context);
  if ('exit' in read) return read.exit;
  const wish = read.options;
  if ([wish.retry, wish.show !== undefined, wish.forget !== undefined].filter(Boolean).length > 1)
    return refuse(context, '--retry, --show and --forget exclude one another', EXIT.usage).exit;
  const ground = await openGround(context, wish.retry ? { lock: 'rejects' } : {});
  if ('exit' in ground) return ground.exit;
  try {
    const found = await ground.store.portals.quarantined(wish.portal);
    if (wish.show !== undefined) return await show(wish.show, found, ground);
    if (wish.forget !== undefined) return await forget(wish.forget, found, ground);
    return wish.retry ? await retry(found, wish, ground) : list(found, wish, context);
  } finally {
    await ground.close();
  }
}

/** `page 3`, `release 12`: what `--show` and `--forget` take. */
function nameOf({ kind, id }: Quarantined): string {
  return `${kind} ${id}`;
}

function list(found: readonly Quarantined[], { json }: Wish, context: Context): ExitCode {
  if (json) {
    context.out(JSON.stringify(found.map((one) => ({ ...one, at: new Date(one.at).toISOString() }))));
    return EXIT.done;
  }
  for (const one of found) {
    const portal = one.portal === 'unknown' ? 'unknown portal' : PORTAL_NAMES[one.portal];
    const size = `${one.bytes.toLocaleString('en-GB')} bytes${one.isCut ? ', the first 5 MB kept' : ''}`;
    context.out(wrapped(`${nameOf(one)}  ${londonDateTime(one.at)}  ${portal}: ${one.reason}`, 0));
    context.out(`    ${size}: ${one.ref}`);
  }
  context.say(
    found.length === 0
      ? 'tenderbell: nothing is kept aside'
      : `tenderbell: ${found.length} kept aside; --show 'page 1' prints one, --retry reads all once more`,
  );
  return EXIT.done;
}

async function show(
  name: string,
  found: readonly Quarantined[],
  { store, context }: Ground,
): Promise<ExitCode> {
  const one = found.find((candidate) => nameOf(candidate) === name.trim());
  const body = one === undefined ? undefined : await store.portals.quarantinedBody(one);
  if (body === undefined) return refuse(context, unknownName(name), EXIT.data).exit;
  context.out(new TextDecoder().decode(body));
  return EXIT.done;
}

/** Its window has been read since, or nobody will ever mend it: it no longer counts. */
async function forget(
  name: string,
  found: readonly Quarantined[],
  { store, context }: Ground,
): Promise<ExitCode> {
  const chosen = name.trim() === 'all' ? found : found.filter((one) => nameOf(one) === name.trim());
  if (chosen.length === 0 && name.trim() !== 'all') return refuse(context, unknownName(name), EXIT.data).exit;
  await store.transaction(async (tx) => {
    for (const one of chosen) await tx.portals.discard(one);
  });
  context.out(`${chosen.length} forgotten`);
  return EXIT.done;
}

function unknownName(name: string): string {
  return `'${name}' is not kept aside; \`tenderbell rejects\` lists what is`;
}

async function retry(found: readonly Quarantined[], { json }: Wish, ground: Ground): Promise<ExitCode> {
  const { context } = ground;
  const { portals, close } = await openPortals(ground, BUILT_PORTALS);
  try {
    const byId = new Map(portals.map((portal) => [portal.id, portal]));
    const report = await retryQuarantined(found, {
      ...collectDeps(ground),
      cutPage,
      portalOf: (one, text) => {
        const id = one.portal === 'unknown' ? portalOfOcid(ocidOf(text) ?? '') : one.portal;
        return id === undefined ? undefined : byId.get(id);
      },
    });
    const { tried, mended, ...counts } = report;
    context.out(json ? JSON.stringify(report) : `${mended} of ${tried} could be read: ${countsLine(counts)}`);
    return EXIT.done;
  } finally {
    await close();
  }
}
