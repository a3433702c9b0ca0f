import type { CorrectionReads, CorrectionWrites } from './corrections.ts';
import type { DeliveryReads, DeliveryWrites, LedgerReads, LedgerWrites } from './deliveries.ts';
import type { FrequencyReads } from './frequencies.ts';
import type { PortalReads, PortalWrites } from './portals.ts';
import type {
  EventReads,
  EventWrites,
  ProcurementReads,
  ProcurementWrites,
  ReleaseWrites,
  TieReads,
  TieWrites,
} from './procurements.ts';
import type { Search } from './search.ts';
import type {
  AskedSearchReads,
  AskedSearchWrites,
  FeedbackReads,
  FeedbackWrites,
  InstallationReads,
  InstallationWrites,
  OauthStateWrites,
  SeenWrites,
} from './slack.ts';
import type {
  SignUpReads,
  SignUpWrites,
  SuppressionReads,
  SuppressionWrites,
  TokenReads,
  TokenWrites,
} from './sign-ups.ts';
import type { RunReads, RunWrites, SubscriptionReads, SubscriptionWrites } from './subscriptions.ts';

/** What can be asked outside a transaction: the last committed state. */
export interface Reads {
  readonly portals: PortalReads;
  readonly procurements: ProcurementReads;
  readonly frequencies: FrequencyReads;
  readonly events: EventReads;
  readonly ties: TieReads;
  readonly corrections: CorrectionReads;
  readonly subscriptions: SubscriptionReads;
  readonly deliveries: DeliveryReads;
  readonly ledger: LedgerReads;
  readonly runs: RunReads;
  readonly signUps: SignUpReads;
  readonly tokens: TokenReads;
  readonly suppressions: SuppressionReads;
  readonly installations: InstallationReads;
  readonly askedSearches: AskedSearchReads;
  readonly feedback: FeedbackReads;
}

/** The scoped handle of one transaction. */
export interface Transaction extends Reads {
  readonly portals: PortalWrites;
  readonly releases: ReleaseWrites;
  readonly procurements: ProcurementWrites;
  readonly events: EventWrites;
  readonly ties: TieWrites;
  readonly corrections: CorrectionWrites;
  readonly subscriptions: SubscriptionWrites;
  readonly deliveries: DeliveryWrites;
  readonly ledger: LedgerWrites;
  readonly runs: RunWrites;
  readonly signUps: SignUpWrites;
  readonly tokens: TokenWrites;
  readonly suppressions: SuppressionWrites;
  readonly installations: InstallationWrites;
  readonly askedSearches: AskedSearchWrites;
  readonly feedback: FeedbackWrites;
  readonly seen: SeenWrites;
  readonly oauthStates: OauthStateWrites;
}

export interface Store extends Reads {
  /** All of `work` or none of it. Asking the store itself inside `work` fails at once. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** What people look for. */
  readonly search: Search;
  /** A short random word made with the database, so that Message-IDs of two databases never meet. */
  readonly installation: string;
  /** Made with the database, 32 bytes in base64url: what return addresses are signed with. */
  readonly secret: string;
  close(): Promise<void>;
}
