import { jsonEntry } from '../line/json-entry.js';
import { kindOf } from '../line/line-kind.js';
import { isError, saysFatal } from '../line/log-level.js';
import type { LogLine } from '../log-lines.js';

/*
 * A program that logs a failure of each thing it works on, and goes on to the next one, may end of anything
 * when such a failure stands last.
 */

/** So often it must have gone on before. */
const OFTEN = 2;
/** So many entries of work stand there for each failure: a start that is tried over and over has hardly one. */
const WORK_EACH = 2;
/** Work is told so often. */
const USUAL = 3;

/** What is said before a further try, or of a peer that is waited for. */
const TRIES = /\b(?:attempt|tr(?:y|ies)|connect|retr|start|open|wait|poll|check|ping|prob)/i;

const MESSAGE_FIELDS = ['msg', 'message', 'event', '@message', '@m', '@mt'] as const;

/**
 * Whether a logger had the same at level error before, of other things, and each time the program went on with
 * work that it tells of over and over.
 */
export function isOutlivedBefore(line: LogLine, above: readonly LogLine[]): boolean {
  if (!isError(line.raw) || saysFatal(line.raw)) return false;
  const topic = topicOf(line);
  const work = usualOf(above);
  if (work.size === 0) return false;
  let failures = 0;
  let entries = 0;
  let outlived = 0;
  let isBehind = false;
  for (const other of above) {
    if (topicOf(other) === topic && isError(other.raw)) {
      failures += 1;
      isBehind = true;
    } else if (work.has(kindOf(other))) {
      entries += 1;
      outlived += Number(isBehind);
      isBehind = false;
    }
  }
  return outlived >= OFTEN && entries >= failures * WORK_EACH;
}

/** The kinds of entries of work, of other things each, that stand there often. */
function usualOf(lines: readonly LogLine[]): ReadonlySet<string> {
  const told = new Map<string, Set<string>>();
  for (const line of lines) {
    const { raw, calm } = line;
    if (!calm || !/\d/.test(raw) || TRIES.test(messageOf(raw) ?? raw)) continue;
    const kind = kindOf(line);
    told.set(kind, (told.get(kind) ?? new Set<string>()).add(raw));
  }
  return new Set([...told].filter(([, texts]) => texts.size >= USUAL).map(([kind]) => kind));
}

/** What an entry is about: its message where it is JSON, else its words without what is counted. */
function topicOf(line: LogLine): string {
  return messageOf(line.raw) ?? kindOf(line);
}

function messageOf(raw: string): string | undefined {
  const entry = raw.startsWith('{') ? jsonEntry(raw) : undefined;
  const said = MESSAGE_FIELDS.map((field) => entry?.[field]).find((value) => typeof value === 'string');
  return typeof said === 'string' ? said : undefined;
}
