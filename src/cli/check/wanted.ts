import { isAbsolute, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asObject, at } from '../../domain/values/json.js';
import { readConditions } from '../../domain/kubernetes/condition.js';
import { present } from '../../domain/values/present.js';
import type { FilePlace } from '../../domain/report/report.js';
import { asTime } from '../../domain/values/time.js';
import { DECIDING } from '../../rollout/progress.js';
import { resourceOfKind } from '../../sources/cluster/api/discovery.js';
import { createReader, type Reader } from '../../sources/cluster/api/reader.js';
import { pathOf, qualified, type Resource } from '../../sources/cluster/api/resources.js';
import type { Wanted, WantedObject } from '../../sources/cluster/follow/follow.js';
import type { Cluster } from '../../sources/cluster/index.js';
import {
  readManifest,
  refuseTwice,
  type Manifest,
  type ManifestObject,
} from '../../sources/manifest/read-manifest.js';
import { UsageError } from '../errors.js';
import type { Io } from '../io.js';
import type { CheckArguments, CheckRequest } from './request.js';

/** What is to be followed, and what of the manifest is not, with the reason. */
export interface Choice {
  readonly wanted: Wanted;
  readonly unwatched: readonly string[];
}

/** What of a manifest rolls out; everything else of the platform's own kinds is there or is not. */
const WORKLOADS: ReadonlySet<string> = new Set([
  'Pod',
  'ReplicationController',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
]);

/** Groups of the platform; what else there is may tell by its conditions how it is. */
const BUILT_IN_GROUP = /^(?:[a-z]+|(?:[\w.-]+\.)?k8s\.io)$/;

/**
 * What the command line names.
 * @throws SourceError for a manifest that names one object twice, once by the namespace of `-n`
 */
export async function chooseWanted(
  cluster: Cluster,
  manifest: Manifest | undefined,
  { names }: CheckRequest,
  { options }: CheckArguments,
  cwd: string,
): Promise<Choice> {
  const namespace = options.namespace ?? cluster.namespace;
  if (manifest !== undefined) {
    refuseTwice(manifest.objects, namespace);
    return ofManifest(createReader(cluster.transport, undefined), manifest, namespace, cwd);
  }
  if (names.length > 0) {
    return { wanted: { kind: 'names', objects: names.map((one) => ({ ...one, namespace })) }, unwatched: [] };
  }
  const all = options['all-namespaces'];
  const selection = {
    namespaces: all ? [] : [namespace],
    all,
    names: [],
    ...(options.selector === undefined ? {} : { selector: options.selector }),
  };
  return { wanted: { kind: 'selection', selection }, unwatched: [] };
}

/**
 * Reads the manifest of `-f`, before anything is asked of the cluster.
 * @throws UsageError where it has nothing to wait for
 */
export async function openManifest({ options }: CheckArguments, io: Io): Promise<Manifest | undefined> {
  const { filename, recursive } = options;
  if (filename.length === 0) return undefined;
  const manifest = await readManifest({ paths: filename, recursive, stdin: io.stdin, cwd: io.cwd });
  if (manifest.objects.some(mayRollOut)) return manifest;
  const hooks =
    manifest.unwatched.length === 0
      ? ''
      : ` (${manifest.unwatched.length} are hooks or have generated names)`;
  const where = filename.map((file) => (file === '-' ? 'standard input' : file)).join(', ');
  throw new UsageError(`${where}: names no workload to check${hooks}; is it the rendered manifest?`, {
    pointsToHelp: false,
  });
}

function mayRollOut({ apiVersion, kind }: ManifestObject): boolean {
  return WORKLOADS.has(kind) || isCustom(apiVersion);
}

function isCustom(apiVersion: string): boolean {
  const [group = '', version] = apiVersion.split('/');
  return version !== undefined && !BUILT_IN_GROUP.test(group);
}

async function ofManifest(
  reader: Reader,
  manifest: Manifest,
  namespace: string,
  cwd: string,
): Promise<Choice> {
  const found = await Promise.all(
    manifest.objects.filter(mayRollOut).map((object) => ofObject(reader, object, namespace, cwd)),
  );
  const unwatched = manifest.unwatched.map(({ kind, name, why }) => `${kind}/${name}: ${why}`);
  return {
    wanted: { kind: 'names', objects: found.flatMap((one) => (typeof one === 'string' ? [] : [one])) },
    unwatched: [...unwatched, ...found.filter((one) => typeof one === 'string')],
  };
}

/** The object, or why it is not watched. */
async function ofObject(
  reader: Reader,
  object: ManifestObject,
  fallback: string,
  cwd: string,
): Promise<WantedObject | string> {
  const { apiVersion, kind, name } = object;
  const namespace = object.namespace ?? fallback;
  const resource = await resourceOfKind(reader, apiVersion, kind, 'wanted');
  if (resource === undefined) return `${kind}/${name}: the server shows no ${apiVersion} ${kind}`;
  if (!WORKLOADS.has(kind) && !(await hasConditions(reader, resource, namespace, name))) {
    return `${kind}/${name}: its status has no condition Ready, Available or Progressing`;
  }
  return { resource: qualified(resource), name, namespace, ...present('place', placeOf(object, cwd)) };
}

/** As a pipeline's report names a file: from the working directory, which is the repository's root. */
function placeOf({ file, line }: ManifestObject, cwd: string): FilePlace | undefined {
  if (file === '-') return undefined;
  const below = relative(cwd, resolve(cwd, file));
  const isBelow = below !== '' && !below.startsWith('..') && !isAbsolute(below);
  return { path: (isBelow ? below : file).replaceAll('\\', '/'), line };
}

/** Seconds that the controller of an object just made is given to write its first status. */
const FIRST_STATUS_SECONDS = 10;
/** Milliseconds for which an object counts as just made. */
const JUST_MADE_MS = 60_000;

async function hasConditions(
  reader: Reader,
  resource: Resource,
  namespace: string,
  name: string,
): Promise<boolean> {
  const { transport } = reader;
  for (let tries = 0; ; tries++) {
    const answer = await transport.get(pathOf(resource, { namespace, name }));
    if (answer.kind !== 'ok') return true;
    if (readConditions(answer.body).some(({ type }) => DECIDING.has(type))) return true;
    const madeAt = asTime(at(answer.body, 'metadata', 'creationTimestamp')) ?? 0;
    const isNew = (transport.serverTime() ?? Infinity) - madeAt < JUST_MADE_MS;
    if (asObject(at(answer.body, 'status')) !== undefined || !isNew || tries === FIRST_STATUS_SECONDS)
      return false;
    await sleep(1000);
  }
}
