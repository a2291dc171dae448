import { JOINS_TRACES } from './line/python-trace.js';

const HEAD = 'Traceback (most recent call last):';
const MAX_PREFIX_LENGTH = 160;

/**
 * The lines of Python tracebacks that are written behind something, without it: loggers indent the
 * trace below their own line (tornado, log.py), and torchrun, vLLM and log readers put a process in
 * front of each line. Undefined for every other line. A trace ends with the exception, its first
 * line that is not indented; only what joins it to a further trace may follow.
 */
export function embeddedTraces(lines: readonly string[]): readonly (string | undefined)[] {
  let prefix: string | undefined;
  let hasEnded = false;
  return lines.map((line) => {
    const head = line.indexOf(HEAD);
    if (head >= 0) {
      prefix = head > 0 && head <= MAX_PREFIX_LENGTH ? line.slice(0, head) : undefined;
      hasEnded = false;
      return prefix === undefined ? undefined : HEAD;
    }
    if (prefix === undefined) return undefined;
    const body = bodyBehind(prefix, line);
    if (body === undefined || (hasEnded && body.trim() !== '' && !JOINS_TRACES.test(body))) {
      prefix = undefined;
      return undefined;
    }
    hasEnded ||= /^\S/.test(body);
    return body;
  });
}

function bodyBehind(prefix: string, line: string): string | undefined {
  if (line.startsWith(prefix)) return line.slice(prefix.length);
  return line.trimEnd() === prefix.trimEnd() ? '' : undefined;
}
