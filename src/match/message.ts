/** A place in a query's text, in UTF-16 units. */
export interface Span {
  readonly at: number;
  readonly length: number;
}

/** What somebody should know about a query that they wrote, and which part of its text it is about. */
export interface QueryMessage extends Span {
  /** A sentence for people, e.g. "`regoin:` is not a field; did you mean `region:`?". */
  readonly text: string;
  /** What was probably meant in its place, where that is one thing. */
  readonly instead?: string | undefined;
}

/** `instead`: as in `QueryMessage`. */
export type Report = (span: Span, text: string, instead?: string) => void;

/** What was written, in the marks that messages put around it; a long text is cut. */
export function shown(written: string): string {
  const short = written.length <= 40 ? written : `${written.slice(0, 39)}…`;
  return `\`${short.replaceAll('`', "'")}\``;
}
