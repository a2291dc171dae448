import { whyHeld } from '../../../domain/kubernetes/held-workload.js';
import type { Missing } from '../../../domain/evidence.js';
import { countContainers } from '../../../domain/kubernetes/container-count.js';
import { asObject, asText, at, type JsonObject } from '../../../domain/values/json.js';
import { readLabels, type Labels } from '../../../domain/kubernetes/labels.js';
import { controllerOf, impliedController, type Controller } from '../../../domain/kubernetes/controller.js';
import { candidacyOf, type Candidacy } from '../../candidate.js';
import { involvedObject } from '../../events.js';
import { saysHowItIs } from '../../readable.js';
import { writtenLabels } from '../../select/template-labels.js';
import { NewestTime } from './newest.js';
import { MEMORY_BUDGET_BYTES, Slots, type DiskFile, type Origin, type TypeMeta } from './slots.js';
import { isTroubled } from './workload-trouble.js';

/** `Kind/namespace/name`; cluster-wide objects have an empty namespace. */
export type ObjectKey = string;

/** The key of an object. */
export function keyOf(kind: string, namespace: string, name: string): ObjectKey {
  return `${kind}/${namespace}/${name}`;
}

/** What is remembered of a pod; the pod itself lies in its slot. */
export interface PodEntry {
  /** Undefined where a healthy pod of a large pipe was not kept. */
  readonly slot: number | undefined;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly fields: Labels;
  readonly candidacy: Candidacy;
  readonly owner: ObjectKey | undefined;
  /** Who is behind the owner, by the names alone. */
  readonly impliedOwner: ObjectKey | undefined;
  readonly nodeName: string;
  readonly containers: number;
  /** False for a manifest, which has no status. */
  readonly saysHowItIs: boolean;
}

/** What is remembered of any other object that may matter. */
export interface ObjectEntry {
  readonly slot: number;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly owner: ObjectKey | undefined;
  /** Its desire is unmet or a condition says that it failed. */
  readonly isTroubled: boolean;
  /** Why it makes no pods, by somebody's own word. */
  readonly held: string | undefined;
  /** Keys of a ConfigMap or Secret; never their values. */
  readonly keys: readonly string[] | undefined;
}

/** A container's log: where it lies, or its tail. */
export interface LogEntry {
  readonly container: string;
  readonly which: 'current' | 'previous';
  readonly where:
    | { readonly file: DiskFile; readonly offset: number; readonly length: number }
    | { readonly tail: Buffer; readonly length: number };
}

/** How many bytes of logs that cannot be read again may yet be kept at length. */
export interface LogRoom {
  left: number;
}

/** Everything that the files hold, as places rather than objects. */
export class Catalog {
  readonly slots = new Slots();
  readonly pods = new Map<string, PodEntry>();
  readonly objects = new Map<ObjectKey, ObjectEntry>();
  /** Slots of the events that name an object. */
  readonly events = new Map<ObjectKey, number[]>();
  readonly logs = new Map<string, LogEntry[]>();
  /** An archive with a log for each of thousands of containers must not fill the memory. */
  readonly logRoom: LogRoom = { left: MEMORY_BUDGET_BYTES };
  readonly newest = new NewestTime();
  /** `Kind/namespace` where a whole list of that kind was read. */
  readonly listed = new Set<string>();
  /** Kinds of which a list was read, though it may have been empty. */
  readonly listedKinds = new Set<string>();
  /** What files could not be read inside a dump. */
  readonly gaps: Missing[] = [];
  readonly formats = new Set<string>();
  /** Kinds seen, for the message when none is of use. */
  readonly kinds = new Map<string, string>();
  isComplete = true;
  private readonly labelTexts = new Map<string, Labels>();

  /** Takes one object. A later one of the same name replaces it: a watch tells the newest last. */
  add(object: JsonObject, origin: Origin, nth: number, type: TypeMeta | undefined): void {
    const kind = asText(at(object, 'kind')) ?? type?.kind;
    if (kind === undefined) return;
    const namespace = asText(at(object, 'metadata', 'namespace')) ?? '';
    const name = asText(at(object, 'metadata', 'name')) ?? '';
    if (!this.kinds.has(kind) && this.kinds.size < 100) this.kinds.set(kind, name);
    this.newest.take(object);
    if (kind === 'Pod') this.addPod(object, origin, nth, type);
    else if (kind === 'Event') this.addEvent(object, origin, nth, type);
    else if (name !== '') {
      const isSecret = kind === 'Secret' || kind === 'ConfigMap';
      this.objects.set(keyOf(kind, namespace, name), {
        slot: isSecret ? -1 : this.slots.put(origin, nth, type, object),
        kind,
        namespace,
        name,
        labels: this.labelsOf(object),
        owner: ownerKey(controllerOf(object), namespace),
        isTroubled: isTroubled(kind, object),
        held: whyHeld(object),
        keys: isSecret
          ? [...keysOf(object, 'data'), ...keysOf(object, 'binaryData'), ...keysOf(object, 'stringData')]
          : undefined,
      });
    }
  }

  /** Whether the files hold objects of that kind, or a list that says there are none. */
  holds(kind: string): boolean {
    return this.kinds.has(kind) || this.listedKinds.has(kind);
  }

  /** Forgets an object that a watch saw deleted. */
  remove(object: JsonObject): void {
    const namespace = asText(at(object, 'metadata', 'namespace'));
    const name = asText(at(object, 'metadata', 'name')) ?? '';
    if (asText(at(object, 'kind')) === 'Pod') this.pods.delete(`${namespace ?? 'default'}/${name}`);
    else this.objects.delete(keyOf(asText(at(object, 'kind')) ?? '', namespace ?? '', name));
  }

  private addPod(pod: JsonObject, origin: Origin, nth: number, type: TypeMeta | undefined): void {
    const namespace = asText(at(pod, 'metadata', 'namespace')) ?? 'default';
    const name = asText(at(pod, 'metadata', 'name')) ?? '';
    const candidacy = candidacyOf(pod);
    const isSick = candidacy.isBroken || candidacy.endedAt !== undefined;
    const isKept = isSick || origin.file !== undefined || this.slots.memoryBytes < MEMORY_BUDGET_BYTES;
    this.pods.set(`${namespace}/${name}`, {
      slot: isKept ? this.slots.put(origin, nth, type, pod) : undefined,
      namespace,
      name,
      labels: this.labelsOf(pod),
      fields: fieldsOf(pod, namespace, name),
      candidacy,
      owner: ownerKey(controllerOf(pod), namespace),
      impliedOwner: ownerKey(impliedController(pod), namespace),
      nodeName: asText(at(pod, 'spec', 'nodeName')) ?? '',
      containers: countContainers(pod),
      saysHowItIs: saysHowItIs(pod),
    });
  }

  private addEvent(event: JsonObject, origin: Origin, nth: number, type: TypeMeta | undefined): void {
    const about = involvedObject(event);
    const namespace = about.namespace ?? asText(at(event, 'metadata', 'namespace')) ?? '';
    const isNode = about.kind === 'Node';
    const key = keyOf(about.kind ?? 'Pod', isNode ? '' : namespace, about.name ?? '');
    this.listed.add(isNode ? 'Event/Node' : `Event/${namespace}`);
    const pod = about.kind === 'Pod' ? this.pods.get(`${namespace}/${about.name ?? ''}`) : undefined;
    // Of a pipe, events of pods that are known to be well need no room.
    const isWell = pod !== undefined && !pod.candidacy.isBroken && pod.candidacy.endedAt === undefined;
    if (isWell && origin.file === undefined && this.slots.memoryBytes > MEMORY_BUDGET_BYTES) return;
    const slots = this.events.get(key);
    const slot = this.slots.put(origin, nth, type, event);
    if (slots === undefined) this.events.set(key, [slot]);
    else slots.push(slot);
  }

  addLog(namespace: string, pod: string, log: LogEntry): void {
    const key = `${namespace}/${pod}`;
    const logs = this.logs.get(key);
    if (logs === undefined) this.logs.set(key, [log]);
    else logs.push(log);
  }

  /** Pods of one owner have the same labels; they are held once. */
  private labelsOf(object: JsonObject): Labels {
    const written = writtenLabels(object);
    const text = JSON.stringify(written);
    const known = this.labelTexts.get(text);
    if (known !== undefined) return known;
    const labels = readLabels(written);
    if (this.labelTexts.size < 100_000) this.labelTexts.set(text, labels);
    return labels;
  }
}

/** Names only: the values of a Secret are not looked at. */
function keysOf(object: JsonObject, field: string): readonly string[] {
  return Object.keys(asObject(at(object, field)) ?? {});
}

function ownerKey(owner: Controller | undefined, namespace: string): ObjectKey | undefined {
  return owner === undefined
    ? undefined
    : keyOf(owner.kind, owner.kind === 'Node' ? '' : namespace, owner.name);
}

function fieldsOf(pod: JsonObject, namespace: string, name: string): Labels {
  const spec = at(pod, 'spec');
  const status = at(pod, 'status');
  return {
    'metadata.name': name,
    'metadata.namespace': namespace,
    'spec.nodeName': asText(at(spec, 'nodeName')) ?? '',
    'spec.restartPolicy': asText(at(spec, 'restartPolicy')) ?? '',
    'spec.schedulerName': asText(at(spec, 'schedulerName')) ?? '',
    'spec.serviceAccountName': asText(at(spec, 'serviceAccountName')) ?? '',
    'spec.hostNetwork': String(at(spec, 'hostNetwork') === true),
    'status.phase': asText(at(status, 'phase')) ?? '',
    'status.podIP': asText(at(status, 'podIP')) ?? '',
    'status.nominatedNodeName': asText(at(status, 'nominatedNodeName')) ?? '',
  };
}
