import { join } from '../../flows/say.ts';
import { EXIT } from '../exit-codes.ts';
import { refuse } from '../ground.ts';
import { procurementMeant } from '../which-procurement.ts';
import { wordVerb } from '../words.ts';

export const run = wordVerb('join', async (given, { ground, deps }) => {
  const [first, second, ...more] = given;
  if (first === undefined || second === undefined || more.length > 0)
    return refuse(ground.context, 'say which two procurements are one', EXIT.usage);
  const one = await procurementMeant(first, ground);
  if ('exit' in one) return one;
  const other = await procurementMeant(second, ground);
  return 'exit' in other ? other : await join(one.id, other.id, deps);
});
