/**
 * Bundles the program into dist/: ESM, split so that what a command does not need is not loaded.
 * With --strict a bad rule file fails the build.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
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

/** Loaded at every start. */
const START = ['main.ts'];
/** What needs only that beside itself: short commands, and what they and others share. */
const SHORT = ['explain/index.ts', 'explain/plain-text.ts', 'domain/cause.ts', 'cli/completion/complete.ts'];
/** Loaded together by whatever judges pods. */
const WORK = [
  'cli/pod/run.ts',
  'cli/scan/run.ts',
  'cli/check/run.ts',
  'cli/load-rulebook.ts',
  'rulebook/catalogue.ts',
  'sources/files/index.ts',
];

/**
 * esbuild makes a file of every set of modules that the same lazy modules share: dozens, and each
 * costs a start-up a part of a millisecond. A lazy module that imports all that is loaded before
 * it anyway shares the whole of it, which is one file then.
 */
const fewFiles = {
  name: 'few-files',
  async setup({ onLoad }) {
    const lazy = await lazyModules();
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      if (!lazy.has(path)) return undefined;
      const before = SHORT.some((name) => path === inSource(name)) ? START : [...START, ...WORK];
      const imports = before.map(inSource).filter((other) => other !== path);
      const contents = imports.map((other) => `import ${JSON.stringify(other)};`).join('');
      return { contents: contents + (await readFile(path, 'utf8')), loader: 'ts' };
    });
  },
};

function inSource(name) {
  return join(root, 'src', name);
}

/** The modules of this project that a dynamic import loads. */
async function lazyModules() {
  const found = new Set();
  for (const name of await readdir(join(root, 'src'), { recursive: true })) {
    if (!name.endsWith('.ts')) continue;
    const file = inSource(name);
    for (const [, target] of (await readFile(file, 'utf8')).matchAll(/\bimport\('(\.[^']+)\.js'\)/g)) {
      found.add(`${resolve(dirname(file), target)}.ts`);
    }
  }
  return found;
}

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
  plugins: [catalogueAsLines, fewFiles],
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
