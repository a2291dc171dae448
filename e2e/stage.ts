import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Failure } from './failure.js';
import { kubectlOf, type Kubectl } from './kubectl.js';
import { writeKubeconfigOfOnlyGetPods } from './only-get-pods.js';

/** A namespace of our own with every failure in it, and who may look at it. */
export interface Stage {
  readonly namespace: string;
  /** kubectl within the namespace, as the cluster's owner. */
  readonly kubectl: Kubectl;
  readonly onlyGetPods: string;
  /** A Secret's value, in the forms in which it could be seen. */
  readonly secretValues: readonly string[];
  /** Takes everything away again; may be called more than once. */
  readonly clear: () => Promise<void>;
}

/** Makes the namespace; nothing outside of it is touched. */
export function openStage(kubeconfig: string): Stage {
  const namespace = `exitdiag-e2e-${randomBytes(4).toString('hex')}`;
  const folder = mkdtempSync(path.join(tmpdir(), `${namespace}-`));
  const cluster = kubectlOf(kubeconfig);
  const kubectl: Kubectl = (args, input) => cluster(['--namespace', namespace, ...args], input);
  const secret = randomBytes(12).toString('hex');
  return {
    namespace,
    kubectl,
    onlyGetPods: path.join(folder, 'only-get-pods'),
    secretValues: [secret, Buffer.from(secret).toString('base64')],
    clear: async () => {
      rmSync(folder, { recursive: true, force: true });
      // A pod whose image is being pulled would keep its namespace until the pull ends.
      await cluster([
        'delete',
        'pods',
        '--all',
        '--namespace',
        namespace,
        '--force',
        '--grace-period=0',
        '--wait=false',
      ]);
      await cluster(['delete', 'namespace', namespace, '--ignore-not-found', '--timeout=120s']);
    },
  };
}

/** Fills the namespace: the failures, a Secret that nobody is to read, and the account that may only get pods. */
export async function fillStage(stage: Stage, failures: readonly Failure[]): Promise<void> {
  const { kubectl, namespace, onlyGetPods, secretValues } = stage;
  await kubectl(['create', 'namespace', namespace]);
  await kubectl(['create', 'secret', 'generic', 'kept-secret', `--from-literal=password=${secretValues[0]}`]);
  await waitForDefaultAccount(kubectl);
  const items = failures.flatMap(({ objects }) => objects);
  await kubectl(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  await writeKubeconfigOfOnlyGetPods(kubectl, namespace, onlyGetPods);
}

/** A pod is refused until its namespace's default account was made, moments after the namespace. */
async function waitForDefaultAccount(kubectl: Kubectl): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    if ((await kubectl(['get', 'serviceaccounts', '-o', 'name'])).includes('serviceaccount/default')) return;
    await new Promise((resume) => setTimeout(resume, 500));
  }
  throw new Error('the namespace got no service account within 30 s: does a controller manager run?');
}
