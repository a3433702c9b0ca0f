/** What one service asks of its callers. */
export interface HttpPolicy {
  /** From the start of one request to the start of the next, milliseconds. */
  readonly spacingMs: number;
  /** Answers that mean "too often", with the pause (milliseconds) for those that do not state one. */
  readonly pauseMs: Readonly<Record<number, number>>;
  /** A stated pause that is shorter counts as this long. */
  readonly leastPauseMs: number;
  /** No more requests than this within a span, where a service counts them. */
  readonly most?: Burst | undefined;
  /** Answers of a server that stumbles which the next seconds will not change: they are not asked for again. */
  readonly lasting?: readonly number[] | undefined;
}

/** So many requests within so many milliseconds. */
export interface Burst {
  readonly requests: number;
  readonly withinMs: number;
}
