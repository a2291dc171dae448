/**
 * Bundles the program into dist/: ESM, split so that what a command does not need is not loaded.
 * With --strict a bad rule file fails the build.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, setup } from './setup.mjs';

setup();
const { build } = await import('esbuild');

const { buildCatalogue } = await import('./build-catalogue.mjs');
await buildCatalogue();

/**
 * The compiled catalogue stands beside the bundle, a line a rule: only the first line, the index,
 * is parsed at every start, and a rule's line when the rule may match.
 */
const catalogueAsLines = {
  name: 'catalogue-as-lines',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]generated[\\/]catalogue\.js$/ }, async ({ path }) => {
      const { default: catalogue } = await import(pathToFileURL(path).href);
      await mkdir(join(root, 'dist'), { recursive: true });
      const lines = [JSON.stringify(catalogue.index), ...catalogue.texts];
      await writeFile(join(root, 'dist', 'catalogue.ndjson'), lines.join('\n'));
      return {
        contents: `import { readFileSync } from 'node:fs';
          const [index, ...texts] = readFileSync(new URL('./catalogue.ndjson', import.meta.url), 'utf8').split('\\n');
          export default { index: JSON.parse(index), texts };`,
      };
    });
  },
};

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
  plugins: [catalogueAsLines],
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
