import type { FormatOptions } from '../../report/index.js';
import type { Io } from '../io.js';
import { displayOptions } from '../output.js';
import type { ScanArguments, ScanRequest } from './request.js';

/** How a scan's report is to look. */
export function scanDisplay(
  { output }: ScanRequest,
  options: ScanArguments['options'],
  io: Io,
): FormatOptions {
  return {
    ...displayOptions(output, options.color, io),
    view: 'scan',
    noHeaders: options['no-headers'],
    showLabels: options['show-labels'],
    showBenign: options['show-benign'],
  };
}
