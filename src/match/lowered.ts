/** A described query behind other words: `Open procurements …` loses its capital, `IT procurements …` keeps it. */
export function lowered(described: string): string {
  return /^\p{Lu}\p{Ll}/u.test(described)
    ? `${described.charAt(0).toLowerCase()}${described.slice(1)}`
    : described;
}
