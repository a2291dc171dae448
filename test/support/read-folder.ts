import type { PodSnapshot } from '../../src/domain/snapshot.js';
import { openFiles } from '../../src/sources/files/index.js';

/** The first pod of a case folder, read as `pod -f FOLDER` reads it. */
export async function readFolder(folder: string): Promise<PodSnapshot> {
  const source = await openFiles({ paths: [folder], recursive: false, stdin: nothing() });
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
