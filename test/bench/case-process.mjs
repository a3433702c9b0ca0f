/// <reference types="node" />
/// <reference lib="es2023" />
import { prepareHeld, prepareReleases } from './prepare.mjs';

/**
 * One case in a process of its own: no case runs in code warmed up, or memory filled, by another. Its rows go to the
 * parent. Arguments: the case's name, its part (or nothing), the setting as JSON.
 */
const [, , name = '', part = '', written = '{}'] = process.argv;
const setting = /** @type {import('./measure.mjs').Setting} */ (/** @type {unknown} */ (JSON.parse(written)));

/** @returns {Promise<readonly import('./measure.mjs').Row[]>} */
async function rowsOf() {
  if (name === 'prepare releases') prepareReleases(setting);
  else if (name === 'prepare held') await prepareHeld(setting);
  else {
    const module =
      /** @type {{ run(given: typeof setting, part: string): Promise<readonly import('./measure.mjs').Row[]> }} */ (
        /** @type {unknown} */ (await import(`./cases/${name}.mjs`))
      );
    return module.run(setting, part);
  }
  return [];
}

const rows = await rowsOf();
process.send?.(rows);
if (process.connected) process.disconnect();
