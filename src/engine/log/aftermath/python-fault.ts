import { oncePer } from '../../../domain/values/once.js';
import { JOINS_TRACES, PYTHON_TRACE, TRACE_GOES_ON } from '../line/python-trace.js';
import type { LogLine } from '../log-lines.js';

/** Exceptions of Python itself that no peer raises; what was not got from one is often None. */
const OWN_FAULT =
  /^(?:Key|Index|Name|UnboundLocal|ZeroDivision|Assertion|Attribute|Type|NotImplemented|Recursion|ModuleNotFound|Import|Syntax|Indentation|FileNotFound|IsADirectory|NotADirectory)Error(?::|$)(?!.*'NoneType')/;

/**
 * Where the traceback begins that ends the log, of a fault of the program that nothing before led to: -1 where there
 * is none. What was raised before had been handled: what nobody handles is the last that the main thread prints
 * (docs.python.org, sys.excepthook).
 */
export const faultAtEnd = oncePer((lines: readonly LogLine[]): number => {
  const last = lines.findLastIndex(({ raw }) => raw.trim() !== '');
  if (!OWN_FAULT.test(lines[last]?.raw ?? '')) return -1;
  const start = lines.findLastIndex(({ raw }, at) => at < last && !isWithin(raw));
  if (!PYTHON_TRACE.test(lines[start]?.raw ?? '')) return -1;
  const above = lines.slice(0, start).findLast(({ raw }) => raw.trim() !== '');
  return JOINS_TRACES.test(above?.raw ?? '') ? -1 : start;
});

/** Whether a line is the exception below the frames of a trace. */
export function closesTrace(at: number, lines: readonly LogLine[]): boolean {
  const raw = lines[at]?.raw ?? '';
  return /^[\w.]+(?::|$)/.test(raw) && /^\s+\S/.test(lines[at - 1]?.raw ?? '');
}

function isWithin(raw: string): boolean {
  return TRACE_GOES_ON.test(raw) && !PYTHON_TRACE.test(raw);
}
