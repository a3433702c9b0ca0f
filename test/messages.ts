import type { Because, Message, MessageItem, MessageLinks } from '../src/domain/delivery.ts';
import type { Procurement, View } from '../src/domain/procurement.ts';
import type { Deadline } from '../src/domain/stage.ts';
import { imagined, newcomer, type Subscription } from '../src/domain/subscription.ts';
import { aClassification, aProcurement, aReason, aView } from './builders.ts';

/** What "now" is in the builders' world: 29 London days before the builders' deadline. */
export const NOW = Date.parse('2026-09-01T09:00:00Z');

/** What one subscription says of what it let through. */
export function aBecause(with_: Partial<Because> = {}): Because {
  return {
    subscriptionId: 3,
    query: 'penetration category:security',
    described: "IT procurements that mention 'penetration' and are in the category security",
    reasons: ["'penetration' in the title", 'category security'],
    ...with_,
  };
}

/** Where the pages of a message are; each secret has the length of a real one. */
export const LINKS: MessageLinks = {
  unsubscribe: `https://bell.example/u/${'Unsubscribe'.padEnd(43, 'u')}`,
  manage: `https://bell.example/m/${'Manage'.padEnd(43, 'm')}`,
  act: `https://bell.example/a/${'Act'.padEnd(43, 'a')}`,
  rest: `https://bell.example/r/${'Rest'.padEnd(43, 'r')}`,
};

/** One procurement told as new, with the reasons it matched. */
export function anItem(with_: Partial<MessageItem> = {}): MessageItem {
  return {
    procurement: aProcurement(),
    kind: 'new',
    changes: [],
    because: [aBecause()],
    ...with_,
  };
}

/** What a reader of these messages asked for. */
export function aSubscription(): Subscription {
  const reader = newcomer({ channel: 'email', email: 'ann@example.org' });
  const query = 'penetration category:security it:balanced';
  return {
    ...imagined(reader, { query, cadence: 'weekly', wanted: ['new', 'changes'] }, 0),
    id: 3,
    welcomedAt: 0,
  };
}

export function aMessage(with_: Partial<Message> = {}): Message {
  return {
    kind: 'alert',
    cadence: 'instant',
    items: [anItem()],
    troubles: [],
    now: NOW,
    messageId: '<n.1.alert.0a1b2c@tenderbell.example>',
    thread: undefined,
    ...with_,
  };
}

/** To whoever runs this: a headline, then sentences. */
export function aNoticeToTheOperator(): Message {
  return aMessage({
    kind: 'operator',
    items: [],
    words: [
      'Sell2Wales cannot be read',
      'Nothing could be read since Tuesday; the last reason was: answered <503>.',
      '`tenderbell status` shows where it stands.',
    ],
  });
}

/** A weekly digest with something in every section. */
export function aDigest(with_: Partial<Message> = {}): Message {
  return aMessage({ kind: 'digest', cadence: 'weekly', items: digestItems(), ...with_ });
}

function deadline(day: string): Deadline {
  return { at: Date.parse(`${day}T11:00:00Z`), day, timed: true };
}

function view(title: string, with_: Partial<View>): Procurement {
  return aProcurement({ view: aView({ title, ...with_ }) });
}

function digestItems(): MessageItem[] {
  const items = [
    anItem({ procurement: view('Open before you came: case management', {}), kind: 'offered' }),
    anItem({
      procurement: view('Laptops for the fire service', {
        stage: 'award',
        suppliers: ['Brindle Systems Ltd', 'Harrow & Vale LLP'],
        deadline: undefined,
        portals: ['find-a-tender', 'contracts-finder'],
      }),
      kind: 'awarded',
    }),
    anItem({
      procurement: view('Talk to us about telecare', {
        stage: 'engagement',
        deadline: undefined,
        value: undefined,
      }),
    }),
    anItem({ procurement: view('Security operations centre, later', { deadline: deadline('2026-10-20') }) }),
    anItem({
      procurement: aProcurement({
        view: aView({ title: 'Penetration testing, sooner', deadline: deadline('2026-09-25'), vcse: true }),
        classification: aClassification({
          subcategories: ['penetration-testing'],
          tags: [
            { id: 'call-off', words: 'bought under a framework or dynamic market' },
            { id: 'framework:g-cloud-14', words: 'call-off from G-Cloud 14' },
            { id: 'sme', words: 'suits small and medium enterprises' },
            { id: 'clearance:sc', words: 'asks for SC clearance' },
            {
              id: 'insurance:professional-indemnity:5000000',
              words: 'asks for professional indemnity insurance of £5,000,000',
            },
          ],
          summary: [
            'The council wants yearly penetration tests of its forty public web applications and of the network behind them.',
            'A report with remedies is due within ten days of each test.',
          ],
        }),
      }),
    }),
    anItem({
      procurement: view('Cloud hosting whose deadline moved', { deadline: deadline('2026-10-09') }),
      kind: 'changed',
      changes: [
        { field: 'deadline', was: '2026-09-25', now: '2026-10-09T11:00:00.000Z' },
        { field: 'value', was: '12000000..12000000 GBP', now: '5000000..50000000 GBP' },
      ],
    }),
    anItem({
      procurement: aProcurement({
        view: aView({ title: 'Wi-Fi for libraries, in five days', deadline: deadline('2026-09-06') }),
        classification: aClassification({
          categories: [
            {
              slug: 'networks',
              name: 'Networks and connectivity',
              score: 0.8,
              reasons: [aReason("'Wi-Fi' in the title")],
            },
          ],
        }),
      }),
    }),
    anItem({
      procurement: view('Contact centre telephony', { stage: 'closed', outcome: 'cancelled' }),
      kind: 'cancelled',
      changes: [{ field: 'stage', was: 'tender', now: 'closed:cancelled' }],
    }),
  ];
  return items.map((item, id) => ({ ...item, procurement: { ...item.procurement, id: id + 1 } }));
}
