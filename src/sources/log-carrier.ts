/** What the container runtime's file and the tools that read logs put around each line of a program's log. */

/** Lines, and when the container runtime took each of them from the program, where the carrier tells it. */
export interface CarriedLines {
  readonly lines: readonly string[];
  /** Milliseconds since the epoch, one for each line. */
  readonly times?: readonly number[];
}

/** The program's own lines of a log. */
export function unwrapLog(text: string): CarriedLines {
  const lines = text === '' ? [] : withoutFrame(text.replace(/\n$/, '').split('\n'));
  const { lines: own, times } = ofDockerFile(lines) ?? ofRuntimeFile(lines) ?? ofReader(lines);
  return { lines: withoutNames(own), ...(times === undefined ? {} : { times }) };
}

/**
 * What was copied out of a terminal's panel (k9s) stands between its borders; the first and the last
 * line may have been copied from their middle.
 */
function withoutFrame(lines: readonly string[]): readonly string[] {
  const last = lines.length - 1;
  const isFramed = (line: string, index: number): boolean =>
    (index === 0 || line.startsWith('│')) && (index === last || line.endsWith('│'));
  if (last < 1 || !lines.every((line, index) => isFramed(line.trimEnd(), index))) return lines;
  return lines.map((line) => line.trimEnd().replace(/^│ ?/, '').replace(/│$/, '').trimEnd());
}

/**
 * A line in the runtime's own file under /var/log/pods: time, stream, whether the line ends here
 * (k8s.io/cri-client pkg/logs/logs.go parseCRILog, v0.34).
 */
const CRI_LINE =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) std(?:out|err) ([FP])(?: |$)/;

/** The same of Docker's json-file driver (parseDockerJSONLog there); its `log` ends with the line's end. */
const DOCKER_LINE = '{"log":"';

/** What was written at once: a long line comes in several parts. */
interface Part {
  readonly text: string;
  readonly time: string;
  readonly isLast: boolean;
}

function ofRuntimeFile(lines: readonly string[]): CarriedLines | undefined {
  return joined(lines, (line) => {
    const mark = CRI_LINE.exec(line);
    if (mark === null) return undefined;
    const [{ length }, time = '', end] = mark;
    return { text: line.slice(length), time, isLast: end === 'F' };
  });
}

function ofDockerFile(lines: readonly string[]): CarriedLines | undefined {
  return joined(lines, (line) => {
    if (!line.startsWith(DOCKER_LINE)) return undefined;
    try {
      const { log, stream, time } = JSON.parse(line) as Readonly<Record<string, unknown>>;
      if (typeof log !== 'string' || typeof stream !== 'string' || typeof time !== 'string') return undefined;
      return { text: log.replace(/\n$/, ''), time, isLast: log.endsWith('\n') };
    } catch {
      return undefined;
    }
  });
}

/** The lines of a file whose every line is a part in this form. */
function joined(
  lines: readonly string[],
  read: (line: string) => Part | undefined,
): CarriedLines | undefined {
  const whole: string[] = [];
  const times: number[] = [];
  let isOpen = false;
  for (const line of lines) {
    const part = read(line);
    if (part === undefined) return undefined;
    if (isOpen) whole.push((whole.pop() ?? '') + part.text);
    else {
      whole.push(part.text);
      times.push(Date.parse(part.time));
    }
    isOpen = !part.isLast;
  }
  return whole.length === 0 ? undefined : { lines: whole, ...(times.some(Number.isNaN) ? {} : { times }) };
}

/**
 * With `timestamps` the kubelet puts its time before every line, always with nine digits
 * (k8s.io/cri-client pkg/logs/logs.go timeFormatOut, v0.34). A program's own times stay.
 */
export const READER_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}(?:Z|[+-]\d\d:\d\d))(?: |$)/;

/**
 * What stands before every line: of `kubectl logs --prefix` pod and container (kubectl pkg/cmd/logs/logs.go, v0.34), of
 * those that run several programs the program's name, some with a time, and of syslog its tag (RFC 3164, 4.1).
 * Where all lines have the same, it is this log; where some have it, they are another program's.
 */
const NAMES: readonly RegExp[] = [
  /^(?<name>\[pod\/[\w.-]+\/[\w.-]+\])(?: |$)/,
  // docker compose, pm2, foreman and honcho
  /^(?<name>(?:[a-z\d][\w.-]*-\d+|\d+\|[\w@.-]+) +\|)(?: |$)/,
  /^\d\d:\d\d:\d\d (?<name>[a-z][\w-]*\.\d+|system) +\|(?: |$)/,
  // stern names the pod and the container (cmd/cmd.go, v1.30, the default template)
  /^(?<name>[a-z\d][a-z\d.-]*-(?=\d*[a-z])[bcdfghj-np-tvwxz24-9]{5} [a-z\d][a-z\d-]*)(?: |$)/,
  /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d (?<name>\S+ [\w./-]+(?:\[\d+\])?):(?: |$)/,
];

/** What foreman and honcho call themselves. */
const SUPERVISOR = 'system';

/** concurrently and its like; one line alone may as well begin with the program's own mark. */
const BRACKETED =
  /^(?<name>\[(?!(?:debug|info|notice|warn|warning|err|error|fatal|crit)\])[a-z][\w@/.:-]*\])(?: |$)/;

/** Either mark of a reader may stand before the other. */
function ofReader(lines: readonly string[]): CarriedLines {
  const named = withoutNames(lines);
  const marks = named.map((line) => READER_TIME.exec(line));
  if (marks.length === 0 || !marks.every((mark) => mark !== null)) return { lines: named };
  const times = marks.map(([, time = '']) => Date.parse(time));
  return {
    lines: named.map((line, index) => line.slice(marks[index]?.[0].length)),
    ...(times.some(Number.isNaN) ? {} : { times }),
  };
}

function withoutNames(lines: readonly string[]): readonly string[] {
  const forms = lines.length > 1 ? [...NAMES, BRACKETED] : NAMES;
  const form = forms.find((each) => each.test(lines[0] ?? ''));
  if (form === undefined) return lines;
  const heads = lines.map((line) => form.exec(line));
  const names = new Set(heads.map((head) => head?.groups?.['name']));
  names.delete(SUPERVISOR);
  if (names.size > 1 || names.has(undefined)) return lines;
  return lines.map((line, index) => {
    const [head, name] = heads[index] ?? [];
    return name === SUPERVISOR ? line : line.slice(head?.length);
  });
}
