/** @typedef {import('./measure.mjs').Row} Row */

/**
 * The rows as a table for a terminal, and under it what each was measured on.
 *
 * @param {readonly Row[]} rows
 */
export function tableOf(rows) {
  const lines = [
    ['', 'ours', 'bare', '', 'ratio', 'to hold', ''],
    ...rows.map((row) => [
      row.what,
      shown(row.ours),
      row.bare === undefined ? '' : shown(row.bare),
      row.unit,
      row.ratio === undefined ? '' : `${shown(row.ratio)} × ${row.of ?? ''}`,
      row.hold ?? '',
      row.holds === undefined ? '' : row.holds ? 'holds' : 'SHORT',
    ]),
  ];
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const table = lines.map((line) =>
    line
      .map((cell, column) =>
        column === 1 || column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const notes = rows.flatMap(({ what, note }) => (note === undefined ? [] : [`${what.trim()}: ${note}`]));
  return [...table, '', ...notes].join('\n');
}

/** @param {number} value Three figures, as many as such a measurement is worth. */
function shown(value) {
  if (value >= 100) return Math.round(value).toLocaleString('en-GB');
  return value.toPrecision(3);
}
