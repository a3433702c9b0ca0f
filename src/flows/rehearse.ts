import type { Store, Transaction } from '../domain/ports.ts';

/**
 * Lets flows run as they would, and forgets it all: `work` is given a store whose every transaction is a part of one that is
 * rolled back. For as long as it takes, nobody else can write. What it throws comes out.
 */
export async function rehearse<T>(store: Store, work: (rehearsal: Store) => Promise<T>): Promise<T> {
  const over = new Error('the rehearsal is over');
  const ended: { readonly answer: T }[] = [];
  try {
    await store.transaction(async (tx) => {
      ended.push({ answer: await work(within(store, tx)) });
      throw over;
    });
  } catch (error) {
    if (error !== over) throw error;
  }
  const [end] = ended;
  if (end === undefined) throw new Error('a rehearsal ended without an answer');
  return end.answer;
}

/** Transactions take their turns, as on the store itself. */
function within(store: Store, tx: Transaction): Store {
  const { search, installation, secret } = store;
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...tx,
    search,
    installation,
    secret,
    transaction: async (work) => {
      const turn = last.then(async () => await work(tx));
      last = turn.catch(() => undefined);
      return await turn;
    },
    close: () => Promise.reject(new Error('a rehearsal closes nothing')),
  };
}
