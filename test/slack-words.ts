/** All that is written in blocks or a view, as Slack was given it. */
export function wordsOf(shown: unknown): string {
  return textsIn(shown).join('\n');
}

/** The words on its buttons, in order. */
export function buttonsOf(shown: unknown): readonly string[] {
  return objectsIn(shown)
    .filter((one) => one['type'] === 'button')
    .map((one) => wordsOf(one['text']));
}

function textsIn(value: unknown): readonly string[] {
  return objectsIn(value).flatMap((one) =>
    ['text', 'initial_value', 'title'].flatMap((key) => {
      const text = one[key];
      return typeof text === 'string' ? [text] : [];
    }),
  );
}

/** Every object in it, outermost first. */
function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  const fields = Object.fromEntries(Object.entries(value));
  return [fields, ...Object.values(fields).flatMap(objectsIn)];
}
