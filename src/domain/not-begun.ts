/** A bug that befell a channel before it had handed anything over: nothing of the message can have arrived. */
export class NotBegun extends Error {
  override readonly name = 'NotBegun';

  constructor(cause: unknown) {
    super('the message could not be given its form', { cause });
  }
}

/** What a message is made into before anybody is asked to take it. */
export function beforeSending<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new NotBegun(error);
  }
}
