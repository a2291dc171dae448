import { deploymentRevision } from '../domain/kubernetes/deployment-revision.js';
import { asNumber, asObject, asText, at, type JsonObject } from '../domain/values/json.js';
import { present } from '../domain/values/present.js';
import type { RevisionRecord } from '../domain/snapshot.js';
import { asTime } from '../domain/values/time.js';

/** The number of a revision: the field of a ControllerRevision, the annotation of a Deployment's ReplicaSet. */
export function revisionNumber(object: JsonObject): string | undefined {
  return asNumber(at(object, 'revision'))?.toString() ?? deploymentRevision(object);
}

/** A ReplicaSet or ControllerRevision as a revision of its owner, called by its own name where it has no number; undefined where it holds no template. */
export function toRevisionRecord(object: JsonObject): RevisionRecord | undefined {
  const template =
    asObject(at(object, 'spec', 'template')) ?? asObject(at(object, 'data', 'spec', 'template'));
  const name = asText(at(object, 'metadata', 'name'));
  if (template === undefined || name === undefined) return undefined;
  return {
    revision: revisionNumber(object) ?? name,
    name,
    template,
    ...present('createdAt', asTime(at(object, 'metadata', 'creationTimestamp'))),
  };
}
