import type { Technique } from '../domain/notice.ts';
import { object, type Json } from './json.ts';

/**
 * What `tender.techniques` states (https://github.com/open-contracting-extensions/ocds_techniques_extension). Only true is ever
 * served, so nothing said is unknown and not "no". Lots may have techniques too; in 1,977 recorded releases none has.
 */
export function readTechnique(tender: Json): Technique | undefined {
  const stated: unknown = tender['techniques'];
  if (stated === undefined || stated === null) return undefined;
  const { hasDynamicPurchasingSystem, hasFrameworkAgreement } = object(stated);
  // A dynamic market may describe the agreements that come of it under `frameworkAgreement` as well.
  if (hasDynamicPurchasingSystem === true) return 'dynamic-market';
  return hasFrameworkAgreement === true ? 'framework' : undefined;
}
