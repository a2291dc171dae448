import { closest } from './nearest.js';
import type { Missing } from '../../../domain/evidence.js';
import { asList, asObject, asObjects, asText, at, type JsonObject } from '../../../domain/values/json.js';
import { present } from '../../../domain/values/present.js';
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
import { AS_TABLE } from '../api/table.js';
import type { Answer } from '../transport/answer.js';
import { eventsOf } from './events.js';
import { startTrouble, type StartTrouble } from './start-trouble.js';

/** Objects that a pod names: whether they exist. */
export interface References {
  readonly references: readonly ReferenceRecord[];
  readonly missing: readonly Missing[];
}

const NOTHING: References = { references: [], missing: [] };

/**
 * Whether what the pod names exists. Only a pod that has not started is looked at: a container
 * that ran had all of it, but for one that is kept from its next start by what went since. Secrets
 * only where the kubelet's words do not decide (an image that may not be pulled; which others are
 * missing beside the one that it names, and whether that was made since), and then only whether
 * they are there.
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
      return secret(reader, namespace, name, trouble);
    case 'ServiceAccount':
      return existence(reader, SERVICE_ACCOUNTS, namespace, name);
    default:
      // Admission refuses a pod whose PriorityClass or RuntimeClass does not exist.
      return NOTHING;
  }
}

/**
 * Of the objects that the kubelet said are not there, those that are by now: what a scan asks, once
 * for all the pods that wait for the same.
 */
export async function readMadeSince(
  reader: Reader,
  pod: JsonObject,
  events: readonly JsonObject[],
): Promise<readonly ReferenceRecord[]> {
  const trouble = startTrouble(pod);
  if (trouble === undefined) return [];
  const namespace = asText(at(pod, 'metadata', 'namespace')) ?? 'default';
  const said = [trouble.messages, ...events.map((event) => asText(at(event, 'message')) ?? '')].join('\n');
  const found = await Promise.all(
    referencesOf(pod).map(async ({ kind, name }) => {
      const resource = [CONFIG_MAPS, SECRETS].find((one) => one.kind === kind);
      if (resource === undefined || !said.includes(`"${name}" not found`)) return [];
      const answer = await seen(reader, resource, namespace, name);
      return answer.kind === 'ok' ? [there(kind, name, answer.body)] : [];
    }),
  );
  return found.flat();
}

/** Whether the kubelet's own word of a Secret still holds is worth a look, and no gap where that is refused. */
async function secret(
  reader: Reader,
  namespace: string,
  name: string,
  { pullSecrets, heldBy }: StartTrouble,
): Promise<References> {
  if (pullSecrets.has(name)) return existence(reader, SECRETS, namespace, name);
  return heldBy.has(name) ? { ...(await existence(reader, SECRETS, namespace, name)), missing: [] } : NOTHING;
}

function seen(
  reader: Reader,
  resource: Resource,
  namespace: string | undefined,
  name: string,
): Promise<Answer<JsonObject>> {
  return reader.get(pathOf(resource, { namespace, name }), AS_TABLE);
}

function there(kind: ReferenceRecord['kind'], name: string, table: JsonObject): ReferenceRecord {
  return { kind, name, exists: true, ...present('age', ageIn(table)) };
}

async function existence(
  reader: Reader,
  resource: Resource,
  namespace: string | undefined,
  name: string,
): Promise<References> {
  const kind = resource.kind as ReferenceRecord['kind'];
  const answer = await seen(reader, resource, namespace, name);
  if (answer.kind === 'ok') return { references: [there(kind, name, answer.body)], missing: [] };
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

/** The server's own word for how long ago the object was made: `5s` (k8s.io/kubernetes pkg/printers/internalversion, v1.34). */
function ageIn(table: JsonObject): string | undefined {
  const column = asObjects(at(table, 'columnDefinitions')).findIndex((one) => at(one, 'name') === 'Age');
  const [row] = asObjects(at(table, 'rows'));
  return column < 0 ? undefined : asText(asList(at(row, 'cells'))[column]);
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
