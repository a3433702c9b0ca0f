import { Command, CommanderError } from 'commander';
import { wallClock } from '../base/clock.ts';
import { createLog } from '../base/log.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Verb } from './verb.ts';
import { VERBS } from './verbs.ts';

/** Reads the command line and runs one verb; answers the exit code. Never throws. */
export async function run(argv: readonly string[]): Promise<ExitCode> {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort(new Error(name)));
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const log = createLog(process.env['TENDERBELL_LOG'] ?? 'warn');
  let ended: ExitCode = EXIT.done;
  const manifestVersion = await version();
  const program = new Command('tenderbell')
    .description('Rings when a UK public IT tender is for you.')
    .version(manifestVersion)
    .option('--config <file>', 'the configuration file (or TENDERBELL_CONFIG)')
    .exitOverride()
    .showHelpAfterError('(run it with --help for an example)');
  for (const verb of VERBS) {
    addVerb(program, verb, async (given, options) => {
      const context: Context = {
        version: manifestVersion,
        configPath: program.opts<{ config?: string }>().config,
        env: process.env,
        root: process.cwd(),
        clock: wallClock,
        log,
        out: (line) => void process.stdout.write(`${line}\n`),
        say: (line) => void process.stderr.write(`${line}\n`),
        signal: stop.signal,
      };
      ended = await (await verb.load()).run(given, options, context);
    });
  }
  try {
    await program.parseAsync([...argv]);
    return ended;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (stop.signal.aborted) return EXIT.done;
    const { line, exit } = (await import('./failure.ts')).failureOf(error);
    log.error({ err: error, exit }, 'verb failed');
    process.stderr.write(`tenderbell: ${line}\n`);
    return exit;
  }
}

function addVerb(
  program: Command,
  verb: Verb,
  action: (given: readonly string[], options: unknown) => Promise<void>,
): void {
  const command = program.command(verb.name).description(verb.summary).exitOverride();
  for (const [name, description] of verb.arguments ?? []) command.argument(name, description);
  for (const [flags, description] of verb.options) command.option(flags, description);
  command.addHelpText('after', `\nExample:\n  $ tenderbell ${verb.example}`);
  command.action(async () => {
    await action(command.args, command.opts());
  });
}

async function version(): Promise<string> {
  const { default: manifest } = await import('../../package.json', { with: { type: 'json' } });
  return manifest.version;
}
