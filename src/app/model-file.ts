import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodeModel, type Model } from '../classify/model.ts';

/** The model that ships with the program, and what `tenderbell train` replaces. Two folders up from `src/app` and `dist/app` alike. */
export const MODEL_FILE = fileURLToPath(new URL('../../data/classifier.bin', import.meta.url));

/** @throws Error where the file is missing or of another version: it is part of the program, so that is a bug. */
export function loadModel(path: string = MODEL_FILE): Model {
  return decodeModel(readFileSync(path));
}
