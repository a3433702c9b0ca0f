/** A file that belongs to a database and stands beside it: `data/tenderbell.db` → `data/tenderbell.lock.db`. */
export function besideDatabase(path: string, ending: string): string {
  return `${path.replace(/\.db$/, '')}.${ending}`;
}
