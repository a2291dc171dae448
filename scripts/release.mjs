/**
 * Makes what a release publishes, in the folder that is named (release/ without one): the archive of the
 * built program, and krew's manifest with that archive's checksum. docs/releasing.md says what to do with them.
 * `--without-build` packs what is built already.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runNode } from './run.mjs';
import { root, setup } from './setup.mjs';

setup();
const args = process.argv.slice(2);
const [target = 'release'] = args.filter((arg) => arg !== '--without-build');
const built = args.includes('--without-build') ? 0 : runNode('scripts/build.mjs', ['--strict']);
if (built !== 0) process.exit(built);

const { files, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = resolve(target);
const name = `kubectl-exitdiag_v${version}.tar.gz`;
const archive = gzipSync(await pack(['package.json', ...files]), { level: 9 });
const sha256 = createHash('sha256').update(archive).digest('hex');
const template = readFileSync(join(root, 'krew-manifest.yaml'), 'utf8');
const withoutComment = template.replace(/^#.*\n/gm, '');

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, name), archive);
writeFileSync(join(folder, 'exitdiag.yaml'), withoutComment.replace(/'0{64}'/, sha256));
process.stdout.write(`${join(target, name)}  ${sha256}\n${join(target, 'exitdiag.yaml')}\n`);

/** A tar of these files and folders: sorted, of no user and no time, so that equal trees give equal archives. */
async function pack(paths) {
  const { pack: createPack } = await import('tar-stream');
  const tar = createPack();
  for (const path of paths.flatMap(filesBelow).sort()) {
    const mode = statSync(join(root, path)).mode & 0o100 ? 0o755 : 0o644;
    tar.entry({ name: path, mode, mtime: new Date(0) }, readFileSync(join(root, path)));
  }
  tar.finalize();
  const chunks = [];
  for await (const chunk of tar) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function filesBelow(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((entry) => filesBelow(`${path}/${entry}`));
}
