import type { Cpv } from '../domain/cpv.ts';
import type { Value } from '../domain/money.ts';
import type { Period } from '../domain/notice.ts';
import type { Deadline, Stage } from '../domain/stage.ts';

/**
 * What two notices are compared by. A `Notice` fits it, and so does whatever else can be read into it: portals need not be
 * known, and anything may be missing.
 */
export interface Comparable {
  readonly portal: string;
  readonly noticeId: string;
  /** It came without a name: `noticeId` was made up. */
  readonly isUnnamed?: true | undefined;
  readonly ocid?: string | undefined;
  /** The buyer's own reference, where it is known apart from the notice's id. */
  readonly reference?: string | undefined;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly buyer: { readonly name: string; readonly id?: string | undefined } | undefined;
  /** UTC milliseconds. */
  readonly published?: number | undefined;
  readonly deadline: Deadline | undefined;
  readonly value: Value | undefined;
  /** What it was awarded for, pence, where that is known apart from `value`. */
  readonly awarded?: number | undefined;
  readonly cpv: readonly Cpv[];
  readonly regions?: readonly string[] | undefined;
  readonly stage?: Stage | undefined;
  readonly procedure?: string | undefined;
  readonly suppliers?: readonly string[] | undefined;
  readonly contract?: Period | undefined;
}
