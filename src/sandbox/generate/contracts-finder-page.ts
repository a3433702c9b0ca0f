import { seededRandom } from './random.ts';

/** What only the portal's web page of a notice says: the release is silent about it. */
export interface PageFacts {
  /** Whether the release states the deadline's day alone. */
  readonly deadlineIsDay: boolean;
  /** The time that stands for none in such a release. */
  readonly edgeOfDay: '00:00' | '23:59:59';
  /** The closing time, `17:00`, where the release states the day alone; undefined where the page does not know it either. */
  readonly closes: string | undefined;
  /** The files on the page. */
  readonly attachments: readonly {
    readonly guid: string;
    readonly name: string;
    readonly kind: string;
    readonly about: string;
  }[];
  /** One paragraph each. */
  readonly additional: readonly string[];
}

const CLOSING_TIMES = ['12:00', '17:00', '14:00', '12:26', '23:59'];

const FILES = [
  ['Volume 1 - Instructions and scoring', 'pdf', 'Bidding documents'],
  ['Specification v2 (final)', 'docx', 'Technical specification'],
  ['Pricing schedule', 'xlsx', 'Bidding documents'],
  ['Questionnaire for suppliers', 'docx', 'Tender notice'],
  ['Draft terms & conditions', 'pdf', 'Contract'],
  ['Site plan A1', 'pdf', 'Tender notice'],
] as const;

/** Sentences that stand under "Additional text" alone. Ours. */
export const ADDITIONAL = [
  'A walk round the premises can be arranged on any Tuesday; write to the procurement team a week ahead.',
  'Questions about this notice are answered in one document, which is issued five working days before it closes.',
  'Late offers stay unopened, for whatever reason they are late.',
  'Firms that have not worked with us before are welcome, and so are groups of small ones.',
  'Please read the pricing schedule before asking about mobilisation: lines 14 to 22 say what is wanted.',
  'The present supplier is taking part; nothing about its prices will be released.',
];

/** Drawn from the notice's GUID alone, so that every release of it, and one published by hand, has its page. */
export function pageFacts(noticeGuid: string): PageFacts {
  const random = seededRandom(`page of ${noticeGuid.toLowerCase()}`);
  const precision = random.int(1, 12);
  const time = random.pick(CLOSING_TIMES);
  const files = random.shuffled(FILES).slice(0, random.int(0, 3));
  const additional = random.shuffled(ADDITIONAL).slice(0, random.int(0, 2));
  return {
    // 29 of 193 recorded deadlines of 2025 were exactly midnight, and all 198 of October 2022 the last second of their day
    // (docs/portals/contracts-finder.md).
    deadlineIsDay: precision <= 3,
    edgeOfDay: random.chance(0.5) ? '00:00' : '23:59:59',
    closes: precision === 3 ? undefined : time,
    attachments: files.map(([name, extension, kind]) => ({
      guid: random.guid(),
      name: `${name}.${extension}`,
      kind,
      about: random.chance(0.5) ? 'n/a' : kind,
    })),
    additional,
  };
}
