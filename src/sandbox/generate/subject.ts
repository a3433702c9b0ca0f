/** Something a buyer buys, before a buyer, sums and dates are drawn for it. */
export interface Subject {
  /** A slug of the taxonomy, or `other` for what is not IT. */
  readonly category: string;
  readonly kind: 'goods' | 'services' | 'works';
  /** Pounds, net of VAT. */
  readonly least: number;
  readonly most: number;
  /** The main code first. */
  readonly cpv: readonly string[];
  /** With places such as `{town}` still open, as in `text`. */
  readonly title: string;
  readonly text: string;
}

const KINDS: Readonly<Record<string, Subject['kind']>> = {
  supplies: 'goods',
  services: 'services',
  works: 'works',
};

/** Two lines a subject: `category | kind | £k least-most | codes | title`, then its text. */
export function parseSubjects(table: string): readonly Subject[] {
  const lines = table.trim().split('\n');
  return Array.from({ length: lines.length / 2 }, (_, index) => {
    const head = lines[index * 2] ?? '';
    const [category = '', kind = '', range = '', codes = '', title = ''] = head
      .split('|')
      .map((cell) => cell.trim());
    const [least = 0, most = 0] = range.split('-').map((thousands) => Number(thousands) * 1000);
    return {
      category,
      kind: KINDS[kind] ?? 'services',
      least,
      most,
      cpv: codes.split(' '),
      title,
      text: lines[index * 2 + 1] ?? '',
    };
  });
}
