import type { LabelledLine } from '../src/app/train/labelled-line.ts';
import { readLabelledLine } from '../src/app/train/labelled-line.ts';

let lines = 0;

/** A labelled notice, made from the fields of a line of a file; each is another buyer's, and not IT, unless it is said otherwise. */
export function aLabelledLine(fields: Readonly<Record<string, unknown>> = {}): LabelledLine {
  lines += 1;
  const line = readLabelledLine(
    JSON.stringify({
      id: `line-${lines}`,
      portal: 'contracts-finder',
      title: `Gates ${'x'.repeat(lines)}`,
      buyer: `Buyer ${'x'.repeat(lines)}`,
      stage: 'tender',
      it: 'no',
      ...fields,
    }),
    lines,
  );
  if ('refused' in line) throw new Error(line.refused);
  return line;
}
