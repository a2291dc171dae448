import { writeFileSync } from 'node:fs';
import { asObjects, at, type JsonObject } from '../src/domain/values/json.js';
import type { Kubectl } from './kubectl.js';

const NAME = 'only-get-pods';

/** Makes an account that may get pods by name and nothing else, and writes a kubeconfig of it. */
export async function writeKubeconfigOfOnlyGetPods(
  kubectl: Kubectl,
  namespace: string,
  file: string,
): Promise<void> {
  await kubectl(['create', 'serviceaccount', NAME]);
  await kubectl(['create', 'role', NAME, '--verb=get', '--resource=pods']);
  await kubectl(['create', 'rolebinding', NAME, `--role=${NAME}`, `--serviceaccount=${namespace}:${NAME}`]);
  const token = (await kubectl(['create', 'token', NAME, '--duration=1h'])).trim();
  const view = await kubectl(['config', 'view', '--raw', '--minify', '--flatten', '-o', 'json']);
  const [entry] = asObjects(at(JSON.parse(view) as JsonObject, 'clusters'));
  const cluster = at(entry, 'cluster');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': NAME,
    clusters: [{ name: NAME, cluster }],
    users: [{ name: NAME, user: { token } }],
    contexts: [{ name: NAME, context: { cluster: NAME, user: NAME, namespace } }],
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
}
