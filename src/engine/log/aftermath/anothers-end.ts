import type { LogLine } from '../log-lines.js';

/** How Compose tells of a container's end, and before what one says (docker/compose, pkg/compose/printer.go). */
const ENDED_WITH = /^(\S+) exited with code [1-9]\d*$/;
const SPEAKER = /^(\S+) *\| /;

/** Whether one of several processes speaks after the failure of another one that spoke before: it may well follow from that. */
export function isAfterAnothersEnd({ raw }: LogLine, before: readonly LogLine[]): boolean {
  const speaker = speakerOf(raw);
  if (speaker === undefined) return false;
  const ended = before.map((line) => ENDED_WITH.exec(line.raw)?.[1]);
  return before.some((line) => {
    const other = speakerOf(line.raw);
    return other !== undefined && other !== speaker && ended.includes(other);
  });
}

function speakerOf(raw: string): string | undefined {
  return SPEAKER.exec(raw)?.[1];
}
