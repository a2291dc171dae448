// Runs a TypeScript program of this project that is not part of the bundle: it is bundled to a
// file of its own first, after the rule catalogue was built.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, setup } from './setup.mjs';

/**
 * @param {string} entry path from the project's root
 * @param {(module: any) => unknown} use called with the module; a number it returns is the exit status
 */
export async function runBundled(entry, use) {
  setup();
  const { build } = await import('esbuild');
  const { buildCatalogue } = await import('./build-catalogue.mjs');
  await buildCatalogue();
  const outfile = path.join(
    root,
    'node_modules/.cache/exitdiag',
    `${path.basename(entry, '.ts')}-${process.pid}.mjs`,
  );
  await build({
    entryPoints: [path.join(root, entry)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
    logLevel: 'error',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  try {
    const status = await use(await import(pathToFileURL(outfile).href));
    if (typeof status === 'number') process.exitCode = status;
  } finally {
    rmSync(outfile, { force: true });
  }
}
