import type { DiskFile } from '../catalog/slots.js';
import type { Chunks } from '../streams.js';

/** One file of a directory or archive. */
export interface TreeFile {
  /** Relative to the tree, with forward slashes. */
  readonly path: string;
  /** As the user would say it. */
  readonly name: string;
  readonly chunks: () => Chunks;
  /** Set where the file lies on a disk, and its length. */
  readonly disk?: DiskFile;
  readonly bytes: number;
}
