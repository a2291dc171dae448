import { at, type JsonObject } from '../../../domain/values/json.js';
import { present } from '../../../domain/values/present.js';
import type { OwnerRecord } from '../../../domain/snapshot.js';
import { asTime } from '../../../domain/values/time.js';
import { revisionNumber, toRevisionRecord } from '../../revision-record.js';
import type { Catalog, ObjectEntry, ObjectKey, PodEntry } from './catalog.js';

/** Owners above owners above owners are a loop in the input. */
const MAX_CHAIN = 6;

/** Who owns whom, by name, over everything that the files hold. */
export class Chains {
  private readonly catalog: Catalog;
  private readonly children = new Map<ObjectKey, ObjectEntry[]>();

  constructor(catalog: Catalog) {
    this.catalog = catalog;
    for (const entry of catalog.objects.values()) {
      if (entry.owner === undefined) continue;
      const siblings = this.children.get(entry.owner);
      if (siblings === undefined) this.children.set(entry.owner, [entry]);
      else siblings.push(entry);
    }
  }

  /** The keys of a pod's controllers, nearest first. */
  ownersOf(pod: PodEntry): readonly ObjectKey[] {
    const keys: ObjectKey[] = [];
    for (let key = pod.owner; key !== undefined && keys.length < MAX_CHAIN && !keys.includes(key);) {
      keys.push(key);
      const known = this.catalog.objects.get(key);
      key = known !== undefined ? known.owner : key === pod.owner ? pod.impliedOwner : undefined;
    }
    return keys;
  }

  /** What stands between a workload and its pods, newest first. */
  childrenOf(
    key: ObjectKey,
    kind: string,
  ): readonly { readonly entry: ObjectEntry; readonly object: JsonObject }[] {
    const entries = (this.children.get(key) ?? []).filter((entry) => entry.kind === kind);
    return entries
      .flatMap((entry) => {
        const object = this.catalog.slots.getShared(entry.slot);
        return object === undefined ? [] : [{ entry, object }];
      })
      .sort(
        (a, b) => revisionOf(b.object) - revisionOf(a.object) || createdAt(b.object) - createdAt(a.object),
      );
  }

  /** The owner as the snapshot holds it. */
  toRecord(key: ObjectKey): OwnerRecord {
    const { kind, name } = splitKey(key);
    const entry = this.catalog.objects.get(key);
    const object = entry === undefined ? undefined : this.catalog.slots.getShared(entry.slot);
    const revisionKind = REVISION_KINDS[kind];
    const revisions =
      revisionKind === undefined
        ? []
        : this.childrenOf(key, revisionKind).flatMap(({ object }) => toRevisionRecord(object) ?? []);
    return { kind, name, ...present('object', object), ...(revisions.length === 0 ? {} : { revisions }) };
  }
}

/** Where a workload's history lies. */
export const REVISION_KINDS: Readonly<Record<string, string | undefined>> = {
  Deployment: 'ReplicaSet',
  StatefulSet: 'ControllerRevision',
  DaemonSet: 'ControllerRevision',
};

/** The parts of an object's key. */
export function splitKey(key: ObjectKey): {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
} {
  const [kind = '', namespace = '', name = ''] = key.split('/');
  return { kind, namespace, name };
}

function revisionOf(object: JsonObject): number {
  return Number(revisionNumber(object) ?? 0) || 0;
}

function createdAt(object: JsonObject): number {
  return asTime(at(object, 'metadata', 'creationTimestamp')) ?? 0;
}
