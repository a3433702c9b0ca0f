import { londonDay } from '../../base/london.ts';
import type { Says } from '../../domain/correction.ts';
import type { Reads } from '../../domain/ports.ts';
import type { Procurement } from '../../domain/procurement.ts';
import { inForce } from '../../flows/in-force.ts';
import { listCorrections } from './listed-correction.ts';

/** One procurement with what a person said of it: a line of a file that `train` and `evaluate classify` read. */
interface LabelledLine {
  readonly id: string;
  readonly portal: string | null;
  /** The notice's name on that portal. */
  readonly notice: string | null;
  readonly stage: string;
  /** London day. */
  readonly published: string;
  readonly buyer: string | null;
  readonly title: string;
  readonly description: string;
  /** CPV codes, the main one first. */
  readonly cpv: readonly string[];
  readonly it: 'yes' | 'no';
  readonly primary: readonly string[];
  readonly cats: readonly string[];
  readonly maybe: readonly string[];
}

/** What people say that holds, a line for each procurement: of several that hold for it the last. */
export async function labelledLines(
  store: Pick<Reads, 'corrections' | 'procurements'>,
): Promise<readonly LabelledLine[]> {
  const corrections = inForce(await store.corrections.holding());
  const listed = await listCorrections(store);
  const procurements = new Map(listed.flatMap((one) => one.procurements).map((one) => [one.id, one]));
  return [...procurements.values()].flatMap((procurement) => {
    const says = corrections.of(procurement.view.notices)?.says;
    return says === undefined ? [] : [labelledLine(procurement, says)];
  });
}

function labelledLine({ id, view }: Procurement, says: Says): LabelledLine {
  const { title, descriptions, description, buyer, cpv, stage, published, notices } = view;
  const source = notices.find(({ url }) => url === view.url) ?? notices[0];
  const categories = says.it ? says.categories : [];
  return {
    id: `corrected-${id}`,
    portal: source?.portal ?? null,
    notice: source?.noticeId ?? null,
    stage,
    published: londonDay(published),
    buyer: buyer?.name ?? null,
    title,
    description: descriptions.length === 0 ? description : descriptions.join('\n'),
    cpv: cpv.toSorted((a, b) => Number(b.main) - Number(a.main)).map(({ code }) => code),
    it: says.it ? 'yes' : 'no',
    primary: categories.slice(0, 1),
    cats: categories,
    maybe: [],
  };
}
