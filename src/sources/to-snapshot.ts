import type { Missing } from '../domain/evidence.js';
import type { JsonObject } from '../domain/json.js';
import type { OwnerRecord, PodSnapshot, ReferenceRecord } from '../domain/snapshot.js';

/** What a source found out about one pod, raw: not yet matched, bounded or redacted. */
export interface PodMaterial {
  readonly pod: JsonObject;
  /** Events that may be the pod's; those of others are left out here. */
  readonly events: readonly JsonObject[];
  readonly node?: JsonObject;
  readonly nodeEvents: readonly JsonObject[];
  readonly owners: readonly OwnerRecord[];
  readonly logs: readonly RawLog[];
  readonly references: readonly ReferenceRecord[];
  readonly missing: readonly Missing[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface RawLog {
  readonly container: string;
  readonly which: 'current' | 'previous';
  /** As the kubelet sent it, perhaps with ANSI colours and hostile bytes. */
  readonly text: string;
  readonly cut: boolean;
}

/** Matches events to the pod, turns the kubelet's excuses into `missing`, redacts secrets. */
export declare function toPodSnapshot(material: PodMaterial): PodSnapshot;
