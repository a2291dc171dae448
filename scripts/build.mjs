/**
 * Builds dist/: the program in one file, the package that issues credentials in another (it is
 * large and seldom needed), the catalogue, and what V8 made of the program when it ran once, so
 * that a start need not compile it anew. With --strict a bad rule file fails the build.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, setup } from './setup.mjs';

setup();
const { build } = await import('esbuild');

const { buildCatalogue } = await import('./build-catalogue.mjs');
await buildCatalogue();

/** The program's own file that imports the credentials package. */
const CREDENTIALS = 'src/sources/cluster/client-node.ts';

/**
 * The compiled catalogue stands beside the bundle, a line a rule: the first line, the index, is
 * parsed at every start that judges, and a rule's line when the rule may match.
 */
const catalogueAsLines = {
  name: 'catalogue-as-lines',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]generated[\\/]catalogue\.js$/ }, async ({ path }) => {
      const { default: catalogue, texts } = await import(pathToFileURL(path).href);
      const lines = [JSON.stringify(catalogue.index), ...texts];
      await writeFile(join(root, 'dist', 'catalogue.ndjson'), `${lines.join('\n')}\n`);
      return { contents: READ_CATALOGUE };
    });
  },
};

const READ_CATALOGUE = `
import { readFileSync } from 'node:fs';
const lines = readFileSync(__dirname + '/catalogue.ndjson');
const ends = [];
for (let end = lines.indexOf(10); end >= 0; end = lines.indexOf(10, end + 1)) ends.push(end);
export default {
  index: JSON.parse(lines.toString('utf8', 0, ends[0])),
  text: (at) => lines.toString('utf8', ends[at] + 1, ends[at + 1]),
};`;

const credentialsApart = {
  name: 'credentials-apart',
  setup({ onResolve }) {
    onResolve({ filter: /[\\/]client-node\.js$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './credentials.cjs', external: true } : undefined,
    );
  },
};

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  // The loader runs the bundle as a script, which can require but not import.
  supported: { 'dynamic-import': false },
  legalComments: 'linked',
  logLevel: 'warning',
};

await rm(join(root, 'dist'), { recursive: true, force: true });
await mkdir(join(root, 'dist'));
await build({
  ...shared,
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.cjs',
  // As bin/load-program.cjs calls it.
  banner: { js: '(function (exports, module, require, __dirname) {' },
  footer: { js: '})' },
  plugins: [catalogueAsLines, credentialsApart],
});
await build({
  ...shared,
  entryPoints: [CREDENTIALS],
  outfile: 'dist/credentials.cjs',
  // client-node talks HTTP through node-fetch. Only its credentials are used here, never its HTTP.
  alias: { 'node-fetch': './scripts/no-fetch.mjs' },
});

// esbuild leaves letters outside ASCII in patterns as they are; the loader reads ASCII.
const main = join(root, 'dist', 'main.cjs');
const text = await readFile(main, 'utf8');
await writeFile(
  main,
  text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
);

const compiled = spawnSync(process.execPath, [join(root, 'scripts', 'compile-code.mjs')], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (compiled.status !== 0) process.exitCode = 1;
