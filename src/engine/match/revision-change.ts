import { asObject, asText, at, type Json, type JsonObject } from '../../domain/values/json.js';
import { controllerOf, type PodView } from '../../domain/kubernetes/pod.js';
import { present } from '../../domain/values/present.js';
import type { RevisionChange, TemplateChange } from '../../domain/kubernetes/revision-change.js';
import type { OwnerRecord, RevisionRecord } from '../../domain/snapshot.js';
import { toTimestamp } from '../../domain/values/time.js';
import { shorten } from './text.js';

/** A revision that served for longer than this is hardly why its pods fail now. */
const FRESH_MS = 24 * 3_600_000;

/** A template may be rewritten as a whole; a person reads no more than so many differences. */
const MAX_CHANGES = 20;

/**
 * What the pod's revision changed, where it is the newest of its owner, less than a day old, and
 * the one before it is still kept. Undefined where it is not, or where that could not be seen.
 */
export function revisionChange(
  owners: readonly OwnerRecord[],
  pod: PodView,
  now: number,
): RevisionChange | undefined {
  const [newest, before] = owners.find((owner) => owner.revisions !== undefined)?.revisions ?? [];
  if (newest?.createdAt === undefined || before === undefined) return undefined;
  if (now - newest.createdAt > FRESH_MS || !isOf(newest, pod)) return undefined;
  const changes = templateChanges(before.template, newest.template);
  const left = changes.length - MAX_CHANGES;
  return {
    revision: newest.revision,
    before: before.revision,
    createdAt: toTimestamp(newest.createdAt),
    changes: changes.slice(0, MAX_CHANGES),
    ...present('left', left > 0 ? left : undefined),
  };
}

/**
 * A ReplicaSet is its pods' controller; a ControllerRevision is named in their label, whole by a
 * StatefulSet and by its hash alone by a DaemonSet (pkg/controller/history/controller_history.go, v1.34).
 */
function isOf({ name }: RevisionRecord, pod: PodView): boolean {
  const hash = asText(at(pod.raw, 'metadata', 'labels', 'controller-revision-hash'));
  return controllerOf(pod.raw)?.name === name || (hash !== undefined && name.endsWith(hash));
}

/** What differs between two pod templates, what decides most often first. */
function templateChanges(before: JsonObject, newest: JsonObject): readonly TemplateChange[] {
  return changesOf(templateDifferences(before, newest));
}

/** Where two pod templates, or a template and a pod, differ, as far as it `matters`: what stands below a place that does not is not compared. */
export function templateDifferences(
  before: JsonObject,
  newest: JsonObject,
  matters: (path: readonly string[]) => boolean = () => true,
): readonly Difference[] {
  const found: Difference[] = [];
  compare(at(before, 'spec'), at(newest, 'spec'), { path: [], matters, found });
  return found;
}

/** What the differences change, what decides most often first. */
export function changesOf(found: readonly Difference[]): readonly TemplateChange[] {
  const changes = new Map<string, TemplateChange>();
  for (const difference of found) {
    const change = toChange(difference);
    const key = `${change.container ?? ''}/${change.field}`;
    // One variable may differ in several of its fields.
    changes.set(key, changes.has(key) ? { ...change, how: 'changed' } : change);
  }
  return [...changes.values()].sort((a, b) => weightOf(a) - weightOf(b));
}

/** A field in which two pod templates differ. */
export interface Difference {
  /** In the pod's spec; an item of a list by its name. */
  readonly path: readonly string[];
  readonly was: Json | undefined;
  readonly now: Json | undefined;
}

/** The member that tells the items of a list apart, as the API's own patches use it (k8s.io/api core/v1, patchMergeKey). */
const MERGE_KEYS: Readonly<Record<string, string | undefined>> = {
  containers: 'name',
  initContainers: 'name',
  env: 'name',
  volumes: 'name',
  imagePullSecrets: 'name',
  volumeMounts: 'mountPath',
  ports: 'containerPort',
};

interface Comparison {
  readonly path: readonly string[];
  readonly matters: (path: readonly string[]) => boolean;
  readonly found: Difference[];
}

function compare(was: Json | undefined, now: Json | undefined, { path, matters, found }: Comparison): void {
  if (was === now) return;
  const [a, b] = [membersOf(was, path), membersOf(now, path)];
  if (a === undefined || b === undefined) {
    if (JSON.stringify(was ?? null) !== JSON.stringify(now ?? null)) found.push({ path, was, now });
    return;
  }
  const member = (name: string): void => {
    const own = [...path, name];
    if (matters(own)) compare(read(a, name), read(b, name), { path: own, matters, found });
  };
  const names = Object.keys(a);
  names.forEach(member);
  for (const name of Object.keys(b)) if (!Object.hasOwn(a, name)) member(name);
}

function read(members: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

function nameOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** Objects of amounts, each of which is worth a word where the whole of them comes or goes. */
const AMOUNTS: ReadonlySet<string> = new Set(['resources', 'limits', 'requests']);

/** What an object has by name, a list of named items too; undefined for all else. */
function membersOf(value: Json | undefined, path: readonly string[]): JsonObject | undefined {
  const object = asObject(value);
  if (object !== undefined) return object;
  const field = path.at(-1) ?? '';
  const key = MERGE_KEYS[field];
  if (value === undefined && (key !== undefined || AMOUNTS.has(field))) return {};
  if (!Array.isArray(value) || key === undefined) return undefined;
  return Object.fromEntries(
    (value as readonly Json[]).map((item, n) => [nameOf(at(item, key)) ?? String(n), item]),
  );
}

function toChange({ path, was, now }: Difference): TemplateChange {
  const isOfContainer = path[0] === 'containers' || path[0] === 'initContainers';
  const [list, name, ...rest] = path;
  const fields = isOfContainer ? rest : path;
  const isVariable = isOfContainer && fields[0] === 'env';
  return {
    ...(isOfContainer ? { container: name ?? '' } : {}),
    field: isVariable ? `env ${fields[1] ?? ''}` : fields.join('.') || (list ?? '').replace(/s$/, ''),
    // A field of a variable that comes or goes changes the variable; only the whole of it is one more or less.
    how: isVariable && fields.length > 2 ? 'changed' : howOf(was, now),
    // A variable's value may be a secret: that it is another one is enough.
    ...(isVariable ? {} : { ...present('was', brief(was)), ...present('now', brief(now)) }),
  };
}

function howOf(was: Json | undefined, now: Json | undefined): TemplateChange['how'] {
  if (was === undefined) return 'added';
  return now === undefined ? 'removed' : 'changed';
}

/** A plain value, or a list of such as a command is one; an object says too much. */
function brief(value: Json | undefined): string | undefined {
  if (value === undefined || value === null || asObject(value) !== undefined) return undefined;
  if (Array.isArray(value) && value.some((item) => typeof item === 'object')) return undefined;
  return shorten(typeof value === 'string' ? value : JSON.stringify(value), 80);
}

/** Fields of a container that explain deaths, the likeliest first. */
const WEIGHTY = ['image', 'command', 'args', 'env', 'envFrom', 'resources', 'volumeMounts', 'workingDir'];

function weightOf({ container, field }: TemplateChange): number {
  const place = WEIGHTY.indexOf(/^\w+/.exec(field)?.[0] ?? '');
  return container === undefined || place < 0 ? WEIGHTY.length : place;
}
