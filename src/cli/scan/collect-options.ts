import type { CollectOptions } from '../../sources/source.js';
import type { ScanArguments, ScanRequest } from './request.js';

/** What a scan reads of each pod in trouble, and how. */
export function collectOptions({ options }: ScanArguments, { now }: ScanRequest): CollectOptions {
  return {
    depth: 'candidates',
    tailLines: options['no-logs'] ? 0 : options.tail,
    chunkSize: options['chunk-size'],
    containers: [],
    sinceSeconds: options.since,
    ...(now === undefined ? {} : { now }),
  };
}
