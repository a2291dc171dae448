import { closest } from './nearest.js';
import type { Missing } from '../../../domain/evidence.js';
import { asObject, asObjects, asText, at, type JsonObject } from '../../../domain/json.js';
import { readPod } from '../../../domain/pod.js';
import type { ReferenceRecord } from '../../../domain/snapshot.js';
import { matchEvents } from '../../events.js';
import { referencesOf, type PodReference } from '../../references.js';
import { missing } from '../api/missing.js';
import type { Reader } from '../api/reader.js';
import {
  CLAIMS,
  CONFIG_MAPS,
  SECRETS,
  SERVICE_ACCOUNTS,
  STORAGE_CLASSES,
  pathOf,
  type Resource,
} from '../api/resources.js';
import { eventsOf } from './events.js';

export interface References {
  readonly references: readonly ReferenceRecord[];
  readonly missing: readonly Missing[];
}

const NOTHING: References = { references: [], missing: [] };

/**
 * Whether what the pod names exists. Only a pod that has not started is looked at: a container
 * that ran had all of it. Secrets only where the kubelet's words do not decide (an image that may
 * not be pulled), and then only whether they are there.
 */
export async function readReferences(reader: Reader, pod: JsonObject, now: number): Promise<References> {
  const trouble = startTrouble(pod);
  if (trouble === undefined) return NOTHING;
  const namespace = asText(at(pod, 'metadata', 'namespace')) ?? 'default';
  const found = await Promise.all(
    referencesOf(pod).map(async (one) => reference(reader, namespace, one, trouble, now)),
  );
  return { references: found.flatMap((one) => one.references), missing: found.flatMap((one) => one.missing) };
}

function reference(
  reader: Reader,
  namespace: string,
  { kind, name }: PodReference,
  trouble: StartTrouble,
  now: number,
): Promise<References> | References {
  switch (kind) {
    case 'ConfigMap':
      return configMap(reader, namespace, name, trouble);
    case 'PersistentVolumeClaim':
      return claim(reader, namespace, name, now);
    case 'Secret':
      return trouble.pullSecrets.has(name) ? existence(reader, SECRETS, namespace, name) : NOTHING;
    case 'ServiceAccount':
      return existence(reader, SERVICE_ACCOUNTS, namespace, name);
    default:
      // Admission refuses a pod whose PriorityClass or RuntimeClass does not exist.
      return NOTHING;
  }
}

interface StartTrouble {
  /** The pod's pull secrets, where an image cannot be had; else empty. */
  readonly pullSecrets: ReadonlySet<string>;
  /** What the kubelet says of the containers that wait. */
  readonly messages: string;
}

function startTrouble(pod: JsonObject): StartTrouble | undefined {
  const { containers, phase } = readPod(pod);
  const waiting = containers.flatMap((one) =>
    one.current.kind === 'waiting' && one.last === undefined ? [one.current] : [],
  );
  if (waiting.length === 0 && phase !== 'Pending') return undefined;
  const isPull = waiting.some((one) => /image/i.test(one.reason ?? ''));
  const secrets = asObjects(at(pod, 'spec', 'imagePullSecrets')).flatMap(
    (one) => asText(at(one, 'name')) ?? [],
  );
  return {
    pullSecrets: new Set(isPull ? secrets : []),
    messages: waiting.map((one) => one.message ?? '').join('\n'),
  };
}

/** Only cells of a table come back, so that no value can come along (metadata may hold values). */
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const NO_OBJECTS = { includeObject: 'None' } as const;

async function existence(
  reader: Reader,
  resource: Resource,
  namespace: string | undefined,
  name: string,
): Promise<References> {
  const kind = resource.kind as ReferenceRecord['kind'];
  const answer = await reader.get(pathOf(resource, { namespace, name }), {
    accept: TABLE,
    query: NO_OBJECTS,
  });
  if (answer.kind === 'ok') return { references: [{ kind, name, exists: true }], missing: [] };
  if (answer.kind === 'not-found' && answer.namesObject) {
    const nearest = await closest(reader, resource, namespace, name);
    return {
      references: [{ kind, name, exists: false, ...(nearest.length === 0 ? {} : { nearest }) }],
      missing: [],
    };
  }
  return {
    references: [],
    missing: [missing({ what: 'reference', resource, verb: 'get', namespace, name }, answer)],
  };
}

/** The keys are read only where the kubelet misses one: then the map itself must come. */
async function configMap(
  reader: Reader,
  namespace: string,
  name: string,
  { messages }: StartTrouble,
): Promise<References> {
  if (!messages.includes(`in ConfigMap ${namespace}/${name}`))
    return existence(reader, CONFIG_MAPS, namespace, name);
  const answer = await reader.get(pathOf(CONFIG_MAPS, { namespace, name }));
  if (answer.kind !== 'ok') return existence(reader, CONFIG_MAPS, namespace, name);
  const keys = ['data', 'binaryData'].flatMap((part) => Object.keys(asObject(at(answer.body, part)) ?? {}));
  return { references: [{ kind: 'ConfigMap', name, exists: true, keys }], missing: [] };
}

async function claim(reader: Reader, namespace: string, name: string, now: number): Promise<References> {
  const [answer, events] = await Promise.all([
    reader.get(pathOf(CLAIMS, { namespace, name })),
    eventsOf(reader, 'PersistentVolumeClaim', namespace, name),
  ]);
  if (answer.kind !== 'ok') {
    if (answer.kind === 'not-found' && answer.namesObject) return existence(reader, CLAIMS, namespace, name);
    return {
      references: [],
      missing: [missing({ what: 'reference', resource: CLAIMS, verb: 'get', namespace, name }, answer)],
    };
  }
  const object = answer.body;
  const className = asText(at(object, 'spec', 'storageClassName'));
  const isBound = asText(at(object, 'status', 'phase')) === 'Bound';
  const storage =
    className === undefined || isBound
      ? NOTHING
      : await existence(reader, STORAGE_CLASSES, undefined, className);
  return {
    references: [
      {
        kind: 'PersistentVolumeClaim',
        name,
        exists: true,
        object,
        events: matchEvents(object, 'PersistentVolumeClaim', events.events, now),
      },
      ...storage.references,
    ],
    missing: [...events.missing, ...storage.missing],
  };
}
