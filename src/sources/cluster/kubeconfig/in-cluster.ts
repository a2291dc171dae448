import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import type { ClusterIo } from '../connection.js';
import type { KubeConfig } from './read-kubeconfig.js';

const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The service account of the pod that we run in, as a kubeconfig, or undefined outside of one.
 * The token is named by its file, since the kubelet renews it there.
 * Source: client-go rest/config.go InClusterConfig, v0.34.
 */
export function inClusterKubeconfig(io: ClusterIo): KubeConfig | undefined {
  const host = io.env['KUBERNETES_SERVICE_HOST'];
  const port = io.env['KUBERNETES_SERVICE_PORT'];
  const folder = io.serviceAccountFolder ?? FOLDER;
  const tokenFile = join(folder, 'token');
  if (!host || !port || textOf(tokenFile) === undefined) return undefined;
  const namespace = (io.env['POD_NAMESPACE'] ?? textOf(join(folder, 'namespace')) ?? '').trim();
  const server = `https://${isIPv6(host) ? `[${host}]` : host}:${port}`;
  return {
    clusters: new Map([['in-cluster', { server, 'certificate-authority': join(folder, 'ca.crt') }]]),
    users: new Map([['service-account', { tokenFile }]]),
    contexts: new Map([
      [
        'in-cluster',
        { cluster: 'in-cluster', user: 'service-account', ...(namespace === '' ? {} : { namespace }) },
      ],
    ]),
    currentContext: 'in-cluster',
  };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
