const PARTS = 256;
const KEYS_END = 2 ** 52;
/** Rows to a statement. */
const ROWS = 64;

/**
 * Blocks in the order of their table, which takes a tenth of the time that any other order takes.
 *
 * @param {import('better-sqlite3').Database} db
 * @param {Float64Array} keys
 * @param {Uint32Array} versions Beside `keys`.
 */
export function insertSorted(db, keys, versions) {
  const many = db.prepare(
    `insert or ignore into block(key, version_id) values ${'(?, ?), '.repeat(ROWS - 1)}(?, ?)`,
  );
  const one = db.prepare('insert or ignore into block(key, version_id) values (?, ?)');
  /** @type {number[]} */
  let waiting = [];
  db.exec('begin');
  for (const part of parted(keys)) {
    part.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || (versions[a] ?? 0) - (versions[b] ?? 0));
    for (const at of part) {
      waiting.push(keys[at] ?? 0, versions[at] ?? 0);
      if (waiting.length === ROWS * 2) {
        many.run(waiting);
        waiting = [];
      }
    }
  }
  for (let at = 0; at < waiting.length; at += 2) one.run(waiting[at], waiting[at + 1]);
  db.exec('commit');
}

/**
 * Their places, divided by their highest bits.
 *
 * @param {Float64Array} keys
 */
function parted(keys) {
  const sizes = new Uint32Array(PARTS);
  const partOf = (/** @type {number} */ key) => Math.floor((key / KEYS_END) * PARTS);
  for (const key of keys) sizes[partOf(key)] = (sizes[partOf(key)] ?? 0) + 1;
  const parts = /** @type {(Uint32Array | undefined)[]} */ (
    Array.from(sizes, (size) => new Uint32Array(size))
  );
  const filled = new Uint32Array(PARTS);
  for (const [at, key] of keys.entries()) {
    const part = partOf(key);
    const next = filled[part] ?? 0;
    const places = parts[part];
    if (places !== undefined) places[next] = at;
    filled[part] = next + 1;
  }
  return parts.filter((part) => part !== undefined);
}
