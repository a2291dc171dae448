import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CORE_SCHEMA, loadAll } from 'js-yaml';
import { asObjects, asText, at, type JsonObject } from '../../src/domain/values/json.js';
import type { PodSnapshot, Snapshot } from '../../src/domain/snapshot.js';
import { openFiles } from '../../src/sources/files/index.js';
import { toNodeSnapshot, toWorkloadSnapshot } from '../../src/sources/to-snapshot.js';

/** The time that the cases of workloads and nodes count ages from. */
const RECORDED_AT = Date.parse('2026-03-02T10:00:00Z');

/** What a case folder is about: its first object, a pod, a workload or a node. */
export async function readSubject(folder: string): Promise<Snapshot> {
  const documents = loadAll(readFileSync(path.join(folder, 'objects.yaml'), 'utf8'), {
    schema: CORE_SCHEMA,
  }) as JsonObject[];
  const objects = documents.flatMap((d) => (at(d, 'kind') === 'List' ? asObjects(at(d, 'items')) : d));
  const [first, ...others] = objects;
  const kind = asText(at(first, 'kind')) ?? 'Pod';
  if (first === undefined || kind === 'Pod') return readFolder(folder);
  const events = others.filter((o) => at(o, 'kind') === 'Event');
  if (kind === 'Node') return toNodeSnapshot(first, events, [], RECORDED_AT);
  return toWorkloadSnapshot({
    workload: first,
    kind,
    events,
    children: [],
    podCount: 0,
    missing: [],
    now: RECORDED_AT,
  });
}

/** The first pod of a case folder, read as `pod -f FOLDER` reads it. */
export async function readFolder(folder: string): Promise<PodSnapshot> {
  const source = await openFiles({ paths: [folder], recursive: false, stdin: nothing });
  try {
    const { snapshots } = source.collect(
      { namespaces: [], all: true, names: [] },
      { depth: 'each', tailLines: 200, chunkSize: 500, containers: [] },
    );
    for await (const snapshot of snapshots) if (snapshot.kind === 'pod') return snapshot;
  } finally {
    source.close();
  }
  throw new Error(`${folder} holds no pod`);
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
