/**
 * Builds dist/: the program in one file, the package that issues credentials in another (it is
 * large and seldom needed), the catalogue, and what V8 made of the program when it ran once, so
 * that a start need not compile it anew. With --strict a bad rule file fails the build.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { READ_CATALOGUE, writeCatalogueFiles } from './catalogue-files.mjs';
import { root, setup } from './setup.mjs';

setup();
const { build } = await import('esbuild');

const { buildCatalogue } = await import('./build-catalogue.mjs');
await buildCatalogue();

/** The program's own file that imports the credentials package. */
const CREDENTIALS = 'src/sources/cluster/client-node.ts';

const catalogueInFiles = {
  name: 'catalogue-in-files',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]generated[\\/]catalogue\.js$/ }, async ({ path }) => {
      const { lists, texts } = await import(pathToFileURL(path).href);
      writeCatalogueFiles(join(root, 'dist'), lists, texts);
      return { contents: READ_CATALOGUE };
    });
  },
};

/**
 * Packages with large tables of their own, which they set up when they are loaded: here when they
 * are first used. Each is given with what the program uses of it.
 */
const USED_LATE = {
  re2js: 'export const RE2JS = { compile: (source) => require("re2js").RE2JS.compile(source) };',
  xmlbuilder: 'export const create = (...given) => require("xmlbuilder").create(...given);',
};

const packagesAtFirstUse = {
  name: 'packages-at-first-use',
  setup({ onResolve, onLoad }) {
    const names = new RegExp(`^(?:${Object.keys(USED_LATE).join('|')})$`);
    onResolve({ filter: names }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'at-first-use' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'at-first-use' }, ({ path }) => ({
      contents: USED_LATE[path],
      resolveDir: root,
    }));
  },
};

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
  plugins: [catalogueInFiles, packagesAtFirstUse, credentialsApart],
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
await writeFile(main, asAscii(await readFile(main, 'utf8')));

const compiled = spawnSync(process.execPath, [join(root, 'scripts', 'compile-code.mjs')], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (compiled.status !== 0) process.exitCode = 1;

/** JavaScript in ASCII, which is read without decoding. */
function asAscii(text) {
  return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
