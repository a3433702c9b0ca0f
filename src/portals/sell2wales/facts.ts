/** Where the API is, and where people read. */
export const URL_OF_SELL2WALES = 'https://api.sell2wales.gov.wales';
export const HOME = 'https://www.sell2wales.gov.wales';

export const OCID_PREFIX = 'ocds-kuma6s-';

/** English: 1106 is Welsh. A notice written in one language is served in it whatever is asked for. */
export const LOCALE = '2057';

/**
 * The notice types that are asked for (https://api.sell2wales.gov.wales/v1 lists them all), opportunities first. The other
 * European forms (4, 6, 7, 12, 13, 15, 20, 22, 23, 25) are rare, and their notices reach Find a Tender.
 */
export const NOTICE_TYPES: readonly string[] = [
  '2', // contract notice
  '51', // website invitation to tender: below the threshold
  '54', // sub-contract, before its main contract is awarded
  '55', // sub-contract, after
  '21', // social and other specific services
  '5', // contract notice, utilities
  '24', // concession
  '14', // corrigendum: a deadline that moves
  '52', // website prior information notice
  '1', // prior information notice
  '53', // website contract award
  '56', // sub-contract award
  '3', // contract award
];
