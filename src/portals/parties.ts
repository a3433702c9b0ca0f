import type { Buyer } from '../domain/notice.ts';
import { buyerType } from './buyer-type.ts';
import type { Line } from './clean-text.ts';
import { list, object, text, type Json } from './json.ts';

/** The buyer; stubs (cancellation, termination, performance) name it only among the parties. Contact points are never read. */
export function readBuyer(release: Json, line: Line): Buyer | undefined {
  const buyer = object(release['buyer']);
  const parties = list(release['parties']);
  const id = text(buyer['id']);
  const party =
    parties.find((candidate) => id !== undefined && candidate['id'] === id) ??
    parties.find((candidate) => isBuyer(candidate));
  const own = line(buyer['name']);
  const name = own ?? line(party?.['name']);
  if (name === undefined) return undefined;
  return {
    name,
    id: own === undefined ? text(party?.['id']) : id,
    type: buyerType(name, object(party)),
  };
}

/** The names of those who won, each once, in the order stated. */
export function readSuppliers(release: Json, line: Line): readonly string[] {
  const names = new Set<string>();
  for (const award of list(release['awards']))
    for (const supplier of list(award['suppliers'])) {
      const name = line(supplier['name']);
      if (name !== undefined) names.add(name);
    }
  return [...names];
}

function isBuyer(party: Json): boolean {
  const roles: unknown = party['roles'];
  return Array.isArray(roles) && roles.includes('buyer');
}
