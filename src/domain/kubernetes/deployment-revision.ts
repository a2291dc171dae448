import { asText, at, type JsonObject } from '../values/json.js';

/**
 * The number of a revision as the Deployment controller notes it on a Deployment and on each of its
 * ReplicaSets (pkg/controller/deployment/util/deployment_util.go RevisionAnnotation, v1.34);
 * undefined for every other object.
 */
export function deploymentRevision(object: JsonObject | undefined): string | undefined {
  return asText(at(object, 'metadata', 'annotations', 'deployment.kubernetes.io/revision'));
}
