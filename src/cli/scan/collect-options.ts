import type { CollectOptions } from '../../sources/source.js';
import { tailLinesOf } from '../logs-left-out.js';
import type { ScanArguments, ScanRequest } from './request.js';

/** What a scan reads of each pod in trouble, and how. */
export function collectOptions({ options }: ScanArguments, { now }: ScanRequest): CollectOptions {
  return {
    depth: 'candidates',
    tailLines: tailLinesOf(options),
    chunkSize: options['chunk-size'],
    containers: [],
    sinceSeconds: options.since,
    ...(now === undefined ? {} : { now }),
  };
}
