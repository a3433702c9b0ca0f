import { storeFault } from '../store/index.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

/** What ended a verb, told apart: trouble in the world has its own exit code and one line; the rest is a bug. */
export function failureOf(error: unknown): { readonly line: string; readonly exit: ExitCode } {
  const trouble = storeFault(error);
  if (trouble !== undefined) {
    const exit = trouble.fault === 'busy' ? EXIT.later : trouble.fault === 'damaged' ? EXIT.config : EXIT.io;
    return { line: trouble.message, exit };
  }
  const said = error instanceof Error ? error.message : String(error);
  return { line: `this is a bug: ${said}`, exit: EXIT.bug };
}
