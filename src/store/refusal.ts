/** Why a database file (or its lock) cannot be used. The file is left as it is. */
export interface Refusal {
  readonly code:
    | 'directory-missing'
    | 'not-a-file'
    | 'empty'
    | 'orphan-log'
    | 'not-a-database'
    | 'foreign'
    | 'newer'
    | 'damaged'
    | 'read-only'
    | 'unreadable'
    | 'in-use'
    | 'migration';
  /** One line for the operator: the file, what is wrong, and what to do. */
  readonly message: string;
}

export function refuse(code: Refusal['code'], path: string, trouble: string, remedy: string): Refusal {
  return { code, message: `database ${path}: ${trouble}; ${remedy}` };
}

/** What to do about a file that cannot be used. */
export const REMEDY = {
  other: 'set `database` to another path, or move this file away',
  copy: 'it was left as it is; move it away and put a copy in its place (a backup, or NAME.backup-vN.db beside it)',
  rights: 'let the user that runs tenderbell write to the file and to its directory',
} as const;

/** The stable word of an engine's error, e.g. `SQLITE_FULL`; undefined for errors of another kind. */
export function engineCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : undefined;
}

export interface StoreFault {
  readonly fault: 'full' | 'busy' | 'read-only' | 'damaged' | 'io';
  readonly message: string;
}

const FAULTS: readonly (readonly [RegExp, StoreFault])[] = [
  [
    /^SQLITE_FULL/,
    { fault: 'full', message: 'the disk of the database is full; free some space and try again' },
  ],
  [
    /^SQLITE_(?:BUSY|LOCKED)/,
    { fault: 'busy', message: 'another process is writing to the database; try again' },
  ],
  [/^SQLITE_(?:READONLY|PERM)/, { fault: 'read-only', message: 'the database may not be written to' }],
  [
    /^SQLITE_(?:CORRUPT|NOTADB)/,
    { fault: 'damaged', message: 'the database file is damaged; restore a copy' },
  ],
  [
    /^SQLITE_(?:IOERR|CANTOPEN)/,
    { fault: 'io', message: 'the disk of the database cannot be read or written' },
  ],
];

/** What a rejected `Store` call means when the world is to blame; undefined for bugs (constraints, wrong SQL). */
export function storeFault(error: unknown): StoreFault | undefined {
  const code = engineCode(error);
  return code === undefined ? undefined : FAULTS.find(([pattern]) => pattern.test(code))?.[1];
}
