import type { JsonObject } from '../../../src/domain/values/json.js';
import type { Cluster } from './run-in.js';

/** A time so many seconds ago, as the API writes it. */
export const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
const DEPLOYMENTS = '/apis/apps/v1/namespaces/shop/deployments';

/** An object of another's making. */
export function owned(name: string, kind: string, owner: string, more: JsonObject): JsonObject {
  return {
    ...more,
    metadata: {
      namespace: 'shop',
      name,
      uid: name,
      resourceVersion: '1',
      creationTimestamp: ago(300),
      ownerReferences: [{ kind, name: owner, uid: owner, controller: true, apiVersion: 'apps/v1' }],
      annotations: { 'deployment.kubernetes.io/revision': '1' },
    },
  };
}

/** A Deployment with one pod in the given state. */
export function deployed(
  podStatus: JsonObject,
  more: { readonly spec?: JsonObject; readonly available?: number } = {},
): Cluster {
  const selector = { matchLabels: { app: 'web' } };
  const web: JsonObject = {
    kind: 'Deployment',
    metadata: {
      namespace: 'shop',
      name: 'web',
      uid: 'web',
      resourceVersion: '1',
      generation: 1,
      annotations: { 'deployment.kubernetes.io/revision': '1' },
    },
    spec: { replicas: 1, selector, template: {}, ...more.spec },
    status: {
      observedGeneration: 1,
      replicas: 1,
      updatedReplicas: 1,
      availableReplicas: more.available ?? 0,
    },
  };
  const pod = owned('web-1-a', 'ReplicaSet', 'web-1', {
    kind: 'Pod',
    spec: { containers: [{ name: 'app', image: 'shop/web:1' }] },
    status: podStatus,
  });
  return {
    [DEPLOYMENTS]: [web],
    '/apis/apps/v1/namespaces/shop/replicasets': [
      owned('web-1', 'Deployment', 'web', { kind: 'ReplicaSet', spec: { template: {} } }),
    ],
    '/api/v1/namespaces/shop/pods': [pod],
  };
}

/** A rollout that was through two minutes ago. */
export const READY = deployed(
  {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: ago(120) }],
    containerStatuses: [
      { name: 'app', ready: true, restartCount: 0, state: { running: { startedAt: ago(130) } } },
    ],
  },
  { available: 1 },
);
/** One whose image nobody can pull, with a name that would be a command. */
export const INVALID = deployed({
  phase: 'Pending',
  conditions: [{ type: 'Ready', status: 'False' }],
  containerStatuses: [
    {
      name: 'app',
      ready: false,
      restartCount: 0,
      image: 'Shop:1',
      state: {
        waiting: {
          reason: 'InvalidImageName',
          message: 'Failed to apply default image tag "::error::Shop API": couldn\'t parse image reference',
        },
      },
    },
  ],
});
