/** What the container runtime's file and the tools that save logs put around each line of a program's log. */

/**
 * A line in the runtime's own file under /var/log/pods: time, stream, whether the line ends here
 * (k8s.io/cri-client pkg/logs/logs.go parseCRILog, v0.34).
 */
const CRI_LINE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d) std(?:out|err) ([FP])(?: |$)/;

/** The same of Docker's json-file driver (parseDockerJSONLog there); its `log` ends with the line's end. */
const DOCKER_LINE = '{"log":"';

/** The text of a log whose every line stands in the form of a runtime's file; any other as it is. */
export function withoutRuntimeForm(text: string): string {
  if (!text.startsWith(DOCKER_LINE) && !CRI_LINE.test(text.slice(0, 100))) return text;
  const lines = text.replace(/\n$/, '').split('\n');
  if (text.startsWith(DOCKER_LINE)) {
    const parts = lines.map(dockerText);
    return parts.every((part) => part !== undefined) ? parts.join('') : text;
  }
  const marks = lines.map((line) => CRI_LINE.exec(line));
  if (!marks.every((mark) => mark !== null)) return text;
  return marks
    .map(({ 0: mark, 1: end }, i) => lines[i]?.slice(mark.length) + (end === 'P' ? '' : '\n'))
    .join('');
}

function dockerText(line: string): string | undefined {
  try {
    const { log, stream, time } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    return typeof log === 'string' && typeof stream === 'string' && typeof time === 'string'
      ? log
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * `kubectl logs --timestamps` puts the kubelet's time before every line, always with nine digits
 * (k8s.io/cri-client pkg/logs/logs.go timeFormatOut, v0.34). A program's own times stay.
 */
export const READER_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}(?:Z|[+-]\d\d:\d\d)(?: |$)/;

/**
 * `kubectl logs --prefix` puts pod and container before every line (kubectl pkg/cmd/logs/logs.go,
 * v0.34), `docker compose` the service and its number. Where all lines have the same, it is this log;
 * where some have it, they are another program's.
 */
const READER_NAME = /^(?:\[pod\/[\w.-]+\/[\w.-]+\] |[a-z\d][\w.-]*-\d+ +\| ?)/;

/** Lines without the time and the name that the tool that read the log put before every one of them. */
export function withoutReaderMarks(lines: readonly string[]): readonly string[] {
  return withoutNames(withoutTimes(lines));
}

function withoutTimes(lines: readonly string[]): readonly string[] {
  if (lines.length === 0 || !lines.every((line) => READER_TIME.test(line))) return lines;
  return lines.map((line) => line.replace(READER_TIME, ''));
}

function withoutNames(lines: readonly string[]): readonly string[] {
  const name = READER_NAME.exec(lines[0] ?? '')?.[0].trimEnd();
  if (name === undefined || !lines.every((line) => line.startsWith(name))) return lines;
  return lines.map((line) => line.slice(name.length).replace(/^ /, ''));
}
