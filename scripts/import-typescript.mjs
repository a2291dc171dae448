// Imports a TypeScript module of this project that is not part of the bundle.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * Bundles the module to a file, imports that and removes it. Packages stay outside with
 * `packages: 'external'`, for those that cannot be bundled.
 * @param {string} entry path from the project's root
 * @param {{ packages?: 'bundle' | 'external' }} [options]
 */
export async function importTypescript(entry, { packages = 'bundle' } = {}) {
  const { build } = await import('esbuild');
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
    packages,
    // Some dependencies are CommonJS and call require('fs') and kin, which an ESM bundle lacks.
    ...(packages === 'bundle' ? { banner: { js: REQUIRE } } : {}),
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile, { force: true });
  }
}
