// Runs a TypeScript program of this project that is not part of the bundle, after the rule
// catalogue was built.
import { importTypescript } from './import-typescript.mjs';
import { setup } from './setup.mjs';

/**
 * @param {string} entry path from the project's root
 * @param {(module: any) => unknown} use called with the module; a number it returns is the exit status
 */
export async function runBundled(entry, use) {
  setup();
  const { buildCatalogue } = await import('./build-catalogue.mjs');
  await buildCatalogue();
  const status = await use(await importTypescript(entry));
  if (typeof status === 'number') process.exitCode = status;
}
