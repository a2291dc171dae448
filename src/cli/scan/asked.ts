import type { Context } from '../command.js';
import type { Io } from '../io.js';
import type { ScanArguments, ScanRequest } from './request.js';

/** All that one run of the command goes by. */
export interface AskedOfScan {
  readonly request: ScanRequest;
  readonly parsed: ScanArguments;
  readonly io: Io;
  readonly context: Context;
}
