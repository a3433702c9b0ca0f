import type { Clock, Log } from '../domain/ports.ts';

/** What every verb is given: the world as one value, so that a test can give another. */
export interface Context {
  /** Of the program, for the user agent. */
  readonly version: string;
  /** What `--config` says. */
  readonly configPath: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** The working directory. */
  readonly root: string;
  readonly clock: Clock;
  readonly log: Log;
  /** One line of what a verb prints. */
  readonly out: (line: string) => void;
  /** One line for the person at the terminal, not for a program that reads the output. */
  readonly say: (line: string) => void;
  /** Aborts when the process is asked to stop. */
  readonly signal: AbortSignal;
}
