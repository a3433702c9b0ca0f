import type { Reads } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import { namedIn } from '../match/named-in.ts';

/** The first procurement that a text names by a notice's number or its page's address and that is held. */
export async function firstNamed(
  text: string,
  { procurements }: Pick<Reads, 'procurements'>,
): Promise<Procurement | undefined> {
  const keys = namedIn(text).map((one) => one.key);
  if (keys.length === 0) return undefined;
  const owners = await procurements.ownersOf(keys);
  const [id] = keys.flatMap((key) => owners.get(key) ?? []);
  return id === undefined ? undefined : (await procurements.byIds([id]))[0];
}
