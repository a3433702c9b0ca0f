/** What may stand between an operator's name and a number that could be anyone's, written as terms. */
const BETWEEN = ['', 'framework|dps|contract|ref|reference ', 'framework agreement|dps|ref|reference '];

/** A change from letters to digits or back: written together or apart. */
const SEAM = /(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])/;
const MOST_SEAMS = 3;

/**
 * The terms by which a framework's number is found: `RM1557.14` → `rm1557 14`, `rm 1557 14`. One that does not begin with a
 * letter could be anything, and is found only behind the operator's name.
 */
export function spellings(reference: string, operatorNames: readonly string[]): readonly string[] {
  const words = reference
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const numbers = words.reduce<readonly string[]>(
    (before, word) =>
      before.flatMap((start) => apart(word).map((end) => (start === '' ? end : `${start} ${end}`))),
    [''],
  );
  if (/^[a-z]/i.test(reference)) return numbers;
  return operatorNames.flatMap((operator) =>
    BETWEEN.flatMap((between) => numbers.map((number) => `${operator} ${between}${number}`)),
  );
}

/** `its4042su`, `its 4042su`, `its4042 su`, `its 4042 su`. */
function apart(word: string): readonly string[] {
  const [first = '', ...rest] = word.split(SEAM);
  if (rest.length > MOST_SEAMS) return [word];
  return rest.reduce<readonly string[]>(
    (before, part) => before.flatMap((start) => [start + part, `${start} ${part}`]),
    [first],
  );
}
