import { sliceReleases } from './slice-releases.ts';

/** The releases of a page that was kept because it could not be read; undefined where it still cannot. */
export function cutPage(body: Uint8Array): readonly string[] | undefined {
  const sliced = sliceReleases(body);
  return sliced.ok ? sliced.releases : undefined;
}
