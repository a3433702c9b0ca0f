/** One group of `Name: value` lines of a machine-readable report; names in lower case, the first of each name counts. */
export type ReportFields = ReadonlyMap<string, string>;

/** Of a report's groups more say nothing new: we write to one recipient at a time. */
const MOST_GROUPS = 50;

/** Groups of fields, parted by empty lines (RFC 3464 §2.1); folded lines are joined, anything else is passed over. */
export function reportGroups(text: string): readonly ReportFields[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map(fieldsOf)
    .filter((fields) => fields.size > 0)
    .slice(0, MOST_GROUPS);
}

function fieldsOf(group: string): ReportFields {
  const fields = new Map<string, string>();
  for (const line of group.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (/^[a-z0-9-]{1,64}$/.test(name) && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}
