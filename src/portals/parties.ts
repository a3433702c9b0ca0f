import type { Buyer } from '../domain/notice.ts';
import type { Line } from './clean-text.ts';
import { list, object, text, type Json } from './json.ts';

/** The buyer; stubs (cancellation, termination, performance) name it only among the parties. Contact points are never read. */
export function readBuyer(release: Json, line: Line): Buyer | undefined {
  return named(object(release['buyer']), line) ?? named(partyWithRole(release, 'buyer'), line);
}

/** The names of those who won, each once, in the order stated. */
export function readSuppliers(release: Json, line: Line): readonly string[] {
  const suppliers = list(release['awards']).flatMap((award) => list(award['suppliers']));
  return [...new Set(suppliers.flatMap((supplier) => line(supplier['name']) ?? []))];
}

function named(party: Json, line: Line): Buyer | undefined {
  const name = line(party['name']);
  return name === undefined ? undefined : { name, id: text(party['id']) };
}

function partyWithRole(release: Json, role: string): Json {
  const party = list(release['parties']).find((candidate) => {
    const roles: unknown = candidate['roles'];
    return Array.isArray(roles) && roles.includes(role);
  });
  return object(party);
}
