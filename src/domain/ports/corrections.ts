import type { Correction } from '../correction.ts';

export interface CorrectionReads {
  /**
   * Those that hold, in the order in which they came to. Cheap to call for every page: held in memory until this process or
   * another changes them.
   */
  holding(): Promise<readonly Correction[]>;
  /** Every correction ever, oldest first. */
  all(): Promise<readonly Correction[]>;
}

export interface CorrectionWrites extends CorrectionReads {
  add(correction: Omit<Correction, 'id'>): Promise<Correction>;
  /** It stands like this from now on; one that comes to hold does so after all others. */
  change(correction: Correction): Promise<void>;
}
