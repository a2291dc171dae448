import type { NamedObject } from '../sources/source.js';
import { inert } from '../report/inert.js';
import { UsageError } from './errors.js';

interface Resource {
  readonly plural: string;
  /** Singular first, then kubectl's short names. */
  readonly names: readonly string[];
  readonly group: string;
}

/** What may be asked about by name: pods and what makes pods (`kubectl api-resources`, v1.34). */
export const RESOURCES: readonly Resource[] = [
  { plural: 'pods', names: ['pod', 'po'], group: '' },
  { plural: 'deployments', names: ['deployment', 'deploy'], group: 'apps' },
  { plural: 'statefulsets', names: ['statefulset', 'sts'], group: 'apps' },
  { plural: 'daemonsets', names: ['daemonset', 'ds'], group: 'apps' },
  { plural: 'replicasets', names: ['replicaset', 'rs'], group: 'apps' },
  { plural: 'jobs', names: ['job'], group: 'batch' },
  { plural: 'cronjobs', names: ['cronjob', 'cj'], group: 'batch' },
  { plural: 'replicationcontrollers', names: ['replicationcontroller', 'rc'], group: '' },
];

/**
 * The plural resource that a word means: `po`, `Deployment`, `deployments.apps`, `jobs.v1.batch`.
 * A name with a dot that is none of ours is a custom resource and stays as it is.
 */
export function resourceOf(word: string): string | undefined {
  const lower = word.toLowerCase();
  const [name = '', ...rest] = lower.split('.');
  const known = RESOURCES.find((resource) => resource.plural === name || resource.names.includes(name));
  if (rest.length === 0) return known?.plural;
  const group = (/^v\d+(?:(?:alpha|beta)\d+)?$/.test(rest[0] ?? '') ? rest.slice(1) : rest).join('.');
  return known?.group === group ? known.plural : lower;
}

/**
 * What the words of a command line name: `web-1 web-2`, `deploy/web pod/x`, `deployment web db`.
 * A bare word is a pod's name, as with `kubectl logs`.
 * What is named twice is asked for once.
 * @throws UsageError in kubectl's words
 */
export function readNames(words: readonly string[]): readonly NamedObject[] {
  const named = namesOf(words);
  return named.filter(
    ({ resource, name }, index) =>
      index === named.findIndex((other) => other.resource === resource && other.name === name),
  );
}

function namesOf(words: readonly string[]): readonly NamedObject[] {
  if (words.some((word) => word.includes('/'))) return words.map(readPair);
  const [first = '', ...others] = words;
  const resource = others.length > 0 ? resourceOf(first) : undefined;
  if (resource !== undefined) return others.map((name) => ({ resource, name }));
  return words.map((name) => ({ resource: 'pods', name }));
}

/** Whether a server has the type was not asked: it makes no pods that we could find. */
function unknownType(type: string): string {
  const known = RESOURCES.map(({ names }) => names[0]).join(', ');
  return `the resource type "${inert(type)}" is neither a pod nor a workload; there are ${known}, and custom ones with their group, such as rollouts.argoproj.io/web`;
}

function readPair(word: string): NamedObject {
  const parts = word.split('/');
  if (parts.length === 1) {
    throw new UsageError(
      "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
    );
  }
  if (parts.length > 2)
    throw new UsageError('arguments in resource/name form may not have more than one slash');
  const [type = '', name = ''] = parts;
  if (type === '' || name === '') {
    throw new UsageError('arguments in resource/name form must have a single resource and name');
  }
  const resource = resourceOf(type);
  if (resource === undefined) throw new UsageError(unknownType(type));
  return { resource, name };
}
