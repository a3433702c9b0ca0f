import type { z } from 'zod';
import type { Context } from './context.ts';
import { EXIT } from './exit-codes.ts';
import { refuse, type Ended } from './ground.ts';

/** A verb's options, checked; says in one line which is wrong. */
export function readOptions<T extends z.ZodType>(
  schema: T,
  options: unknown,
  context: Context,
): { readonly options: z.output<T> } | Ended {
  const parsed = schema.safeParse(options);
  if (parsed.success) return { options: parsed.data };
  const [issue] = parsed.error.issues;
  const flag = String(issue?.path[0] ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return refuse(context, `--${flag}: ${issue?.message ?? 'cannot be used'}`, EXIT.usage);
}
