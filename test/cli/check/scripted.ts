import { createLookInto } from '../../../src/cli/check/trouble.js';
import { createTeller } from '../../../src/cli/check/tell-progress.js';
import { wait, type Ending, type WaitOptions } from '../../../src/cli/check/wait.js';
import { asText, at, type JsonObject } from '../../../src/domain/values/json.js';
import type { ContainerLog, EventRecord, ReferenceRecord } from '../../../src/domain/snapshot.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import type { Follow, Picture, Target } from '../../../src/sources/cluster/follow/follow.js';
import { BUILT_IN } from '../../../src/sources/cluster/api/resources.js';
import { OPTIONS, stamp } from '../../rollout/stage.js';
import { NOW, snapshot } from '../../support/pods.js';

/** What a cluster shows at one second of a scripted rollout. */
export interface Scene {
  /** Absent: it has been deleted. */
  readonly workload?: JsonObject;
  readonly revisions?: readonly JsonObject[];
  readonly pods?: readonly JsonObject[];
  /** What the containers have written, for who reads it. */
  readonly logs?: readonly ContainerLog[];
  readonly references?: readonly ReferenceRecord[];
  /** The node of the pods. */
  readonly node?: JsonObject;
  /** Events of the workload itself. */
  readonly events?: readonly EventRecord[];
  /** How often the cluster warned of each of the pods. */
  readonly warnings?: number;
  /** What the following has to say, such as a lost connection; said once. */
  readonly news?: string;
  /** Why nothing is heard of the cluster at that second. */
  readonly lost?: string;
  /** Why what is followed cannot be read again at that second, though no watch has ended. */
  readonly unread?: string;
}

export type Script = (second: number) => Scene;

export interface Played extends Ending {
  /** Seconds from the beginning to the verdict. */
  readonly seconds: number;
  /** What the pipeline's log was told, a line each. */
  readonly told: readonly string[];
}

export interface PlayOptions extends Partial<WaitOptions> {
  readonly allRevisions?: boolean;
  /** Second at which the user presses Ctrl-C. */
  readonly interruptedAt?: number;
}

const rulebook = await loadRulebook();

/** Checks a scripted rollout, or several at once, by a clock that the script's seconds move. */
export async function play(scripts: Script | readonly Script[], options: PlayOptions = {}): Promise<Played> {
  const world = createWorld([scripts].flat(), options.interruptedAt);
  const told: string[] = [];
  const wanted: WaitOptions = { ...OPTIONS, timeoutSeconds: 300, ...options };
  const ending = await wait(
    {
      follow: world.follow,
      lookInto: createLookInto(world.follow, {
        rulebook,
        allRevisions: options.allRevisions ?? false,
        settleSeconds: wanted.settleSeconds,
      }),
      now: world.now,
      signal: world.signal,
      tell: createTeller((line) => told.push(line.trimEnd()), world.now),
    },
    wanted,
  );
  return { ...ending, seconds: (world.now() - NOW) / 1000, told };
}

function createWorld(
  scripts: readonly Script[],
  interruptedAt = Infinity,
): { readonly follow: Follow; readonly now: () => number; readonly signal: AbortSignal } {
  let now = NOW;
  const user = new AbortController();
  const second = (): number => (now - NOW) / 1000;
  const scenes = (): readonly Scene[] => scripts.map((script) => script(second()));
  const targets = scenes().map(({ workload }) => targetOf(workload ?? {}));
  const news: string[] = [];
  const note = (): void => {
    for (const { news: line } of scenes()) if (line !== undefined && !news.includes(line)) news.push(line);
  };
  note();
  let said = 0;
  const follow: Follow = {
    targets,
    notFound: [],
    missing: () => [],
    look: () => scenes().map((scene, index) => pictureOf(scene, targets[index] as Target)),
    changed: (atMostMs) => {
      // A change is told of within the second in which the script makes it.
      const before = JSON.stringify(scenes());
      const end = now + atMostMs;
      while (now < end && JSON.stringify(scenes()) === before && !user.signal.aborted) {
        now = Math.min(end, now + 1000);
        note();
        if (second() >= interruptedAt) user.abort('SIGINT');
      }
      return Promise.resolve();
    },
    takeNews: () => {
      const fresh = news.slice(said);
      said = news.length;
      return fresh;
    },
    lost: () => scenes()[0]?.lost,
    readAgain: () => Promise.resolve(scenes()[0]?.unread),
    warningsOf: () => scenes()[0]?.warnings ?? 0,
    reading: () => {
      const [{ logs = [], references = [], events = [], node } = {}] = scenes();
      return {
        pod: (pod) =>
          Promise.resolve(snapshot(pod, { logs, references, ...(node === undefined ? {} : { node }) })),
        workload: ({ revisions, pods }, workload) =>
          Promise.resolve({
            kind: 'workload',
            now,
            workload,
            events,
            children: revisions,
            podCount: pods.length,
            missing: [],
          }),
      };
    },
    describe: () => {
      throw new Error('a wait describes nothing');
    },
    close: () => undefined,
  };
  return { follow, now: () => now, signal: user.signal };
}

function targetOf(workload: JsonObject): Target {
  const kind = asText(at(workload, 'kind')) ?? '';
  const custom = { group: 'example.com', version: 'v1', plural: 'widgets', kind, namespaced: true };
  return {
    resource: BUILT_IN.find((one) => one.kind === kind) ?? custom,
    namespace: asText(at(workload, 'metadata', 'namespace')) ?? '',
    name: asText(at(workload, 'metadata', 'name')) ?? '',
    object: workload,
  };
}

function pictureOf({ workload, revisions = [], pods = [] }: Scene, target: Target): Picture {
  return {
    target,
    ...(workload === undefined ? {} : { workload: versioned(workload) }),
    revisions: revisions.map(versioned),
    pods: pods.map(versioned),
  };
}

/** An object that says something else has another version. */
function versioned(object: JsonObject): JsonObject {
  const metadata = at(object, 'metadata') as JsonObject;
  return { ...object, metadata: { ...metadata, resourceVersion: JSON.stringify(object) } };
}

/** The life of a container that dies again and again, as a kubelet tells it. */
export interface Lives {
  /** Seconds that each instance runs; one more than there are goes on for ever. */
  readonly lives: readonly number[];
  /** How each of them ends; an exit code 1 where it is left out. */
  readonly ends?: readonly JsonObject[];
  /** Whether it is in service while it runs. */
  readonly isReady?: boolean;
}

/** Seconds that a kubelet waits before the first, second and later restarts. */
const PAUSES = [0, 10, 20, 40, 80, 160, 300];

/** The status of the container at that second of its life. */
export function containerAt(second: number, { lives, ends = [], isReady = true }: Lives): JsonObject {
  let startedAt = 0;
  let last: JsonObject | undefined;
  for (let restartCount = 0; ; restartCount++) {
    const endsAt = startedAt + (lives[restartCount] ?? Infinity);
    const before = last === undefined ? {} : { lastState: { terminated: last } };
    const named = { name: 'app', image: 'shop/web:1', restartCount };
    if (second < endsAt) {
      return { ...named, ready: isReady, state: { running: { startedAt: stamp(startedAt) } }, ...before };
    }
    last = {
      exitCode: 1,
      reason: 'Error',
      ...ends[restartCount],
      startedAt: stamp(startedAt),
      finishedAt: stamp(endsAt),
    };
    const pause = PAUSES[Math.min(restartCount, PAUSES.length - 1)] ?? 0;
    if (second < endsAt + pause) {
      const waiting = {
        reason: 'CrashLoopBackOff',
        message: `back-off ${pause}s restarting failed container=app`,
      };
      return { ...named, ready: false, state: { waiting }, lastState: { terminated: last } };
    }
    startedAt = endsAt + pause;
  }
}

/** A pod with that container status, in service as that says. */
export function podWith(container: JsonObject, more: { readonly metadata?: JsonObject } = {}): JsonObject {
  const isReady = at(container, 'ready') === true;
  const since = asText(at(container, 'state', 'running', 'startedAt')) ?? stamp(0);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'web-1-a',
      namespace: 'shop',
      uid: 'a',
      creationTimestamp: stamp(0),
      ownerReferences: [{ kind: 'ReplicaSet', name: 'web-1', uid: 'web-1', controller: true }],
      ...more.metadata,
    },
    spec: { nodeName: 'node-1', containers: [{ name: 'app', image: 'shop/web:1' }] },
    status: {
      phase: 'Running',
      startTime: stamp(0),
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False', lastTransitionTime: since }],
      containerStatuses: [container],
    },
  };
}

/** A pod whose container waits for that reason. */
export function podThatWaits(reason: string, message: string): JsonObject {
  return podWith({
    name: 'app',
    image: 'shop/web:1',
    ready: false,
    restartCount: 0,
    state: { waiting: { reason, message } },
  });
}

export function replicaSet(name: string, revision: string): JsonObject {
  return {
    kind: 'ReplicaSet',
    metadata: {
      name,
      uid: name,
      namespace: 'shop',
      annotations: { 'deployment.kubernetes.io/revision': revision },
    },
  };
}
