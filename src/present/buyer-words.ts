import type { Buyer, BuyerType } from '../domain/notice.ts';
import { line } from './clean-text.ts';
import { LONGEST } from './lengths.ts';

const TYPE_WORDS: Readonly<Record<BuyerType, string>> = {
  central: 'central government',
  local: 'local government',
  nhs: 'NHS',
  education: 'school, college or university',
  'blue-light': 'police, fire or ambulance service',
  housing: 'housing association',
  devolved: 'devolved government',
  utility: 'utility',
  other: 'other public body',
};

/** The buyer's name. */
export function buyerName(buyer: Buyer | undefined): string {
  return line(buyer?.name ?? '', LONGEST.buyer) || 'buyer not stated';
}

/** What kind of buyer it is; undefined where neither the portal nor its name says so. */
export function buyerTypeWords(buyer: Buyer | undefined): string | undefined {
  return buyer?.type === undefined ? undefined : TYPE_WORDS[buyer.type];
}

/** `Ashcombe Borough Council (local government)`. */
export function buyerLine(of: { readonly buyer: string; readonly buyerType: string | undefined }): string {
  return of.buyerType === undefined ? of.buyer : `${of.buyer} (${of.buyerType})`;
}
