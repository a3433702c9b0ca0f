const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#039;',
  '£': '&pound;',
};

/** As PHP's htmlspecialchars writes it (https://www.php.net/htmlspecialchars). */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** The same with the pound sign by its name, as sums stand on the site. */
export function escapedSum(text: string): string {
  return text.replace(/[&<>"'£]/g, (char) => ENTITIES[char] ?? char);
}
