import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { asObject, asObjects, asText, at, type Json, type JsonObject } from '../../domain/values/json.js';
import { pathError } from '../files/path-error.js';
import { SourceError } from '../source.js';
import { isList, placedObjects } from './placed-objects.js';

/** One object of a rendered manifest: where to find it in the cluster, and in the file. */
export interface ManifestObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** As it was given; `-` is standard input. */
  readonly file: string;
  /** Of its first key, from 1. */
  readonly line: number;
}

/** An object that nobody can wait for, and why. */
export interface Unwatched {
  readonly kind: string;
  readonly name: string;
  readonly why: string;
}

/** What a rendered manifest names. */
export interface Manifest {
  readonly objects: readonly ManifestObject[];
  readonly unwatched: readonly Unwatched[];
}

/** How a manifest is read. */
export interface ManifestInput {
  readonly paths: readonly string[];
  readonly recursive: boolean;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly cwd: string;
}

/** A rendered chart has some MB at most; js-yaml takes 20 MB of memory for each. */
const MAX_BYTES = 64 * 1_048_576;

/**
 * Reads the names of the objects in rendered manifests; nothing is sent to the cluster.
 * @throws SourceError, with file and line, for what cannot be read and for an object named twice.
 */
export async function readManifest(input: ManifestInput): Promise<Manifest> {
  const objects: ManifestObject[] = [];
  const unwatched: Unwatched[] = [];
  for (const path of input.paths) {
    for await (const { name, text } of textsOf(path, input)) {
      for (const { object, line } of placedObjects(name, text))
        collect(object, name, line, objects, unwatched);
    }
  }
  refuseTwice(objects, '');
  return { objects, unwatched };
}

interface Text {
  readonly name: string;
  readonly text: string;
}

async function* textsOf(path: string, { recursive, stdin, cwd }: ManifestInput): AsyncGenerator<Text> {
  if (path === '-') {
    const chunks: Uint8Array[] = [];
    for await (const chunk of stdin) chunks.push(chunk);
    yield { name: path, text: bounded('standard input', Buffer.concat(chunks)) };
    return;
  }
  const full = resolve(cwd, path);
  try {
    if (!(await stat(full)).isDirectory()) {
      yield { name: path, text: bounded(path, await readFile(full)) };
      return;
    }
    const entries = await readdir(full, { recursive, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name));
    for (const entry of files.toSorted((a, b) =>
      join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1,
    )) {
      const file = join(entry.parentPath, entry.name);
      yield { name: join(path, file.slice(full.length + 1)), text: bounded(file, await readFile(file)) };
    }
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(pathError(path, error).message, 'usage', { cause: error });
  }
}

function bounded(name: string, bytes: Buffer): string {
  if (bytes.length > MAX_BYTES)
    throw new SourceError(`${name}: is larger than 64 MB, which is no manifest`, 'usage');
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

function collect(
  value: Json,
  file: string,
  line: number,
  objects: ManifestObject[],
  unwatched: Unwatched[],
): void {
  const object = asObject(value);
  const kind = asText(at(object, 'kind'));
  if (object === undefined || kind === undefined) return;
  if (isList(object)) {
    for (const item of asObjects(at(object, 'items'))) collect(item, file, line, objects, unwatched);
    return;
  }
  const name = asText(at(object, 'metadata', 'name'));
  const why = whyUnwatched(object, name);
  if (why !== undefined || name === undefined) {
    unwatched.push({
      kind,
      name: name ?? asText(at(object, 'metadata', 'generateName')) ?? '',
      why: why ?? 'it has no name',
    });
    return;
  }
  const namespace = asText(at(object, 'metadata', 'namespace'));
  objects.push({
    apiVersion: asText(at(object, 'apiVersion')) ?? 'v1',
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    file,
    line,
  });
}

/** Helm runs a hook by itself and may delete it; a generated name is not known before. */
function whyUnwatched(object: JsonObject, name: string | undefined): string | undefined {
  const hook = asText(at(object, 'metadata', 'annotations', 'helm.sh/hook'));
  if (hook !== undefined) return `Helm runs it as a hook (${hook})`;
  if (name === undefined && asText(at(object, 'metadata', 'generateName')) !== undefined) {
    return 'its name is generated (generateName)';
  }
  return undefined;
}

/**
 * @param fallback the namespace of those that name none
 * @throws SourceError for an object that is named twice
 */
export function refuseTwice(objects: readonly ManifestObject[], fallback: string): void {
  const seen = new Map<string, ManifestObject>();
  for (const object of objects) {
    const group = object.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : '';
    const key = [group, object.kind, object.namespace ?? fallback, object.name].join('/');
    const first = seen.get(key);
    if (first !== undefined) {
      throw new SourceError(
        `${object.kind}/${object.name} stands twice in the manifest: ${placeOf(first)} and ${placeOf(object)}`,
        'usage',
      );
    }
    seen.set(key, object);
  }
}

function placeOf({ file, line }: ManifestObject): string {
  return `${file === '-' ? 'standard input' : file}:${line}`;
}
