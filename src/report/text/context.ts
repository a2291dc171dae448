import type { Report } from '../../domain/report/report.js';
import type { FormatOptions } from '../format.js';
import { painter, type Paint } from '../paint.js';

/** What the parts of the text share. */
export interface Context {
  readonly report: Report;
  readonly options: FormatOptions;
  readonly width: number;
  readonly paint: Paint;
  readonly signs: Signs;
  /** Several pods lack much the same: each names it, and what that costs is said once for all. */
  readonly foldsGaps: boolean;
}

/** The few signs in use, with a spelling for terminals that have ASCII only. */
interface Signs {
  readonly bad: string;
  readonly warn: string;
  readonly good: string;
  readonly neutral: string;
  readonly dot: string;
  readonly ellipsis: string;
}

const UNICODE: Signs = { bad: '✗', warn: '!', good: '✓', neutral: '·', dot: ' · ', ellipsis: '…' };
const ASCII: Signs = { bad: 'x', warn: '!', good: '+', neutral: '-', dot: ', ', ellipsis: '...' };

/** Below this the columns of a diagnosis have no room; a narrower terminal wraps by itself. */
const NARROWEST = 40;

/** Works out once what all blocks of a report need. */
export function contextOf(report: Report, options: FormatOptions): Context {
  return {
    report,
    options,
    width: Math.max(NARROWEST, Math.trunc(options.width)),
    paint: painter(options.color),
    signs: options.unicode ? UNICODE : ASCII,
    foldsGaps: options.view === 'pod' && report.pods.length > 1,
  };
}
