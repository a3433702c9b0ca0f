import type { Estimate } from './estimate.ts';

/** `0.981 (0.95–0.99; 105/107)`; without the counts where it is no share of things counted, or an interval where all draws are equal. */
export function shareText({ share, low, high, part, whole }: Estimate): string {
  if (share === undefined) return '–';
  if (low === high) return share.toFixed(3);
  const counts = part === undefined || whole === undefined ? '' : `; ${part}/${whole}`;
  return `${share.toFixed(3)} (${low.toFixed(2)}–${high.toFixed(2)}${counts})`;
}

/** Lines of a table in Markdown, padded as Prettier pads them. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((name, at) =>
    Math.max(name.length, ...rows.map((row) => (row[at] ?? '').length), 3),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)];
}
