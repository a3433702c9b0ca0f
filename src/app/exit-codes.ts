/**
 * What the process says when it ends, after BSD's sysexits.h (https://man.freebsd.org/cgi/man.cgi?sysexits), so that a
 * timer or a supervisor can tell "try again" from "call somebody".
 */
export const EXIT = {
  /** The work is done, or there was none. */
  done: 0,
  /** A check did not hold: `sandbox --once`, `doctor`. */
  failedCheck: 1,
  /** An unknown verb or option, or a value that a verb cannot use. */
  usage: 64,
  /** Input that is not what it claims to be. */
  data: 65,
  /** A portal, mail server or Slack could not be reached. */
  unavailable: 69,
  /** A bug in tenderbell. */
  bug: 70,
  /** Reading or writing a file failed. */
  io: 74,
  /** Not now: another process holds the lock, or a portal asked for a pause. */
  later: 75,
  /** The configuration or the database file cannot be used as it is; one line says why. */
  config: 78,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
