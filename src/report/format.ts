import type { Report } from '../domain/report/report.js';

/** What `-o` takes. */
export type FormatName =
  | 'text'
  | 'wide'
  | 'json'
  | 'yaml'
  | 'name'
  | 'markdown'
  | 'junit'
  | 'github'
  | 'gitlab'
  | 'sarif'
  | 'jsonpath'
  | 'custom-columns';

/** How the output should look; nothing in here changes what the report says. */
export interface FormatOptions {
  /** Which question was asked: one pod's story, a table of groups, or a verdict. */
  readonly view: 'pod' | 'scan' | 'check';
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number;
  readonly color: boolean;
  /** Marks, dots and ellipses outside ASCII. */
  readonly unicode: boolean;
  readonly wide: boolean;
  /** The cells of a table are whole, as a script needs them; on a terminal long ones are cut to its width. */
  readonly uncut: boolean;
  readonly noHeaders: boolean;
  readonly showLabels: boolean;
  readonly showBenign: boolean;
  /** The output goes to a pipeline's log, whose runner obeys lines such as `::error::`. */
  readonly defuse: boolean;
  /** Seconds that the work took, where it is worth telling. */
  readonly elapsedSeconds?: number;
  /** What follows `jsonpath=` or `custom-columns=`. */
  readonly template?: string;
}

/** How a report is printed into a file or a pipe. */
export const DEFAULT_OPTIONS: FormatOptions = {
  view: 'pod',
  width: 80,
  color: false,
  unicode: true,
  wide: false,
  uncut: true,
  noHeaders: false,
  showLabels: false,
  showBenign: false,
  defuse: false,
};

/** A pure function from report to output; the output ends with a newline unless it is empty. */
export type Formatter = (report: Report, options: FormatOptions) => string;

/**
 * This report cannot be printed that way: SARIF without files, a template that is wrong. The
 * message is one line for a person.
 */
export class FormatError extends Error {
  override readonly name = 'FormatError';
}
