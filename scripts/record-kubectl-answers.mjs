// Records what kubectl makes of the kubeconfigs in fixtures/kubeconfig, so that tests need no kubectl.
// Run by hand after adding a case: node scripts/record-kubectl-answers.mjs
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('../fixtures/kubeconfig/', import.meta.url).pathname;

for (const id of readdirSync(root)) {
  const folder = join(root, id);
  const { kubeconfig, env } = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8'));
  const args = ['config', 'view', '--raw', '-o', 'json', ...(kubeconfig ? ['--kubeconfig', kubeconfig] : [])];
  const list = env?.map((file) => (file === '' ? '' : join(folder, file))).join(':');
  const { status, stdout, stderr } = spawnSync('kubectl', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: folder, ...(list === undefined ? {} : { KUBECONFIG: list }) },
  });
  // The folder differs from machine to machine; the answer must not.
  const answer =
    status === 0
      ? stdout.replaceAll(folder, '$DIR')
      : `${JSON.stringify({ error: stderr.replaceAll(folder, '$DIR') })}\n`;
  writeFileSync(join(folder, 'kubectl.json'), answer);
  process.stdout.write(`${id}: ${status === 0 ? 'recorded' : stderr}\n`);
}
