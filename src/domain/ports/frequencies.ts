/** How common words are among everything that is held. */
export interface FrequencyReads {
  /** How many procurements are held. */
  held(): Promise<number>;
  /** In how many of them, title or description, each of these stems (`base/text`) stands; every stem that was asked for is answered. */
  of(stems: readonly string[]): Promise<ReadonlyMap<string, number>>;
}
