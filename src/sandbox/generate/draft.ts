import { boilerplate, submission } from './boilerplate.ts';
import type { FictionalBuyer } from './buyers.ts';
import { SUPPLIERS } from './buyers.ts';
import { londonAfter } from './london-iso.ts';
import type { Random } from './random.ts';
import type { Subject } from './subject.ts';

/** One thing being bought, before a portal gives it its shape. Sums in pounds, instants in UTC milliseconds. */
export interface Draft {
  readonly subject: Subject;
  readonly buyer: FictionalBuyer;
  readonly title: string;
  readonly description: string;
  readonly reference: string;
  /** Net of VAT; undefined where the buyer does not say. */
  readonly net: number | undefined;
  /** What a supplier wins it for, in the end. */
  readonly awarded: number;
  readonly supplier: string;
  readonly enquiries: number;
  readonly deadline: number;
  readonly starts: number;
  readonly ends: number;
  readonly procedure: { readonly method: string; readonly label: string; readonly above: boolean };
  /** Only true is ever published for a lot (docs/portals/find-a-tender.md). */
  readonly sme: boolean;
  readonly vcse: boolean;
  readonly submission: string;
  readonly lots: readonly { readonly id: string; readonly title: string | undefined }[];
  /** Contracts Finder's procurementMethodDetails. */
  readonly legacyProcedure: { readonly method: string | undefined; readonly label: string };
}

const PROCEDURES: readonly Draft['procedure'][] = [
  { method: 'open', label: 'Open procedure', above: true },
  { method: 'selective', label: 'Competitive flexible procedure', above: true },
  { method: 'open', label: 'Below threshold - open competition', above: false },
  { method: 'limited', label: 'Below threshold - limited competition', above: false },
];

const LEGACY_PROCEDURES: readonly Draft['legacyProcedure'][] = [
  { method: 'open', label: 'Open procedure (below threshold)' },
  { method: 'selective', label: 'Call-off from a framework agreement' },
  { method: 'limited', label: 'Competitive quotation (below threshold)' },
  { method: undefined, label: 'Other - ' },
];

const LOT_NAMES = ['North', 'South', 'Supply', 'Upkeep and support', 'Central sites'];
const MONTHS = ['April', 'June', 'September', 'October', 'January'];

function fill(text: string, random: Random, buyer: FictionalBuyer): string {
  const values: Readonly<Record<string, string>> = {
    self: buyer.self,
    town: buyer.town,
    users: (random.int(3, 90) * 50).toLocaleString('en-GB'),
    few: String(random.int(3, 38)),
    years: String(random.int(2, 7)),
    month: random.pick(MONTHS),
    ref: `${buyer.town.slice(0, 3).toUpperCase()}/${random.int(100, 999)}`,
  };
  return text.replace(/\{(\w+)\}/g, (written, name: string) => values[name] ?? written);
}

function rounded(pounds: number): number {
  const step = pounds > 200_000 ? 10_000 : 500;
  return Math.max(step, Math.round(pounds / step) * step);
}

function title(subject: Subject, random: Random, buyer: FictionalBuyer): string {
  const plain = fill(subject.title, random, buyer);
  const style = random.int(1, 12);
  if (style === 1) return plain.toUpperCase();
  if (style === 2) return `${buyer.town} - ${plain}`;
  return style === 3 ? `Provision of ${plain}` : plain;
}

function lots(random: Random): Draft['lots'] {
  if (random.chance(0.8)) return [{ id: '1', title: undefined }];
  const names = random.shuffled(LOT_NAMES).slice(0, random.int(2, 3));
  return names.map((name, index) => ({ id: String(index + 1), title: `Lot ${index + 1}: ${name}` }));
}

/** Draws the rest of a procurement; its dates hang on `at`, UTC milliseconds. */
export function draft(random: Random, subject: Subject, buyer: FictionalBuyer, at: number): Draft {
  const sum = rounded(random.int(subject.least, subject.most));
  const days = random.int(16, 42);
  const years = random.int(1, 5);
  const starts = londonAfter(at, days + random.int(30, 80), '00:00');
  const legacy = random.pick(LEGACY_PROCEDURES);
  return {
    subject,
    buyer,
    title: title(subject, random, buyer),
    description: [fill(subject.text, random, buyer), boilerplate(random)]
      .filter((part) => part !== '')
      .join('\n\n'),
    reference: random.pick([`DN${random.int(700_000, 899_999)}`, `PROJ_${random.int(1000, 9999)}`, 'N/A']),
    net: random.chance(0.8) ? sum : undefined,
    awarded: rounded(sum * 0.93) + 0.25,
    supplier: random.pick(SUPPLIERS),
    enquiries: londonAfter(at, Math.floor(days / 2), '17:00'),
    deadline: londonAfter(at, days, random.pick(['12:00', '12:00', '12:00', '17:00', '10:00', '23:59:59'])),
    starts,
    ends: londonAfter(starts, years * 365 - 1, '23:59:59'),
    procedure: random.pick(PROCEDURES),
    sme: random.chance(0.6),
    vcse: random.chance(0.3),
    submission: submission(random, buyer.domain),
    lots: lots(random),
    legacyProcedure: legacy,
  };
}

/** A call-off that links a Find a Tender page means its framework, not its copy. */
export function openlyBought(bought: Draft): Draft {
  return { ...bought, legacyProcedure: { method: 'open', label: 'Open procedure (below threshold)' } };
}
