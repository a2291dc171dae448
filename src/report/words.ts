import type { Missing, MissingWhat } from '../domain/evidence.js';
import type {
  Diagnosis,
  ObjectReference,
  OwnerReference,
  Report,
  ReportContainer,
  ReportState,
  ReportTermination,
} from '../domain/report/report.js';
import type { ReportScope } from '../domain/report/looked-at.js';
import { asTime, humanDuration } from '../domain/values/time.js';

/** `3m`: how long before the report's now that was; undefined where there is no time. */
export function ageOf(time: string | undefined, now: string): string | undefined {
  const then = asTime(time);
  const reference = asTime(now);
  return then === undefined || reference === undefined ? undefined : humanDuration((reference - then) / 1000);
}

/** `1 pod`, `3 pods`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `Deployment/orders rev 14`. */
export function ownerWords(owner: OwnerReference): string {
  return `${owner.kind}/${owner.name}${owner.revision === undefined ? '' : ` rev ${owner.revision}`}`;
}

/** `Secret/payments-db`. */
export function objectWords(object: ObjectReference): string {
  return `${object.kind}/${object.name}`;
}

/** `namespace shop`, `namespaces a, b`, `all namespaces`; with the selectors that were asked for. */
export function scopeWords(scope: ReportScope): string {
  const where =
    scope.all || scope.namespaces.length === 0 ? 'all namespaces' : namespaceWords(scope.namespaces);
  const selectors = [
    ...(scope.selector === undefined ? [] : [`-l ${scope.selector}`]),
    ...(scope.fieldSelector === undefined ? [] : [`--field-selector ${scope.fieldSelector}`]),
    ...scope.names,
  ];
  return selectors.length === 0 ? where : `${where} (${selectors.join(', ')})`;
}

function namespaceWords(namespaces: readonly string[]): string {
  return `namespace${namespaces.length === 1 ? '' : 's'} ${namespaces.join(', ')}`;
}

/** What looked like a failure and is none, a sentence each. */
export function asMeantWords(report: Report): readonly string[] {
  return report.pods.flatMap((pod) => [
    ...(pod.benign === undefined
      ? []
      : [`${pod.namespace}/${pod.name}: ${pod.benign.why} (${pod.benign.cause})`]),
    ...pod.containers.flatMap(({ name, benign }) =>
      benign === undefined ? [] : [`${pod.namespace}/${pod.name} ${name}: ${benign.why} (${benign.cause})`],
    ),
  ]);
}

/** Whether pods of more than one namespace may be meant, so that each has to be named. */
export function spansNamespaces(report: Report): boolean {
  return report.scope.all || report.scope.namespaces.length !== 1;
}

/** `exit 137 (SIGKILL), reason OOMKilled`: what the record says, and no more. */
function recordWords(record: ReportState | ReportTermination): string {
  const code = record.exitCode === undefined ? 'no exit code' : `exit ${record.exitCode}`;
  const signal = record.signal === undefined ? '' : ` (${record.signal})`;
  const reason = record.reason === undefined ? '' : `, reason ${record.reason}`;
  return `${code}${signal}${reason}`;
}

/** `died 3m ago after 38s: exit 137 (SIGKILL), reason OOMKilled`. */
export function endWords(record: ReportState | ReportTermination, now: string): string {
  const ago = ageOf(record.finishedAt, now);
  const when = ago === undefined ? '' : ago === '0s' ? ' just now' : ` ${ago} ago`;
  const after = record.durationSeconds === undefined ? '' : ` after ${lifeWords(record.durationSeconds)}`;
  if (record.outcome === 'unknown')
    return `ended${when}${after}, how was not recorded: ${recordWords(record)}`;
  return `${record.exitCode === 0 ? 'ended' : 'died'}${when}${after}: ${recordWords(record)}`;
}

function lifeWords(seconds: number): string {
  return seconds < 1 ? 'less than 1s' : humanDuration(seconds);
}

/** What a container does now: `waits in CrashLoopBackOff (next try in about 2m)`. */
export function stateWords(container: ReportContainer, now: string): string {
  const { current } = container;
  switch (current.state) {
    case 'running':
      return runningWords(container, now);
    case 'waiting':
      return waitingWords(current);
    case 'terminated':
      return endWords(current, now);
    case 'none':
      return 'has no status yet';
  }
}

function runningWords(container: ReportContainer, now: string): string {
  const age = ageOf(container.current.startedAt, now);
  const ready =
    container.kind === 'init' || container.kind === 'ephemeral'
      ? ''
      : container.ready
        ? ', ready'
        : ', not ready';
  const restarts = container.restartCount === 0 ? '' : `, ${count(container.restartCount, 'restart')}`;
  return `running${age === undefined ? '' : ` ${age}`}${ready}${restarts}`;
}

function waitingWords(current: ReportState): string {
  if (current.reason === undefined) return 'waits, no reason given';
  const next = current.nextTryInSeconds === undefined ? '' : ` (${nextTryWords(current.nextTryInSeconds)})`;
  return `waits ${current.reason.endsWith('BackOff') ? 'in' : 'with'} ${current.reason}${next}`;
}

function nextTryWords(seconds: number): string {
  return seconds < 1 ? 'the next try is due' : `next try in about ${humanDuration(seconds)}`;
}

/** `likely · high severity · oom-limit`: what a diagnosis is worth, in a few words. */
export function worthWords(diagnosis: Diagnosis, dot: string): string {
  const known = diagnosis.known === true ? ['known'] : [];
  return [sureWords(diagnosis), `${diagnosis.severity} severity`, diagnosis.ruleId, ...known].join(dot);
}

/** How sure it is; of what cannot be told there is nothing to be sure of. */
function sureWords({ cause, confidence }: Diagnosis): string {
  return cause === 'unknown' ? 'cause unknown' : confidence;
}

const WHAT: Readonly<Record<MissingWhat, string>> = {
  pods: 'pods',
  events: 'events',
  node: 'node',
  nodeEvents: 'node events',
  owner: 'owner',
  workloads: 'workloads',
  revisions: 'earlier revisions',
  log: 'the log',
  previousLog: 'the previous log',
  reference: 'an object that it names,',
  namespaces: 'namespaces',
  status: 'the status',
};

/** `events`, `the previous log`: what is missing, and no more. */
function gapName({ what }: Missing): string {
  return WHAT[what].replace(/,$/, '');
}

/** Several of them, each once: `events, the previous log`. */
export function gapNames(missing: readonly Missing[]): string {
  return [...new Set(missing.map(gapName))].join(', ');
}

/** `events (forbidden: list events in namespace shop): why it was killed cannot be told`. */
export function missingWords(missing: Missing): string {
  const { what, name, costs } = missing;
  const of = SELF.has(what) ? ' ' : ' of ';
  return `${WHAT[what]}${name === undefined ? '' : of + name} (${reasonWords(missing)}): ${costs}`;
}

/**
 * Several gaps in sentences, each said once. A node and its events are mostly missing together, and
 * are one sentence then.
 */
export function gapSentences(missing: readonly Missing[]): readonly string[] {
  const eventsOf = (node: Missing): Missing | undefined =>
    node.what === 'node'
      ? missing.find(({ what, name }) => what === 'nodeEvents' && name === node.name)
      : undefined;
  const told = new Set(missing.map(eventsOf));
  const sentences = missing
    .filter((each) => !told.has(each))
    .map((each) => {
      const events = eventsOf(each);
      if (events === undefined) return missingWords(each);
      const [why, alsoWhy] = [reasonWords(each), reasonWords(events)];
      const whys = alsoWhy.startsWith(why) ? why : `${why}, ${alsoWhy.replace(`${each.why}: `, '')}`;
      return `node ${each.name ?? ''} and its events (${whys}): ${each.costs}`;
    });
  return [...new Set(sentences)];
}

/** `forbidden: list events in namespace shop`. */
function reasonWords({ verb, resource, namespace, why }: Missing): string {
  const request = [verb, resource].filter((each) => each !== undefined).join(' ');
  if (request === '') return why;
  return `${why}: ${request}${namespace === undefined ? '' : ` in namespace ${namespace}`}`;
}

/** Where the name is that of the missing thing itself. */
const SELF: ReadonlySet<MissingWhat> = new Set(['node', 'owner', 'reference']);
