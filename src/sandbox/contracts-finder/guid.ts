/** The GUID of the notice that a release edits: its id without the counter behind; the id itself in other shapes. */
export function noticeGuid(release: { readonly id: string }): string {
  return /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-\d+$/i.exec(release.id)?.[1] ?? release.id;
}

/** Whether a switch that befalls one notice in `every` befalls this one; `which` tells several such apart. */
export function isOneIn(every: number | false, guid: string, which = 0): boolean {
  return every !== false && Number.parseInt(guid.slice(0, 8), 16) % every === which;
}
