/** windows-1252 backwards: the byte that each character stands for. */
const BYTE_OF = new Map(
  Array.from(
    new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)),
    (character, byte) => [character, byte] as const,
  ),
);

const STRICT = new TextDecoder('utf-8', { fatal: true });
/** What the first byte of a UTF-8 character looks like once it was read as windows-1252, with a second one after it. */
const SUSPECT = /[\u00C2-\u00F4][^\x00-\x7F]/;

/**
 * Undoes UTF-8 that was read as windows-1252 and encoded again (`Â£`, `â€¢`: 18 of 200 releases of Contracts Finder),
 * and only where the whole string comes out as UTF-8; otherwise the string as it is.
 */
export function repairMojibake(text: string): string {
  if (!SUSPECT.test(text)) return text;
  const bytes = Array.from(text, (character) => BYTE_OF.get(character));
  if (!bytes.every((byte) => byte !== undefined)) return text;
  try {
    return STRICT.decode(Uint8Array.from(bytes));
  } catch {
    return text;
  }
}
