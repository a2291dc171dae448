import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asObjects, at, type JsonObject } from '../../src/domain/values/json.js';
import type { Stage } from './rollout.js';

const NAME = 'checker';

/** A kubeconfig of an account that may do this with workloads and pods, and nothing with events. */
export async function accountThatMay(
  { kubectl, namespace }: Stage,
  verbs: readonly string[],
): Promise<{ readonly kubeconfig: string; readonly close: () => void }> {
  const rules = [
    { apiGroups: ['apps'], resources: ['deployments', 'replicasets'], verbs },
    { apiGroups: [''], resources: ['pods', 'pods/log'], verbs },
  ];
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: NAME }, rules };
  await kubectl(['create', 'serviceaccount', NAME]);
  await kubectl(['create', '-f', '-'], JSON.stringify(role));
  await kubectl(['create', 'rolebinding', NAME, `--role=${NAME}`, `--serviceaccount=${namespace}:${NAME}`]);
  const token = (await kubectl(['create', 'token', NAME, '--duration=1h'])).trim();
  const view = await kubectl(['config', 'view', '--raw', '--minify', '--flatten', '-o', 'json']);
  const [cluster] = asObjects(at(JSON.parse(view) as JsonObject, 'clusters'));
  const folder = mkdtempSync(path.join(tmpdir(), 'exitdiag-checker-'));
  const kubeconfig = path.join(folder, 'kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': NAME,
    clusters: [{ name: NAME, cluster: at(cluster, 'cluster') }],
    users: [{ name: NAME, user: { token } }],
    contexts: [{ name: NAME, context: { cluster: NAME, user: NAME, namespace } }],
  };
  writeFileSync(kubeconfig, JSON.stringify(config), { mode: 0o600 });
  return { kubeconfig, close: () => rmSync(folder, { recursive: true, force: true }) };
}
