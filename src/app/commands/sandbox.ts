import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isWeekQuirk, WEEK_QUIRKS, type WeekQuirks } from '../../sandbox/generate/week.ts';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { openClassifier } from '../classifier.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { openFace, type Face } from '../face.ts';
import { freePort } from '../free-port.ts';
import { openGround, refuse, type Ground } from '../ground.ts';
import { openPortals } from '../portals.ts';
import { readOptions } from '../read-options.ts';
import { writeSandboxConfig } from '../sandbox-config.ts';
import { servePortals } from '../sandbox-portals.ts';
import { playStory, type StoryCounts } from '../sandbox-story.ts';
import { openDispatch } from '../telling.ts';
import { work } from '../work.ts';

const Options = z.object({
  once: z.boolean().default(false),
  replay: z.string().optional(),
  seed: z.string().default('1'),
  json: z.boolean().default(false),
  portalsOnly: z.boolean().default(false),
  port: z.coerce.number('must be a port, 0 to 65535').int().min(0).max(65_535).optional(),
  calm: z.boolean().default(false),
  without: z.array(z.string()).transform(quirksOf).optional(),
});
type Wish = z.output<typeof Options>;

function quirksOf(lists: readonly string[], issues: z.RefinementCtx): readonly (keyof WeekQuirks)[] {
  const words = lists.flatMap((list) => list.split(',')).map((word) => word.trim());
  const quirks = words.filter(isWeekQuirk);
  if (quirks.length < words.length) issues.addIssue(`is a list of ${Object.keys(WEEK_QUIRKS).join(', ')}`);
  return quirks;
}

export async function run(_given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const read = readOptions(Options, options, context);
  if ('exit' in read) return read.exit;
  const rule = ruleBroken(read.options);
  if (rule !== undefined) return refuse(context, rule, EXIT.usage).exit;
  const { portalsOnly, port = 0, calm, without = [], seed, replay, json } = read.options;
  if (portalsOnly) return await servePortals({ port, calm, without, seed, replay, json }, context);
  return await playWhole(read.options, context);
}

function ruleBroken({ portalsOnly, once, port, calm, without, replay }: Wish): string | undefined {
  const belongs = port !== undefined || calm || without !== undefined;
  if (portalsOnly ? once : belongs)
    return '--portals-only goes without --once; --port, --calm and --without go with it alone';
  if (without !== undefined && replay !== undefined)
    return '--without goes with notices that are made, not with --replay';
  return undefined;
}

async function playWhole(wish: Wish, context: Context): Promise<ExitCode> {
  const webPort = await freePort();
  const sandbox = await openSandbox(wish, webPort, context);
  if (sandbox === undefined) return EXIT.data;
  const directory = mkdtempSync(join(tmpdir(), 'tenderbell-sandbox-'));
  try {
    const configPath = writeSandboxConfig(sandbox, { directory, webPort });
    const ground = await openGround({ ...context, configPath, env: {} }, { lock: 'sandbox' });
    if ('exit' in ground) return ground.exit;
    return await play(ground, sandbox, wish);
  } catch (error) {
    if (!context.signal.aborted) throw error;
    // Stopped by a person: no failure, unless a check was asked for.
    return wish.once ? EXIT.failedCheck : EXIT.done;
  } finally {
    await sandbox.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function openSandbox(
  { seed, replay }: Wish,
  webPort: number,
  context: Context,
): Promise<Sandbox | undefined> {
  const shared = { seed, now: context.clock.now(), botUrl: () => `http://127.0.0.1:${webPort}` };
  if (replay === undefined) return await startSandbox(shared);
  try {
    const sandbox = await startSandbox({ ...shared, replay });
    if ((sandbox.recordings?.releases.length ?? 0) > 0) return sandbox;
    await sandbox.close();
    refuse(context, `--replay ${replay}: no recorded release of the four portals is in it`, EXIT.data);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    refuse(context, `--replay ${replay}: ${why}`, EXIT.data);
  }
  return undefined;
}

async function play(ground: Ground, sandbox: Sandbox, wish: Wish): Promise<ExitCode> {
  const { context } = ground;
  const portals = await openPortals(ground);
  const sending = openDispatch(ground);
  const tell = wish.json ? context.say : context.out;
  try {
    const face = await openFace(ground, portals);
    if ('exit' in face) return face.exit;
    try {
      whereToLook(sandbox, face, tell);
      const collecting = { ...ground, classify: openClassifier(), log: context.log };
      const outcome = await playStory({ ground, sandbox, portals, collecting, sending, tell });
      if (!wish.once) {
        tell('\nThe bot goes on. Type a slash command on the Slack page, or stop with Ctrl-C.');
        whereToLook(sandbox, face, tell);
        await work(ground, portals);
      }
      context.out(wish.json ? JSON.stringify(outcome) : sentenceOf(outcome));
      return holds(outcome) ? EXIT.done : EXIT.failedCheck;
    } finally {
      await face.close();
    }
  } finally {
    await sending.closeChannels();
    await portals.close();
    await ground.close();
  }
}

function whereToLook({ urls }: Sandbox, { url }: Face, tell: (line: string) => void): void {
  tell(`  mailbox         ${urls.mailbox}`);
  tell(`  Slack           ${urls.slack}`);
  tell(`  the bot         ${url}`);
  tell(`  to join         ${url}/join`);
  tell(`  Find a Tender   ${urls.findATender}`);
  tell(`  Contracts Finder ${urls.contractsFinder}`);
  tell(`  Public Contracts Scotland ${urls.publicContractsScotland}`);
  tell(`  Sell2Wales      ${urls.sell2wales}`);
}

function holds({ secondRunDeliveries, copiesTold, ...above }: StoryCounts): boolean {
  // Three procurements stand on two portals each, and one subscriber hears of all three.
  return secondRunDeliveries === 0 && copiesTold === 3 && Object.values(above).every((count) => count > 0);
}

function sentenceOf(outcome: StoryCounts): string {
  const { releases, it, mails, slackPosts, changesTold, cancelledTold, copiesTold, secondRunDeliveries } =
    outcome;
  return `${releases} releases read, ${it} IT procurements, ${mails} mails, ${slackPosts} Slack posts, ${changesTold} change told, ${cancelledTold} cancellation told, 3 procurements on two portals told ${copiesTold} times, ${outcome.copiesRecognised} of them recognised without a link, ${outcome.joined} joined by the form, ${outcome.savedInSlack} saved in Slack, ${outcome.slackReplies} reply in its thread, ${secondRunDeliveries} told again by a second run`;
}
