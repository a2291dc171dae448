import { asObjects, asText, at, type JsonObject } from '../../domain/values/json.js';
import type { EventView } from '../../domain/kubernetes/event.js';
import type { Evidence } from '../../domain/evidence.js';
import type { PodSnapshot, ReferenceRecord } from '../../domain/snapshot.js';
import { missingObject } from '../texts/concerns.js';
import type { Match } from '../match/match.js';
import { AT_THE_END, withEvidence } from '../match/with-evidence.js';

/** Where the platform names one object that it misses. */
const CAUSES: ReadonlySet<string> = new Set(['config-missing', 'volume-unavailable']);

/**
 * The kubelet, like the scheduler, names the first object that it misses and stops there; who makes that one meets the
 * next at the next try. So all others that the pod lacks are told with it: those that were looked
 * for and are not there, the volumes of which an event says it, and the keys that a ConfigMap lacks.
 */
export function withAlsoMissing(match: Match): Match {
  const { subject, events } = match.context;
  if (!CAUSES.has(match.rule.cause) || match.about !== 'current') return match;
  if (subject.kind !== 'pod' && subject.kind !== 'container') return match;
  const told = Object.values(match.variables);
  const lacking = [
    // A container that could be tried has all its volumes.
    ...lackingObjects(subject.snapshot, subject.kind === 'pod' ? mountFailures(events) : []),
    ...lackingKeys(subject.snapshot, subject.pod.raw),
  ].filter(({ name }) => !told.includes(name));
  if (lacking.length === 0) return match;
  return {
    ...withEvidence(
      match,
      AT_THE_END,
      lacking.map(({ evidence }) => evidence),
    ),
    variables: { ...match.variables, alsoMissing: lacking.map(({ words }) => words).join(', ') },
  };
}

/** So long may the kubelet wait until it mounts again (exponential_backoff.go maxDurationBeforeRetry, v1.34), and some. */
const RETRY_MS = 150_000;

/** What the last round of mounts said. */
function mountFailures(events: readonly EventView[]): readonly string[] {
  const failures = events.filter(({ reason }) => reason === 'FailedMount');
  const newest = Math.max(0, ...failures.map(({ lastAt }) => lastAt ?? 0));
  return failures.filter(({ lastAt }) => (lastAt ?? 0) >= newest - RETRY_MS).map(({ message }) => message);
}

interface Lacking {
  readonly name: string;
  readonly words: string;
  readonly evidence: Evidence;
}

const KINDS = ['ConfigMap', 'Secret', 'PersistentVolumeClaim'] as const;

/** What a volume is made of that the kubelet itself fetches. */
const MOUNTED = ['ConfigMap', 'Secret'] as const;

function lackingObjects({ references }: PodSnapshot, mounts: readonly string[]): readonly Lacking[] {
  const known = references.filter((r) => KINDS.some((kind) => kind === r.kind));
  const absent = known
    .filter((r) => !r.exists)
    .map((r) => lackingObject(r.kind, r.name, `${r.kind}/${r.name}`));
  const said = mounts.flatMap((message) => {
    const object = missingObject(message);
    const kind = MOUNTED.find((one) => one === object?.kind);
    if (object === undefined || kind === undefined) return [];
    const isLookedFor = known.some((r) => r.kind === kind && r.name === object.name);
    return isLookedFor ? [] : [lackingObject(kind, object.name, 'event FailedMount')];
  });
  const all = [...absent, ...said];
  return all.filter(({ words }, index) => all.findIndex((other) => other.words === words) === index);
}

function lackingObject(kind: ReferenceRecord['kind'], name: string, where: string): Lacking {
  const words = `${kind} ${name}`;
  const evidence: Evidence = {
    fact: `${words} is missing too`,
    at: where,
    observed: 'not found',
    speaks: 'for',
  };
  return { name, words, evidence };
}

/** The keys of a ConfigMap are known where the kubelet missed one of them. */
function lackingKeys({ references }: PodSnapshot, pod: JsonObject): readonly Lacking[] {
  const containers = ['initContainers', 'containers'].flatMap((list) => asObjects(at(pod, 'spec', list)));
  const wanted = containers
    .flatMap((container) => asObjects(at(container, 'env')))
    .map((variable) => at(variable, 'valueFrom', 'configMapKeyRef'))
    .filter((ref) => at(ref, 'optional') !== true);
  return references.flatMap(({ kind, name, keys }) => {
    if (kind !== 'ConfigMap' || keys === undefined) return [];
    const asked = wanted
      .filter((ref) => at(ref, 'name') === name)
      .flatMap((ref) => asText(at(ref, 'key')) ?? []);
    return [...new Set(asked)]
      .filter((key) => !keys.includes(key))
      .map((key) => ({
        name: key,
        words: `key ${key} of ConfigMap ${name}`,
        evidence: {
          fact: `ConfigMap ${name} has no key ${key} either`,
          at: `ConfigMap/${name}`,
          observed: `keys ${keys.join(', ') || 'none'}`,
          speaks: 'for' as const,
        },
      }));
  });
}
