/** A mail server's key, as its DNS record names it. */
export interface DkimOptions {
  readonly domainName: string;
  readonly keySelector: string;
  /** PEM. */
  readonly privateKey: string;
}

/** The library's own list leaves out List-Unsubscribe-Post, which RFC 8058 §4 wants signed. */
const SIGNED_FIELDS =
  'From:Reply-To:Subject:Date:Message-ID:To:MIME-Version:Content-Type:In-Reply-To:References:List-Id:List-Help:List-Unsubscribe:List-Unsubscribe-Post:Auto-Submitted';

/** What nodemailer needs to sign every mail. */
export function signatureOf(key: DkimOptions): DkimOptions & { readonly headerFieldNames: string } {
  return { ...key, headerFieldNames: SIGNED_FIELDS };
}
