/** Where the API is, and where people read. */
export const URL_OF_PUBLIC_CONTRACTS_SCOTLAND = 'https://api.publiccontractsscotland.gov.uk';
export const HOME = 'https://www.publiccontractsscotland.gov.uk';

export const OCID_PREFIX = 'ocds-r6ebe6-';

/**
 * The notice types that are asked for (https://api.publiccontractsscotland.gov.uk/v1 lists them all), opportunities first.
 * Kingfisher calls 101 and 102 the other way round; the API's own page is followed, and both are read. The other European
 * forms (4, 6, 7, 12, 13, 15, 20, 22, 23, 25) are rare, and their notices reach Find a Tender.
 */
export const NOTICE_TYPES: readonly string[] = [
  '2', // contract notice
  '102', // website contract notice: below the threshold, found nowhere else
  '21', // social and other specific services
  '5', // contract notice, utilities
  '24', // concession
  '14', // corrigendum: a deadline that moves
  '101', // website prior information notice
  '1', // prior information notice
  '103', // website contract award
  '3', // contract award
  '104', // Quick Quote award: the quotes themselves go to invited suppliers alone
];
