import type { Bounce } from '../../domain/sign-up.ts';
import type { ReportFields } from './report-fields.ts';
import { statusIn, verdictOf } from './status.ts';

type Failure = Pick<Bounce, 'kind' | 'status'>;

/**
 * The gravest failure among a delivery report's recipients; undefined where nothing failed: `delayed`, `relayed`, `delivered` and
 * `expanded` are news of the way (RFC 3464 §2.3.3). A group without an action is the report's own.
 */
export function failureIn(groups: readonly ReportFields[]): Failure | undefined {
  const failures = groups.flatMap((fields) => (isFailed(fields) ? [failureOf(fields)] : []));
  return failures.find(({ kind }) => kind === 'hard') ?? failures[0];
}

function isFailed(fields: ReportFields): boolean {
  return /^failed\b/i.test(fields.get('action') ?? '');
}

function failureOf(fields: ReportFields): Failure {
  const quoted = statusIn(fields.get('diagnostic-code') ?? '');
  const written = /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? '';
  // Exim writes 5.0.0 of everything, and what the other server said beside it.
  const isVague =
    written === '' || (written.endsWith('.0.0') && quoted.enhanced.startsWith(written.charAt(0)));
  const enhanced = isVague ? quoted.enhanced : written;
  const isLasting = enhanced === '' ? quoted.reply >= 500 : enhanced.startsWith('5.');
  const isGone = isLasting && verdictOf({ ...quoted, enhanced }) === 'gone';
  return { kind: isGone ? 'hard' : 'soft', status: enhanced === '' ? undefined : enhanced };
}
