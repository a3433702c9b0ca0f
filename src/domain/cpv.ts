/** A Common Procurement Vocabulary code as a notice carries it. */
export interface Cpv {
  /** Eight digits, no check digit. */
  readonly code: string;
  readonly description: string | undefined;
  /** True for `tender.classification`, or the first code where there is none: what the buyer put first. */
  readonly main: boolean;
}

/** Eight digits from `72000000`, `72000000-5` or ` 72000000`; undefined for anything else. */
export function cpvCode(text: string): string | undefined {
  return /^\s*(\d{8})(?:-\d)?\s*$/.exec(text)?.[1];
}

/** The code without its trailing zeros, at least a division: `72000000` → `72`. CPV is hierarchical by prefix. */
export function cpvPrefix(code: string): string {
  const stem = code.replace(/0+$/, '');
  return stem.length < 2 ? code.slice(0, 2) : stem;
}
