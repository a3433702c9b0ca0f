/** The sockets between the centre and the world, owned by the centre. */
export type * from './ports/world.ts';
export type * from './ports/portals.ts';
export type * from './ports/procurements.ts';
export type * from './ports/past.ts';
export type * from './ports/search.ts';
export type * from './ports/frequencies.ts';
export type * from './ports/corrections.ts';
export type * from './ports/subscriptions.ts';
export type * from './ports/sign-ups.ts';
export type * from './ports/deliveries.ts';
export type * from './ports/first-messages.ts';
export type * from './ports/slack.ts';
export type * from './ports/store.ts';
