import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

export interface Ran {
  readonly code: number | null;
  readonly killed: boolean;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which it is killed without a word. */
  readonly killAfter?: number;
}

const MAIN = resolve('dist/main.js');

/** Starts the built program as an operator does; nothing of the test's environment but PATH and HOME reaches it. */
export function startTenderbell(args: readonly string[], { cwd, env }: RunOptions = {}): ChildProcess {
  const { PATH, HOME } = process.env;
  return spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs it to its end. */
export function tenderbell(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((done, fail) => {
    const child = startTenderbell(args, options);
    let [out, err] = ['', ''];
    child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const timer =
      options.killAfter === undefined
        ? undefined
        : setTimeout(() => child.kill('SIGKILL'), options.killAfter);
    child.once('error', fail);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      done({ code, killed: signal === 'SIGKILL', out, err });
    });
  });
}

/** The last line of what it printed, as JSON. */
export function jsonOf<T>({ out }: Ran): T {
  return JSON.parse(out.trim().split('\n').at(-1) ?? '') as T;
}
