import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { PodSnapshot, Snapshot } from '../../../src/domain/snapshot.js';
import { openFiles } from '../../../src/sources/files/index.js';
import type { FilesRequest } from '../../../src/sources/files/request.js';
import type { CollectionResult, CollectOptions, Selection } from '../../../src/sources/source.js';

export const FIXTURES = join(import.meta.dirname, '../../../fixtures/dumps');

export interface Reading {
  readonly snapshots: readonly Snapshot[];
  readonly pods: readonly PodSnapshot[];
  readonly result: CollectionResult;
}

/** Opens, collects once and closes; `meanwhile` happens between the first reading and the collecting. */
export async function read(
  request: Partial<FilesRequest> & { readonly input?: string | Buffer },
  selection: Partial<Selection> = {},
  options: Partial<CollectOptions> = {},
  meanwhile: () => void = () => undefined,
): Promise<Reading> {
  const { input = '', ...rest } = request;
  const stdin = () => Readable.from([Buffer.from(input)]);
  const source = await openFiles({ paths: ['-'], recursive: false, stdin, ...rest });
  meanwhile();
  try {
    const collection = source.collect(
      { namespaces: [], all: false, names: [], ...selection },
      { depth: 'each', tailLines: 100, chunkSize: 0, containers: [], ...options },
    );
    const snapshots: Snapshot[] = [];
    for await (const snapshot of collection.snapshots) snapshots.push(snapshot);
    const pods = snapshots.filter((snapshot) => snapshot.kind === 'pod');
    return { snapshots, pods, result: collection.result() };
  } finally {
    source.close();
  }
}

/** A temporary folder with these files; answers its path. */
export function folder(files: Readonly<Record<string, string | Buffer>>): string {
  const root = mkdtempSync(join(tmpdir(), 'exitdiag-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** A pod whose container ended with 1; more fields may be given. */
export function crashed(
  name: string,
  more: { readonly metadata?: object; readonly spec?: object; readonly status?: object } = {},
) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'shop', name, creationTimestamp: '2026-01-01T00:00:00Z', ...more.metadata },
    spec: { containers: [{ name: 'app' }], ...more.spec },
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'app',
          ready: false,
          restartCount: 2,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 1, finishedAt: '2026-01-01T00:10:00Z' } },
        },
      ],
      ...more.status,
    },
  };
}

/** A pod that is well. */
export function well(name: string) {
  return crashed(name, {
    status: { containerStatuses: [{ name: 'app', ready: true, restartCount: 0, state: { running: {} } }] },
  });
}

/** A plain list, as `kubectl get -o json` prints it. */
export function list(...items: readonly object[]) {
  return { apiVersion: 'v1', kind: 'List', items };
}
