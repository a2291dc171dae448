import type { JsonObject } from '../../src/domain/values/json.js';
import type { Diagnosis } from '../../src/domain/report/report.js';
import { conclude, type Conclusion } from '../../src/rollout/conclude.js';
import type { RolloutOptions, SeenFailure, Standing } from '../../src/rollout/standing.js';
import { judgeWorkload, NEW_WORKLOAD, type WorkloadMemory } from '../../src/rollout/workload.js';
import { NOW } from '../support/pods.js';

export const OPTIONS: RolloutOptions = {
  settleSeconds: 30,
  graceSeconds: 60,
  toleratedDeaths: 1,
  failFast: true,
  tolerance: { failOn: [], allow: [], known: new Set() },
};

/** A Deployment of one replica, `ready` or not, whose pod says since when. */
export function deployment(
  ready: boolean,
  more: { readonly spec?: JsonObject; readonly metadata?: JsonObject; readonly status?: JsonObject } = {},
): JsonObject {
  return {
    kind: 'Deployment',
    metadata: {
      name: 'web',
      namespace: 'shop',
      uid: 'd',
      generation: 1,
      annotations: { 'deployment.kubernetes.io/revision': '1' },
      ...more.metadata,
    },
    spec: { replicas: 1, template: { spec: { containers: [{ name: 'app' }] } }, ...more.spec },
    status: {
      observedGeneration: 1,
      replicas: 1,
      updatedReplicas: 1,
      availableReplicas: ready ? 1 : 0,
      ...more.status,
    },
  };
}

/** A moment of a scripted rollout, so many seconds after its beginning. */
export interface Scene {
  readonly at: number;
  readonly workload?: JsonObject;
  /** Seconds after the beginning at which the pod became ready; absent: it is not. */
  readonly readyAt?: number;
  readonly containers?: readonly JsonObject[];
  readonly failures?: readonly SeenFailure[];
}

export function stamp(second: number): string {
  return new Date(NOW + second * 1000).toISOString();
}

export function failure(
  heals: Diagnosis['heals'],
  more: Partial<SeenFailure> & { readonly diagnosis?: Partial<Diagnosis> } = {},
): SeenFailure {
  const diagnosis = {
    title: 'it broke',
    ruleId: 'rule',
    cause: 'app-config',
    confidence: 'likely',
    severity: 'high',
    heals,
    ...more.diagnosis,
  };
  return { key: 'k', stands: true, deaths: 0, pod: 'p', ...more, diagnosis: diagnosis as Diagnosis };
}

/** Plays the scenes and answers how it ended, and when. */
export function play(
  scenes: readonly Scene[],
  options: Partial<RolloutOptions> = {},
  timeoutSeconds = 300,
): { readonly conclusion?: Conclusion; readonly at?: number; readonly last?: Standing } {
  let memory: WorkloadMemory = NEW_WORKLOAD;
  let last: Standing | undefined;
  for (const scene of scenes) {
    const now = NOW + scene.at * 1000;
    const isOver = scene.at >= timeoutSeconds;
    const { workload } = scene;
    const judged = judgeWorkload(
      memory,
      {
        name: 'Deployment/web',
        failures: scene.failures ?? [],
        ...(workload === undefined
          ? {}
          : { observation: { workload, revisions: [], pods: [podOf(scene)], now } }),
      },
      { ...OPTIONS, ...options, failFast: (options.failFast ?? true) || isOver },
      now,
    );
    memory = judged.memory;
    last = judged.standing;
    const conclusion = conclude([last], { isOver, timeoutSeconds });
    if (conclusion !== undefined) return { conclusion, at: scene.at, last };
  }
  return last === undefined ? {} : { last };
}

function podOf({ readyAt, containers = [] }: Scene): JsonObject {
  const condition =
    readyAt === undefined
      ? { type: 'Ready', status: 'False' }
      : { type: 'Ready', status: 'True', lastTransitionTime: stamp(readyAt) };
  return {
    metadata: { name: 'p', uid: 'p' },
    status: { phase: 'Running', conditions: [condition], containerStatuses: containers },
  };
}
