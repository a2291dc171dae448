import { closest } from './nearest.js';
import type { Missing } from '../../../domain/evidence.js';
import { asObject, asObjects, asText, at, type Json, type JsonObject } from '../../../domain/json.js';
import { readPod } from '../../../domain/pod.js';
import type { ReferenceRecord } from '../../../domain/snapshot.js';
import { matchEvents } from '../../events.js';
import { missing } from '../api/missing.js';
import type { Reader } from '../api/reader.js';
import { CLAIMS, CONFIG_MAPS, SECRETS, SERVICE_ACCOUNTS, STORAGE_CLASSES, pathOf, type Resource } from '../api/resources.js';
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
  const spec = at(pod, 'spec');
  const found = await Promise.all([
    ...named(configMapsOf(spec)).map((name) => configMap(reader, namespace, name, trouble)),
    ...named(claimsOf(pod)).map((name) => claim(reader, namespace, name, now)),
    ...(trouble.isPull ? named(pullSecretsOf(spec)).map((name) => existence(reader, SECRETS, namespace, name)) : []),
    ...named([asText(at(spec, 'serviceAccountName'))]).map((name) => existence(reader, SERVICE_ACCOUNTS, namespace, name)),
  ]);
  return { references: found.flatMap((one) => one.references), missing: found.flatMap((one) => one.missing) };
}

interface StartTrouble {
  readonly isPull: boolean;
  /** What the kubelet says of the containers that wait. */
  readonly messages: string;
}

function startTrouble(pod: JsonObject): StartTrouble | undefined {
  const { containers, phase } = readPod(pod);
  const waiting = containers.flatMap((one) => (one.current.kind === 'waiting' && one.last === undefined ? [one.current] : []));
  if (waiting.length === 0 && phase !== 'Pending') return undefined;
  return {
    isPull: waiting.some((one) => /image/i.test(one.reason ?? '')),
    messages: waiting.map((one) => one.message ?? '').join('\n'),
  };
}

function named(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== undefined))];
}

function containersOf(spec: Json | undefined): readonly JsonObject[] {
  return [...asObjects(at(spec, 'initContainers')), ...asObjects(at(spec, 'containers'))];
}

function configMapsOf(spec: Json | undefined): readonly (string | undefined)[] {
  const volumes = asObjects(at(spec, 'volumes'));
  return [
    ...containersOf(spec).flatMap((one) => [
      ...asObjects(at(one, 'envFrom')).map((source) => nameOf(at(source, 'configMapRef'))),
      ...asObjects(at(one, 'env')).map((variable) => nameOf(at(variable, 'valueFrom', 'configMapKeyRef'))),
    ]),
    ...volumes.map((volume) => nameOf(at(volume, 'configMap'))),
    ...volumes.flatMap((volume) => asObjects(at(volume, 'projected', 'sources')).map((source) => nameOf(at(source, 'configMap')))),
  ];
}

/** An optional reference may be missing without harm. */
function nameOf(reference: Json | undefined): string | undefined {
  return at(reference, 'optional') === true ? undefined : asText(at(reference, 'name'));
}

/** An ephemeral volume's claim is named after pod and volume (KEP-1698). */
function claimsOf(pod: JsonObject): readonly (string | undefined)[] {
  return asObjects(at(pod, 'spec', 'volumes')).map((volume) => {
    if (asObject(at(volume, 'ephemeral')) !== undefined) return `${asText(at(pod, 'metadata', 'name'))}-${asText(at(volume, 'name'))}`;
    return asText(at(volume, 'persistentVolumeClaim', 'claimName'));
  });
}

function pullSecretsOf(spec: Json | undefined): readonly (string | undefined)[] {
  return asObjects(at(spec, 'imagePullSecrets')).map((secret) => asText(at(secret, 'name')));
}

/** Only cells of a table come back, so that no value can come along (metadata may hold values). */
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const NO_OBJECTS = { includeObject: 'None' } as const;

async function existence(reader: Reader, resource: Resource, namespace: string | undefined, name: string): Promise<References> {
  const kind = resource.kind as ReferenceRecord['kind'];
  const answer = await reader.get(pathOf(resource, { namespace, name }), { accept: TABLE, query: NO_OBJECTS });
  if (answer.kind === 'ok') return { references: [{ kind, name, exists: true }], missing: [] };
  if (answer.kind === 'not-found' && answer.namesObject) {
    const nearest = await closest(reader, resource, namespace, name);
    return { references: [{ kind, name, exists: false, ...(nearest.length === 0 ? {} : { nearest }) }], missing: [] };
  }
  return { references: [], missing: [missing({ what: 'reference', resource, verb: 'get', namespace, name }, answer)] };
}

/** The keys are read only where the kubelet misses one: then the map itself must come. */
async function configMap(reader: Reader, namespace: string, name: string, { messages }: StartTrouble): Promise<References> {
  if (!messages.includes(`in ConfigMap ${namespace}/${name}`)) return existence(reader, CONFIG_MAPS, namespace, name);
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
    return { references: [], missing: [missing({ what: 'reference', resource: CLAIMS, verb: 'get', namespace, name }, answer)] };
  }
  const object = answer.body;
  const className = asText(at(object, 'spec', 'storageClassName'));
  const isBound = asText(at(object, 'status', 'phase')) === 'Bound';
  const storage = className === undefined || isBound ? NOTHING : await existence(reader, STORAGE_CLASSES, undefined, className);
  return {
    references: [
      { kind: 'PersistentVolumeClaim', name, exists: true, object, events: matchEvents(object, 'PersistentVolumeClaim', events.events, now) },
      ...storage.references,
    ],
    missing: [...events.missing, ...storage.missing],
  };
}
