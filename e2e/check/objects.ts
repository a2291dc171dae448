import { IMAGES } from '../images.js';

export interface ContainerFields {
  readonly [field: string]: unknown;
}

/** A shell script as a container that ends as the script does. */
export function script(text: string, more: ContainerFields = {}): ContainerFields {
  return { name: 'app', image: IMAGES.small, command: ['sh', '-c', text], ...more };
}

/** Serves for ever and ends with 143 when it is asked to stop. */
export const SERVES = script("trap 'exit 143' TERM; sleep 3600 & wait");

type Kind = 'Deployment' | 'StatefulSet' | 'DaemonSet';

/** A workload with one container; `spec` goes into its own spec, `pod` into that of its pods. */
export function workload(
  kind: Kind,
  container: ContainerFields,
  spec: object = {},
  pod: object = {},
): object {
  const labels = { app: 'web' };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web' },
    spec: {
      ...(kind === 'DaemonSet' ? {} : { replicas: 2 }),
      ...(kind === 'StatefulSet' ? { serviceName: 'web' } : {}),
      ...(kind === 'Deployment' ? { progressDeadlineSeconds: 45 } : {}),
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { terminationGracePeriodSeconds: 2, containers: [container], ...pod },
      },
      ...spec,
    },
  };
}

export function job(container: ContainerFields, pod: object, backoffLimit: number): object {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'web' },
    spec: { backoffLimit, template: { spec: { restartPolicy: 'Never', containers: [container], ...pod } } },
  };
}
