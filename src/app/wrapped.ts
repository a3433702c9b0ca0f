/** As wide as a status gets: what fits beside other windows on a laptop's screen, and into a mail. */
const WIDTH = 110;
const CONTINUED = '    ';

/** A line as one or more, none longer than 110 columns where its words allow: the first is set in by `indent`, the others by four. */
export function wrapped(text: string, indent: number): string {
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = CONTINUED;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}
