/** What follows a contract and announces none: performance, change, termination, payments (docs/portals/find-a-tender.md). */
const PAPERWORK: ReadonlySet<string> = new Set(['UK9', 'UK10', 'UK11', 'UK17']);

/** Whether any of these notices is more than the paperwork of a contract: without one, an award was never announced. */
export function isMoreThanPaperwork(notices: readonly { readonly form: string }[]): boolean {
  return notices.some(({ form }) => !PAPERWORK.has(form));
}
