import { createTransport } from 'nodemailer';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { composeMail, createEmailChannel, dispatch, importReleases, openClassifier } from '../built.mjs';
import { freshPath, openReader, openStoreAt, openTelling, quiet } from '../ground.mjs';
import { inTurns, timed } from '../measure.mjs';
import { copied, NOW, preparedReleases } from '../notices.mjs';
import { subscribeAll } from '../subscriptions.mjs';
import { SENDER } from './render.mjs';

/** @typedef {import('../../../src/domain/ports.ts').Channel} Channel */
/** @typedef {import('nodemailer').SendMailOptions} Mail */

const ROUNDS = 3;

/**
 * Deliveries through the outbox (claimed, composed, sent, remembered, in one transaction each) by a channel that sends a
 * mail already rendered, beside bare nodemailer sending the same mails on one connection; and by the channel
 * that the program uses. The server runs in a thread of its own.
 *
 * @param {import('../measure.mjs').Setting} setting
 * @returns {Promise<readonly import('../measure.mjs').Row[]>}
 */
export async function run({ scratch, quick }) {
  const server = await startServer();
  const mails = quick ? 100 : 200;
  const queue = await openQueue(scratch, mails);
  const transport = createTransport({ pool: true, ...server, ...ONE_LINE });
  const rendered = await renderedMails(queue);

  let next = 0;
  /** @type {Channel} */
  const outbox = {
    kind: 'email',
    send: async (message) => {
      const mail = rendered[next++ % rendered.length];
      const info = await transport.sendMail({ ...mail, messageId: message.messageId });
      return { sent: true, reference: info.response };
    },
    close: () => Promise.resolve(),
  };
  const program = createEmailChannel({ ...SENDER, url: `smtp://${server.host}:${server.port}` });

  /** @param {Channel} channel */
  async function dispatched(channel) {
    await queue.fill();
    return timed(() => queue.send(channel));
  }
  function bare() {
    return timed(() => Promise.all(rendered.map((mail) => transport.sendMail(mail))));
  }
  const plain = await inTurns({ ours: () => dispatched(outbox), bare }, { rounds: ROUNDS, seconds: 10 });
  const whole = await inTurns({ ours: () => dispatched(program), bare }, { rounds: ROUNDS, seconds: 10 });
  transport.close();
  await program.close();
  await queue.close();
  await server.stop();
  return [
    {
      what: 'send, already rendered',
      unit: 'mails/s',
      ours: (mails / plain.ours) * 1000,
      bare: (mails / plain.bare) * 1000,
      ratio: plain.speed,
      of: 'speed',
      hold: '≥ 0.5',
      holds: plain.speed >= 0.5,
      note: `${mails} alerts, one SMTP connection, server in a thread`,
    },
    {
      what: '  rendered and sent as the program does',
      unit: 'mails/s',
      ours: (mails / whole.ours) * 1000,
      bare: (mails / whole.bare) * 1000,
      ratio: whole.speed,
      of: 'speed',
      note: 'a new connection every hundred mails, each greeted after a tenth of a second',
    },
  ];
}

const ONE_LINE = { maxConnections: 1, maxMessages: Infinity, ignoreTLS: true };

async function startServer() {
  const worker = new Worker(new URL('../smtp-thread.mjs', import.meta.url));
  const [port] = /** @type {readonly unknown[]} */ (await once(worker, 'message'));
  return { host: '127.0.0.1', port: Number(port), stop: () => worker.terminate() };
}

/**
 * A database with as many subscribers, where each `fill` queues one alert for each of them.
 *
 * @param {string} scratch
 * @param {number} subscribers
 */
async function openQueue(scratch, subscribers) {
  const store = await openStoreAt(freshPath(scratch, 'send'));
  const texts = Array.from({ length: subscribers }, () => 'it:any stage:tender');
  await subscribeAll(store, { texts, cadence: () => 'instant' });
  const telling = openTelling();
  const deps = { ...telling, store, classify: openClassifier(), read: openReader() };
  const open = copied(preparedReleases(scratch), { worlds: 20, copy: 7 })
    .filter(({ portal, text }) => portal === 'find-a-tender' && text.includes('"noticeType": "UK4"'))
    .values();
  let startedAt = NOW;
  const { signal } = new AbortController();
  return {
    fill: async () => {
      for (let queued = 0; queued < subscribers;) {
        const release = open.next().value;
        if (release === undefined) throw new Error('there are no more tenders to tell of');
        const file = { name: 'one', releases: [release.text] };
        // Each fill is a run of its own: the storm brake counts by runs.
        startedAt += 1;
        queued += (await importReleases(file, deps, { alertSince: 0, startedAt, signal })).deliveries;
      }
    },
    /** @param {Channel} channel */
    send: async (channel) => {
      const report = await dispatch(
        {
          ...telling,
          store,
          channels: new Map([[channel.kind, channel]]),
          log: quiet,
          random: () => 0.5,
          worker: 'bench',
          troubles: () => [],
          url: (path) => `https://bench.example${path}`,
        },
        new AbortController().signal,
      );
      if (report.sent !== subscribers) throw new Error(`${report.sent} of ${subscribers} mails were sent`);
    },
    close: () => store.close(),
  };
}

/**
 * One dispatch, kept instead of sent.
 *
 * @param {Awaited<ReturnType<typeof openQueue>>} queue
 */
async function renderedMails(queue) {
  /** @type {Mail[]} */
  const kept = [];
  await queue.fill();
  await queue.send({
    kind: 'email',
    send: (message, to) => {
      if (to.channel !== 'email') throw new Error('not an e-mail address');
      const composed = composeMail(message, to, SENDER);
      if ('refused' in composed) return Promise.resolve(composed.refused);
      kept.push(composed.mail);
      return Promise.resolve({ sent: true, reference: 'kept' });
    },
    close: () => Promise.resolve(),
  });
  return kept;
}
