// npm run e2e [-- --yes]: makes failures in a disposable cluster, has each diagnosed, removes them.
// Needs kubectl, and KUBECONFIG set to the cluster; with --yes it takes the kubeconfig that kubectl
// would. E2E_IMAGE_SMALL and E2E_IMAGE_FULL name other images (e2e/images.ts), E2E_IMAGE_MISSING one
// that a reachable registry does not have, E2E_NODE_STOP and E2E_NODE_START commands that stop and
// start the node's kubelet (e2e/check/node-stops.ts), E2E_ONLY the rollouts to check.
import { homedir } from 'node:os';
import path from 'node:path';
import { runBundled } from './bundled.mjs';
import { runNode } from './run.mjs';

const kubeconfig =
  process.env.KUBECONFIG || (process.argv.includes('--yes') ? path.join(homedir(), '.kube/config') : '');
if (kubeconfig === '') {
  process.stderr.write(
    'error: this makes pods that fail: set KUBECONFIG to a disposable cluster, or say --yes to use the current one\n',
  );
  process.exit(2);
}
if (runNode('scripts/build.mjs') !== 0) process.exit(3);

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => interrupted.abort(signal));
const write = (text) => process.stdout.write(text);

const sum = { passed: 0, failed: 0 };
for (const entry of ['e2e/main.ts', 'e2e/check.ts']) {
  if (interrupted.signal.aborted) break;
  try {
    await runBundled(entry, async (module) => {
      const { passed, failed } = await module.main(kubeconfig, write, interrupted.signal);
      sum.passed += passed;
      sum.failed += failed;
    });
  } catch (error) {
    process.stderr.write(`error: ${error.message}\n`);
    sum.failed++;
  }
}
write(`${sum.passed} passed, ${sum.failed} failed\n`);
process.exitCode = interrupted.signal.aborted ? 130 : sum.failed > 0 ? 1 : 0;
