/** A request's address: the route below the base URL, which may have a path of its own that every request keeps. */
export function addressOf(base: string, route: string, query: Readonly<Record<string, string>> = {}): string {
  const url = new URL(base);
  url.pathname = `${prefixOf(url)}${route}`;
  url.search = new URLSearchParams(query).toString();
  return url.href;
}

/** The path of a base URL, without slashes at its end. */
export function prefixOf(base: URL): string {
  return base.pathname.replace(/\/+$/, '');
}
