import { split } from '../../flows/say.ts';
import { EXIT } from '../exit-codes.ts';
import { refuse } from '../ground.ts';
import { procurementMeant, whichNotices } from '../which-procurement.ts';
import { wordVerb } from '../words.ts';

export const run = wordVerb('split', async ([which, ...notices], { ground, deps }) => {
  const { context } = ground;
  if (which === undefined || notices.length === 0)
    return refuse(context, 'say which procurement, and which of its notices are another', EXIT.usage);
  const held = await procurementMeant(which, ground);
  if ('exit' in held) return held;
  const stray = notices.find((written) => whichNotices(written, held).length === 0);
  if (stray !== undefined) {
    const line = `'${stray}' is no notice of #${held.id}; \`tenderbell show ${held.id}\` lists them`;
    return refuse(context, line, EXIT.data);
  }
  const names = notices.flatMap((written) => whichNotices(written, held));
  return await split(held.id, names, deps);
});
