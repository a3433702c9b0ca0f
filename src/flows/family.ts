import type { Family } from '../dedupe/shelf.ts';
import { keysOf } from '../dedupe/keys.ts';
import { nameOf } from '../dedupe/partition.ts';
import { partnersIn } from '../dedupe/partners.ts';
import type { Notice } from '../domain/notice.ts';
import type { Transaction } from '../domain/ports.ts';
import type { NoticeName, Tie, Word } from '../domain/tie.ts';

/** The held procurements that new notices touch, by their keys or by ties. */
export async function familyOf(
  tx: Transaction,
  notices: readonly Notice[],
  ties: readonly Tie[],
): Promise<Family> {
  const { owns, cites } = keysOf(notices);
  const partners = partnersIn({ ties, words: [] });
  const related = await tx.procurements.relatedTo(owns, [...cites, ...notices.flatMap(partners)]);
  const words = await tx.ties.words();
  if (words.length === 0) return { related, ties, words };
  const names = new Set([...notices, ...versionsOf(related)].map(nameOf));
  const touching = words.flatMap(namesIn).filter((name) => names.has(name));
  if (touching.length === 0) return { related, ties, words: [] };
  // What people keep it apart from belongs to the picture: a notice that connects the two is placed by looking at both.
  const whole = await connected(tx, { related, words });
  return { related: whole.related, ties: [...ties, ...whole.ties], words };
}

/** Everything that is connected with the procurements of these notices. */
export async function familyAround(tx: Transaction, names: readonly NoticeName[]): Promise<Family> {
  const words = await tx.ties.words();
  return await connected(tx, { related: await tx.procurements.relatedTo(names.map(nameOf), []), words });
}

/** All that keys, ties and words reach from here, apart or not. */
async function connected(tx: Transaction, start: Omit<Family, 'ties'>): Promise<Family> {
  const { words } = start;
  let related = start.related;
  for (;;) {
    const versions = versionsOf(related);
    const ties = await tx.ties.of(versions);
    const owns = related.flatMap((one) => one.owns);
    const cites = related.flatMap((one) => one.cites);
    const more = await tx.procurements.relatedTo(owns, [
      ...cites,
      ...versions.flatMap(partnersIn({ ties, words })),
    ]);
    if (more.length === related.length) return { related, ties, words };
    related = more;
  }
}

function versionsOf(related: Family['related']): readonly Notice[] {
  return related.flatMap(({ held }) => held.versions);
}

function namesIn({ one, other }: Word): readonly string[] {
  return [...one, ...other].map(nameOf);
}
