/** Something that people would look for here and do not find, with one sentence that says why, and what reaches us all the same. */
export interface NotCovered {
  readonly name: string;
  readonly reason: string;
}

/** What no portal here can bring; docs/portals/coverage.md says the same at greater length, and a test holds the two equal. */
export const NOT_COVERED: readonly NotCovered[] = [
  {
    name: 'eTendersNI',
    reason:
      'It has no API and asks for a CAPTCHA before a search, which we do not get round; Northern Irish notices under the Procurement Act reach Find a Tender.',
  },
  {
    name: 'Call-offs behind sign-in',
    reason:
      'Further competitions under frameworks of the Government Commercial Agency and others are shown to signed-in suppliers alone; the frameworks themselves and many awards reach Find a Tender and Contracts Finder.',
  },
  {
    name: 'Council and sector portals',
    reason:
      'ProContract, In-tend, Delta, Jaggaer, Atamis and Mercell offer no public feed; what their buyers must publish reaches Find a Tender or Contracts Finder with a link to the portal.',
  },
  {
    name: 'Quick Quotes and other private invitations',
    reason:
      'They go to the suppliers whom a buyer invites and are published nowhere; Scottish ones are seen when they are awarded.',
  },
  {
    name: 'TED',
    reason:
      'British buyers have not had to publish there since 2021; Find a Tender took its place, and Irish notices are beyond our scope.',
  },
];
