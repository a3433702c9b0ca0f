import { writeSync } from 'node:fs';
import { openStore, takeLock } from '../../src/store/index.ts';
import { aClassification, aNotice, aView } from '../builders.ts';

/** A process of its own for `store.test.ts` to kill. Says on standard output, a line each, what is done for certain. */
const RELEASES = 10;
const STARTED = 1_800_000_000_000;

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

async function hold(path: string): Promise<void> {
  const lock = takeLock(path, 'serve', STARTED);
  say('release' in lock ? 'held' : 'not held');
  await new Promise(() => setInterval(() => undefined, 1000));
}

/** One page after another, each in a transaction: releases, procurements, events and a job's mark. */
async function write(path: string): Promise<void> {
  const opened = await openStore(path, { now: STARTED });
  if ('refused' in opened) throw new Error(opened.refused.message);
  const { store } = opened;
  for (let page = ((await store.events.latest()) / RELEASES) | 0; ; page += 1) {
    await store.transaction(async (tx) => {
      const first = await tx.procurements.nextId();
      const ids = Array.from({ length: RELEASES }, (_, place) => first + place);
      const notices = ids.map((id) => aNotice({ noticeId: `${id}-2026`, ocid: `ocds-h6vhtk-${id}` }));
      const releases = notices.map((notice) => ({ ...notice, text: JSON.stringify(notice) }));
      await tx.releases.keep(`page ${page}`, releases, STARTED);
      const changes = ids.map((id, place) => ({
        procurement: { id, view: aView(), classification: aClassification(), versions: [] },
        added: notices.slice(place, place + 1),
        absorbed: [],
        owns: [`ocid:${id}`],
        cites: [],
      }));
      await tx.procurements.save(changes, STARTED);
      const event = {
        kind: 'opened',
        portal: 'find-a-tender',
        noticeId: 'x',
        published: 1,
        changes: [],
      } as const;
      await tx.events.append(ids.map((id) => ({ ...event, procurementId: id, at: STARTED, silent: false })));
      await tx.runs.ran('write', page, STARTED);
    });
    say(String(page));
  }
}

const [verb = '', path = ''] = process.argv.slice(2);
await (verb === 'hold' ? hold(path) : write(path));
