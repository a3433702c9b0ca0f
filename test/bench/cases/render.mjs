import { createTransport } from 'nodemailer';
import { because, composeMail, describeQuery, documentOf, parseQuery, renderMail } from '../built.mjs';
import { procurementsOf } from '../ground.mjs';
import { inTurns, percentile, timed } from '../measure.mjs';
import { copied, NOW, preparedReleases } from '../notices.mjs';

/** @typedef {import('../../../src/domain/delivery.ts').Message} Message */

const QUERY = 'service OR system OR software it:broad';
/** @type {import('../../../src/notify/email/compose.ts').Sender} */
export const SENDER = {
  from: { name: 'tenderbell', address: 'bell@tenderbell.example' },
  replyTo: undefined,
  operator: {
    name: 'Example Ltd',
    postal: '1 Example Street, Exampleton',
    email: 'hello@tenderbell.example',
  },
};

/**
 * A message turned into subject, HTML and text, beside nodemailer writing the same mail out as MIME.
 *
 * @param {import('../measure.mjs').Setting} setting
 */
export async function run({ scratch, quick }) {
  const made = copied(preparedReleases(scratch), { worlds: 20, copy: 6 });
  const items = procurementsOf(made.map(({ text }) => text))
    .filter(({ classification }) => classification.setting !== undefined)
    .map(itemOf);
  const seconds = quick ? 1 : 2;
  return [
    await compare('render, an alert', inMessages(items.slice(0, 200), 1), seconds),
    await compare('render, a digest of twenty', inMessages(items.slice(0, 400), 20), seconds),
  ];
}

/** @param {import('../../../src/domain/procurement.ts').Procurement} procurement */
function itemOf(procurement) {
  const reasons = because(parseQuery(QUERY).query, documentOf(procurement), NOW);
  return {
    procurement,
    kind: /** @type {const} */ ('new'),
    changes: [],
    because: [
      { subscriptionId: 1, query: QUERY, described: describeQuery(parseQuery(QUERY).query), reasons },
    ],
  };
}

/**
 * @param {readonly import('../../../src/domain/delivery.ts').MessageItem[]} items
 * @param {number} size
 * @returns {readonly Message[]}
 */
function inMessages(items, size) {
  return Array.from({ length: Math.floor(items.length / size) }, (_, index) => ({
    kind: size === 1 ? 'alert' : 'digest',
    cadence: size === 1 ? 'instant' : 'weekly',
    items: items.slice(index * size, (index + 1) * size),
    troubles: [],
    now: NOW,
    messageId: `<bench.${index}@tenderbell.example>`,
    thread: undefined,
  }));
}

/**
 * @param {string} what
 * @param {readonly Message[]} messages
 * @param {number} seconds
 * @returns {Promise<import('../measure.mjs').Row>}
 */
async function compare(what, messages, seconds) {
  const transport = createTransport({ streamTransport: true, buffer: true });
  const mails = messages.map((message) => {
    const composed = composeMail(message, { channel: 'email', email: 'ann@bench.example' }, SENDER);
    if ('refused' in composed) throw new Error(composed.refused.reason);
    return composed.mail;
  });
  /** @type {number[]} */
  const each = [];
  async function ours() {
    let sum = 0;
    for (const message of messages) {
      const ms = await timed(() => renderMail(message, SENDER.operator));
      each.push(ms);
      sum += ms;
    }
    return sum;
  }
  function bare() {
    return timed(async () => {
      for (const mail of mails) await transport.sendMail(mail);
    });
  }
  const took = await inTurns({ ours, bare }, { rounds: 20, seconds });
  transport.close();
  const p50 = percentile(each, 0.5);
  const bytes =
    mails.reduce((sum, { html }) => sum + (typeof html === 'string' ? html.length : 0), 0) / mails.length;
  return {
    what: `${what}, p50`,
    unit: 'ms',
    ours: p50,
    bare: took.bare / mails.length,
    ratio: took.speed,
    of: 'speed',
    hold: '≤ 2',
    holds: p50 <= 2,
    note: `p95 ${percentile(each, 0.95).toFixed(2)} ms; ${(bytes / 1024).toFixed(1)} kB of HTML; bare: nodemailer writing it out`,
  };
}
