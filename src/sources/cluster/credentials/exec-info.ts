import { asBoolean, asObject, asObjects, asText, at, type JsonObject } from '../../../domain/values/json.js';
import { present } from '../../../domain/values/present.js';
import type { Target } from '../kubeconfig/resolve-target.js';
import { dataOrFile } from './data-or-file.js';

/**
 * KUBERNETES_EXEC_INFO: what a plugin may know of the call.
 * Source: client-go pkg/apis/clientauthentication/v1/types.go ExecCredentialSpec, v0.34.
 */
export function execInfo(target: Target, exec: JsonObject, interactive: boolean): string {
  const isTold = asBoolean(at(exec, 'provideClusterInfo')) === true;
  return JSON.stringify({
    kind: 'ExecCredential',
    apiVersion: asText(at(exec, 'apiVersion')) ?? 'client.authentication.k8s.io/v1',
    spec: { interactive, ...(isTold ? { cluster: clusterInfo(target) } : {}) },
  });
}

const CONFIG_EXTENSION = 'client.authentication.k8s.io/exec';

function clusterInfo({ cluster, server }: Target): object {
  const config = asObjects(at(cluster, 'extensions')).find(
    (one) => asText(at(one, 'name')) === CONFIG_EXTENSION,
  );
  return {
    server: asText(at(cluster, 'server')) ?? server.href,
    ...present('tls-server-name', asText(at(cluster, 'tls-server-name'))),
    ...present('insecure-skip-tls-verify', asBoolean(at(cluster, 'insecure-skip-tls-verify'))),
    ...present(
      'certificate-authority-data',
      dataOrFile(cluster, 'certificate-authority')?.toString('base64'),
    ),
    ...present('proxy-url', asText(at(cluster, 'proxy-url'))),
    ...present('config', asObject(at(config, 'extension'))),
  };
}
