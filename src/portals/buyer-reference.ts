import { cleanLine } from './clean-text.ts';

/** Longer ones are titles, or lists of what is bought. */
const LONGEST = 60;

/** Sell2Wales puts an ocid and its own number before it: `ocds-kuma6s-150201-tender-150201-DE-4`. */
const PREFIXED = /^ocds-kuma6s-(\d+)-tender-\1-(.+)$/i;

/**
 * What portals write where the buyer gives no reference: an ocid, a GUID, a notice number, an instant with a customer's number
 * (`20260901093015-10123`, Contracts Finder), or a word for it.
 */
const NONE =
  /^(?:ocds-.*|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\d{6}-20\d\d|20\d{12}-\d+|n\/?a|tb[acd]|none|nil|not applicable)$/i;
const SAYS_SOMETHING = /[A-Za-z0-9]|[\p{L}\p{N}]/u;

/** The buyer's own reference, from `tender.id`; undefined where that is the portal's name for something. */
export function readReference(tenderId: unknown, noticeId: string): string | undefined {
  const written = cleanLine(tenderId);
  const reference = written?.startsWith('ocds-') === true ? PREFIXED.exec(written)?.[2] : written;
  if (reference === undefined || reference.length > LONGEST) return undefined;
  return reference === noticeId || NONE.test(reference) || !SAYS_SOMETHING.test(reference)
    ? undefined
    : reference;
}
