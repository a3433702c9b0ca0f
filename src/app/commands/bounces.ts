import { z } from 'zod';
import { londonDateTime } from '../../base/london.ts';
import type { Suppression, SuppressionReason } from '../../domain/sign-up.ts';
import type { Address } from '../../domain/subscription.ts';
import { heedReport, type BounceOutcome } from '../../flows/bounce.ts';
import { liftSuppression, suppressByHand } from '../../flows/suppress.ts';
import { parseEmail } from '../../notify/email/parse-address.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { refuse, type Ended, type Ground } from '../ground.ts';
import { readMailFiles, type MailFile } from '../mail-files.ts';
import { openReportReader, type ReportReader } from '../report-reader.ts';

const Options = z.object({
  to: z.string().optional(),
  json: z.boolean().default(false),
});
type Wish = z.output<typeof Options>;

export const run = grounded({ options: Options }, async ({ given, options, ground, context }) => {
  const [what = 'list', ...more] = given;
  if (options.to !== undefined && what !== 'ingest')
    return refuse(context, '--to stands with bounces ingest', EXIT.usage).exit;
  switch (what) {
    case 'ingest':
      return await ingest(more, options, ground);
    case 'list':
      return more.length === 0
        ? await list(options, ground)
        : refuse(context, 'bounces list takes nothing more', EXIT.usage).exit;
    case 'lift':
      return await lift(more, options, ground);
    case 'suppress':
      return await suppress(more, options, ground);
    default:
      return refuse(context, `say ingest, list, lift or suppress, not '${what}'`, EXIT.usage).exit;
  }
});

/** What one mail led to; `reason`: why it led to nothing. */
interface Ingested {
  readonly mail: string;
  readonly outcomes: readonly BounceOutcome[];
  readonly reason: string | undefined;
}

/** A mail that says nothing of ours is no fault: whatever pipes mail in here would send it back to nobody. */
async function ingest(paths: readonly string[], { to, json }: Wish, ground: Ground): Promise<ExitCode> {
  const { context, config } = ground;
  if (config.mail.bounceAddress === undefined)
    return refuse(context, 'mail.bounceAddress is not configured: no mail of ours comes back', EXIT.config)
      .exit;
  const read = openReportReader(ground);
  const ingested: Ingested[] = [];
  let exit: ExitCode = EXIT.done;
  for await (const file of readMailFiles(paths)) {
    if (context.signal.aborted) return EXIT.later;
    const done = await ingestOne(file, async (raw) => await read(raw, to), ground);
    if (done === undefined) exit = EXIT.io;
    else ingested.push(done);
  }
  if (json)
    context.out(JSON.stringify(ingested.map(({ reason, ...one }) => ({ ...one, reason: reason ?? null }))));
  else
    for (const one of ingested) context.out(`${one.mail}: ${one.outcomes.map(outcomeWords(one)).join(', ')}`);
  return exit;
}

async function ingestOne(
  file: MailFile,
  read: (raw: Uint8Array) => ReturnType<ReportReader>,
  ground: Ground,
): Promise<Ingested | undefined> {
  const { context } = ground;
  if ('unreadable' in file) {
    context.say(`tenderbell: ${file.name} cannot be read (${file.unreadable})`);
    return undefined;
  }
  const report = await read(file.raw);
  const outcomes = await heedReport(report, { ...ground, log: context.log });
  return { mail: file.name, outcomes, reason: 'ignored' in report ? report.ignored : undefined };
}

const OUTCOMES: Readonly<Record<BounceOutcome, string>> = {
  ended: 'its address is suppressed, and what it subscribed to has ended',
  paused: 'its address is suppressed, and what it subscribed to is paused',
  counted: 'counted',
  unsubscribed: 'unsubscribed',
  known: 'known already',
  ignored: 'ignored',
};

function outcomeWords({ reason }: Ingested): (outcome: BounceOutcome) => string {
  const why = reason === undefined ? '' : ` (${reason.replace(/\.$/, '')})`;
  return (outcome) => (outcome === 'ignored' ? `ignored${why}` : OUTCOMES[outcome]);
}

const REASONS: Readonly<Record<SuppressionReason, string>> = {
  'hard-bounce': 'no such mailbox',
  'soft-bounces': 'mail came back several times',
  complaint: 'marked as spam',
  manual: 'by hand',
};

/** Addresses are kept as hashes alone: `lift` says of one whether it is among them. */
async function list({ json }: Wish, { store, context }: Ground): Promise<ExitCode> {
  const found = await store.suppressions.list();
  if (json)
    context.out(JSON.stringify(found.map((one) => ({ ...suppressionJson(one), address: one.addressHash }))));
  else
    for (const one of found)
      context.out(`${one.addressHash.slice(0, 10)}  ${londonDateTime(one.at)}  ${wordsOf(one)}`);
  if (found.length === 0) context.say('tenderbell: no address is suppressed');
  return EXIT.done;
}

async function lift(given: readonly string[], { json }: Wish, ground: Ground): Promise<ExitCode> {
  const { context } = ground;
  const who = addressIn(given, ground);
  if ('exit' in who) return who.exit;
  const { was, paused } = await liftSuppression(who.address, ground);
  if (json) context.out(JSON.stringify({ was: was === undefined ? null : suppressionJson(was), paused }));
  else
    context.out(was === undefined ? 'it was not suppressed' : `lifted; it was suppressed: ${wordsOf(was)}`);
  if (was !== undefined && paused > 0)
    context.say(
      `tenderbell: ${paused === 1 ? 'a subscription of it rests' : `${paused} of its subscriptions rest`}; \`subscriptions --resume\` wakes them`,
    );
  return EXIT.done;
}

async function suppress(given: readonly string[], { json }: Wish, ground: Ground): Promise<ExitCode> {
  const who = addressIn(given, ground);
  if ('exit' in who) return who.exit;
  await suppressByHand(who.address, ground);
  const is = await ground.store.suppressions.of(who.address);
  if (json) ground.context.out(JSON.stringify({ is: is === undefined ? null : suppressionJson(is) }));
  else ground.context.out('suppressed: nothing is sent to it until it is lifted');
  return EXIT.done;
}

function addressIn(
  [written, ...more]: readonly string[],
  { context }: Ground,
): { readonly address: Address } | Ended {
  if (written === undefined || more.length > 0) return refuse(context, 'name one mail address', EXIT.usage);
  const parsed = parseEmail(written);
  if ('refused' in parsed) return refuse(context, parsed.refused, EXIT.usage);
  return { address: { channel: 'email', email: parsed.email } };
}

function wordsOf({ reason, source }: Suppression): string {
  return `${REASONS[reason]} (${source})`;
}

function suppressionJson({ reason, source, at }: Suppression): object {
  return { reason, source, at: new Date(at).toISOString() };
}
