import type { Subscription } from '../../domain/subscription.ts';
import { preview } from '../../flows/preview.ts';
import type { Ground } from '../ground.ts';
import { previewJson } from '../preview-json.ts';

/** What a subscription would bring, as lines for people and as programs see it. */
export async function foreseen(
  by: Subscription,
  ground: Ground,
): Promise<{ readonly lines: readonly string[]; readonly json: object }> {
  const found = await preview({ query: ground.queryOf(by.query), by }, ground);
  const { previewLines } = await import('../../present/preview-lines.ts');
  return { lines: previewLines(found), json: previewJson(found) };
}
