import { asObjects, at } from '../values/json.js';
import { containerCommand } from './container-command.js';
import type { ContainerView } from './container.js';
import type { PodView } from './pod.js';

/**
 * Why an ordinary container is taken to serve the others of its pod, and not to do its work. Kubernetes
 * knows no such difference before native sidecars (KEP-753), so it is read from what the container is
 * called, or from that it serves and never ends by what it is told to run.
 */
export interface HelperSign {
  readonly how: 'named' | 'serving';
  readonly words: string;
}

/** What injectors and their documentation call such containers and images, and what people call nothing else. */
const NAMES =
  /(?:^|[-_.])(?:sidecar|proxyv\d|envoy|daprd|consul-dataplane|vault-agent|datadog-agent|jaeger-agent|log-?(?:shipper|router|forwarder)|otel-(?:agent|collector)|otc-container|opentelemetry-collector|fluent-?bit|fluentd|filebeat|promtail|telegraf|pgbouncer|cloudsql)(?:$|[-_.])|(?:^|[-_.])proxy$/i;

/** What may be the name of a worker as well. */
const MAYBE_NAMES =
  /(?:^|[-_.])(?:agent|collector|exporter|forwarder|shipper|tailer|heartbeat|keepalive|metrics|vector|logstash)$/i;

/** A command that ends by nothing of its own: `tail -f`, `sleep infinity`, a loop without a condition. */
const ENDLESS =
  /\btail\s+(?:-\w+\s+)*-\w*[fF]\b|\bsleep\s+(?:inf\w*|\d{6,})|\bwhile\s+(?:true|:|\[ 1 \])\s*;/;

/** The sign by which this container is one, if there is any. */
export function helperSign({ name, image, spec }: ContainerView): HelperSign | undefined {
  const named = [name, programOf(image)].find((text) => NAMES.test(text));
  if (named !== undefined) return { how: 'named', words: `by its name ${named} it serves the others` };
  if (MAYBE_NAMES.test(name)) return { how: 'serving', words: `by its name ${name} it may serve the others` };
  const serves = ['livenessProbe', 'readinessProbe', 'startupProbe'].some(
    (probe) => at(spec, probe) !== undefined,
  );
  if (serves || asObjects(at(spec, 'ports')).length > 0)
    return { how: 'serving', words: `it is declared as a server (${serves ? 'a probe' : 'ports'})` };
  return ENDLESS.test(containerCommand(spec).join(' '))
    ? { how: 'serving', words: 'what it is told to run has no end' }
    : undefined;
}

/** `gcr.io/cloud-sql-connectors/cloud-sql-proxy:2` -> `cloud-sql-proxy`. */
function programOf(image: string): string {
  return image
    .replace(/@.*$/, '')
    .replace(/:[^/]*$/, '')
    .replace(/^.*\//, '');
}

/** A container of the pod that did its work, and when all of them had. */
export interface DoneWork {
  readonly workers: readonly ContainerView[];
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
}

/**
 * The containers whose end is the end of the pod's work: all ordinary ones but helpers. Undefined while one of
 * them runs, or is to be restarted, or where there is none.
 */
export function workDone(pod: PodView): DoneWork | undefined {
  if (pod.restartPolicy === 'Always') return undefined;
  const workers = pod.containers.filter((each) => each.kind === 'main' && helperSign(each) === undefined);
  const ends = workers.map(({ current }) => (current.kind === 'terminated' ? current.finishedAt : undefined));
  const known = ends.filter((end) => end !== undefined);
  if (workers.length === 0 || known.length < ends.length) return undefined;
  return { workers, endedAt: Math.max(...known) };
}
