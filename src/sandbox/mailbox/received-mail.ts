/** A mail that an SMTP server took, parsed. */
export interface ReceivedMail {
  /** Counts from 1 in the order of receipt. */
  readonly id: number;
  /** UTC milliseconds. */
  readonly at: number;
  /** The envelope's sender, empty for a bounce. */
  readonly from: string;
  /** The envelope's recipients. */
  readonly to: readonly string[];
  readonly subject: string;
  /** With its angle brackets; empty where the mail has none. */
  readonly messageId: string;
  readonly inReplyTo: string | undefined;
  readonly text: string | undefined;
  readonly html: string | undefined;
  /** Unfolded, in order. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** As it came over the wire. */
  readonly bytes: Buffer;
}
