/**
 * The same answers are asked for over and over: each is made once. Forgets all of them where there come to be `most`, so that a
 * stream of rubbish cannot grow it for ever.
 */
export function remembered<K extends string | number, T extends object | string | number>(
  most: number,
  make: (key: K) => T,
): (key: K) => T {
  const made = new Map<K, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    if (made.size >= most) made.clear();
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
