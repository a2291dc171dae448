import type { Missing } from '../../../domain/evidence.js';
import { asObjects, asText, at, type JsonObject } from '../../../domain/values/json.js';
import { controllerOf } from '../../../domain/kubernetes/pod.js';
import { involvedObject } from '../../events.js';
import { listAll, type ListEnd } from '../api/list.js';
import { missing } from '../api/missing.js';
import { EVENTS, REPLICA_SETS, pathOf } from '../api/resources.js';
import type { Collecting } from '../collecting.js';
import { withoutManagedFields } from '../pod/slim.js';

/** What one namespace's pods in trouble share: read once for all of them. */
export interface NamespaceFacts {
  readonly events: () => Promise<EventIndex>;
  readonly replicaSets: () => Promise<ReplicaSets>;
}

/** The events of a namespace by the object that they name. */
export interface EventIndex {
  readonly of: (kind: string, name: string) => readonly JsonObject[];
  readonly missing: readonly Missing[];
}

/** The ReplicaSets of a namespace, as far as they may be listed. */
export interface ReplicaSets {
  readonly byName: ReadonlyMap<string, JsonObject>;
  /** What refused the list: reading one by one would be refused as well. */
  readonly end: ListEnd;
  readonly missing: readonly Missing[];
}

/** `wanted`: names of pods, workloads and claims whose events are kept. */
export function namespaceFacts(
  collecting: Collecting,
  namespace: string,
  wanted: ReadonlySet<string>,
): NamespaceFacts {
  return {
    events: lazily(() => readEvents(collecting, namespace, wanted)),
    replicaSets: lazily(() => readReplicaSets(collecting, namespace, wanted)),
  };
}

/** Reads when first asked, and once. */
export function lazily<T>(read: () => Promise<T>): () => Promise<T> {
  let held: Promise<T> | undefined;
  return () => (held ??= read());
}

async function readEvents(
  { transport, options }: Collecting,
  namespace: string,
  wanted: ReadonlySet<string>,
): Promise<EventIndex> {
  const bySubject = new Map<string, JsonObject[]>();
  const { end } = await listAll(transport, pathOf(EVENTS, { namespace }), {
    signal: options.signal,
    keep: (event) => {
      const { kind, name } = involvedObject(event);
      // A ReplicaSet's events matter where its pods or its Deployment are wanted, those of a removed pod where its Job is.
      // Which claims a pod has is not known before it is read whole.
      const isWanted =
        kind === 'PersistentVolumeClaim' ||
        [name ?? '', stem(name ?? ''), jobOfIndex(name ?? '')].some((each) => wanted.has(each));
      if (name !== undefined && isWanted) {
        const key = `${kind ?? ''}/${name}`;
        const others = bySubject.get(key);
        if (others === undefined) bySubject.set(key, [withoutManagedFields(event)]);
        else others.push(withoutManagedFields(event));
      }
      return false;
    },
  });
  return {
    of: (kind, name) => bySubject.get(`${kind}/${name}`) ?? [],
    missing:
      end === undefined ? [] : [missing({ what: 'events', resource: EVENTS, verb: 'list', namespace }, end)],
  };
}

async function readReplicaSets(
  { transport, options }: Collecting,
  namespace: string,
  wanted: ReadonlySet<string>,
): Promise<ReplicaSets> {
  const byName = new Map<string, JsonObject>();
  const { end } = await listAll(transport, pathOf(REPLICA_SETS, { namespace }), {
    signal: options.signal,
    keep: (set) => {
      const name = asText(at(set, 'metadata', 'name')) ?? '';
      const owner = controllerOf(set)?.name;
      if (wanted.has(name) || (owner !== undefined && wanted.has(owner)))
        byName.set(name, withoutManagedFields(set));
      return false;
    },
  });
  return {
    byName,
    end,
    missing:
      end === undefined
        ? []
        : [missing({ what: 'revisions', resource: REPLICA_SETS, verb: 'list', namespace }, end)],
  };
}

/** Names whose facts the pods of a namespace need: their own and their owners'. */
export function wantedNames(pods: readonly JsonObject[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const pod of pods) {
    const name = asText(at(pod, 'metadata', 'name'));
    if (name !== undefined) names.add(name);
    const owner = controllerOf(pod);
    if (owner === undefined) continue;
    names.add(owner.name);
    // A Deployment's name is that of its ReplicaSet without the hash (deployment_util.go, v1.34).
    if (owner.kind === 'ReplicaSet') names.add(stem(owner.name));
  }
  return names;
}

/** A name without its last part: `web-7c9f8d` is of `web`. */
export function stem(name: string): string {
  return name.replace(/-[^-]*$/, '');
}

/** The Job of the pod of an index, which is named `<job>-<index>-<suffix>` (pkg/controller/job/indexed_job_utils.go podGenerateNameWithIndex, v1.34). */
function jobOfIndex(name: string): string {
  return /^(.+)-\d+-[a-z0-9]{5}$/.exec(name)?.[1] ?? '';
}

/** The claims of a pod, whose events tell why a volume is not there. */
export function claimNames(pod: JsonObject): readonly string[] {
  return asObjects(at(pod, 'spec', 'volumes')).flatMap(
    (volume) => asText(at(volume, 'persistentVolumeClaim', 'claimName')) ?? [],
  );
}
