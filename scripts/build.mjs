/**
 * Bundles the program into dist/: ESM, split so that what a command does not need is not loaded.
 * With --strict a bad rule file fails the build.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root, setup } from './setup.mjs';

setup();
const { build } = await import('esbuild');

const { buildCatalogue } = await import('./build-catalogue.mjs');
await buildCatalogue();

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  legalComments: 'linked',
  logLevel: 'warning',
  metafile: true,
  // client-node talks HTTP through node-fetch. Only its credentials are used here, never its HTTP.
  alias: { 'node-fetch': './scripts/no-fetch.mjs' },
  // Some dependencies are CommonJS and call require('fs') and kin, which an ESM bundle lacks.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
});

for (const name of await readdir(join(root, 'dist'))) {
  if (/\.js(?:\.LEGAL\.txt)?$/.test(name) && !Object.hasOwn(metafile.outputs, `dist/${name}`)) {
    await rm(join(root, 'dist', name), { force: true });
  }
}
