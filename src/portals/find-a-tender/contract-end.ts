import type { ContractEnd } from '../../domain/notice.ts';
import { readEnds } from '../contract-end.ts';
import { termsOf, type Term } from '../contract-terms.ts';
import { list, object, type Json } from '../json.ts';
import type { Stated } from '../read-release.ts';
import { periodsOf } from '../tender-parts.ts';

/**
 * When the contract ends. A change notice (UK10) states the new term under what is proposed, or the contract itself; a
 * termination (UK11) the day on which it ended, after which nothing can be extended.
 */
export function endsOf(
  { json, tender, published }: Stated,
  form: string,
  description: string | undefined,
): ContractEnd | undefined {
  const contracts = list(json['contracts']);
  if (form === 'UK10') return readEnds(changedTerms(contracts), published, undefined);
  if (isTermination(form)) return readEnds(contracts.map(terminated), published, undefined);
  const ofExtensions = HAVE_EXTENSIONS.has(form) ? '' : description;
  return readEnds(termsOf(json, list(tender['lots'])), published, description, ofExtensions);
}

/**
 * Awards and contract details under the Act have a field for the latest day (`maxExtentDate`; all 196 recorded ones with
 * a renewal fill it in), so what their words say of extending is about something else.
 */
const HAVE_EXTENSIONS: ReadonlySet<string> = new Set(['UK5', 'UK6', 'UK7']);

function isTermination(form: string): boolean {
  return form === 'UK11' || form === 'contractTermination';
}

/**
 * Where the dates of the contract stand; a change notice's start is not among them. A termination closes the term on its
 * own day, whatever was planned.
 */
export function contractPeriods({ json }: Stated, form: string, lots: readonly Json[]): readonly unknown[] {
  if (isTermination(form)) return list(json['contracts']).map((contract) => terminated(contract).period);
  if (form !== 'UK10') return periodsOf(json, lots);
  return changedTerms(list(json['contracts'])).map(({ period }) => period);
}

/** Its start is the day of the change, and says nothing of how long the contract runs. */
function changedTerms(contracts: readonly Json[]): readonly Term[] {
  return contracts.flatMap((contract) =>
    [contract, ...list(contract['amendments']), ...list(contract['proposedAmendments'])].map((part) => ({
      period: { ...object(part['period']), startDate: undefined },
      renewal: part['renewal'],
    })),
  );
}

function terminated(contract: Json): Term {
  return { period: { endDate: object(contract['implementation'])['endDate'] }, renewal: undefined };
}
