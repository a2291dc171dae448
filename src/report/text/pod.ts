import type { Missing } from '../../domain/evidence.js';
import type { Diagnosis, Report, ReportContainer, ReportPod } from '../../domain/report/report.js';
import { changeWords } from '../../domain/kubernetes/revision-change.js';
import { saysAsMuch } from '../../domain/report/says-as-much.js';
import { beside, flow, wrap, wrapAtMost } from '../layout.js';
import { ageOf, count, gapNames, gapSentences, missingWords, ownerWords, spansNamespaces } from '../words.js';
import { containerLines, diagnosesLines, markOf } from './container.js';
import type { Context } from './context.js';

const GAP = '   ';

/** One pod: who it is, then what is wrong, then what is well. */
export function podLines(told: ReportPod, context: Context): readonly string[] {
  if (isWell(told)) return wellLines(told, context);
  const pod = context.options.wide ? told : withSharedGaps(told, context);
  const troubled = pod.containers.filter((each) => each.diagnoses.length > 0);
  const others = pod.containers.filter((each) => each.diagnoses.length === 0);
  const itself = context.options.wide ? pod.diagnoses : pod.diagnoses.filter((own) => !isSaid(own, troubled));
  const own = diagnosesLines(itself, context);
  const blocks = troubled.map((each) => containerLines(each, pod, context));
  const stories =
    own.length === 0 ? [] : [troubled.length === 0 ? own : [itselfLine(itself, context), ...own]];
  const ordered = leads(itself[0], troubled) ? [...stories, ...blocks] : [...blocks, ...stories];
  return [
    ...headerLines(pod, context),
    ...undecidedLines(pod, context),
    ...ordered.flatMap((block) => ['', ...block]),
    ...(ordered.length > 0 && others.length > 0 ? [''] : []),
    ...others.flatMap((each) => containerLines(each, pod, context)),
    ...missingLines(pod, context),
  ];
}

/**
 * Whether the pod's own story is told first: that it was deleted and does not go away is what is seen
 * of it now, however its containers ended. Else a container's story is more, unless it has none to tell.
 */
function leads(own: Diagnosis | undefined, containers: readonly ReportContainer[]): boolean {
  const isStuck = own?.cause === 'terminating-stuck' && own.confidence !== 'possible';
  return isStuck || containers.every(({ diagnoses }) => diagnoses[0]?.cause === 'unknown');
}

/** What several of its diagnoses lack alike is told once, below all of them. */
function withSharedGaps(pod: ReportPod, context: Context): ReportPod {
  const gaps = shownDiagnoses(pod, context).flatMap(({ missing }) => [
    ...new Map(missing.map((each) => [missingWords(each), each])),
  ]);
  const times = new Map<string, number>();
  for (const [words] of gaps) times.set(words, (times.get(words) ?? 0) + 1);
  const shared = new Map(gaps.filter(([words]) => (times.get(words) ?? 0) > 1));
  if (shared.size === 0) return pod;
  const unshared = (missing: readonly Missing[]): readonly Missing[] =>
    missing.filter((each) => !shared.has(missingWords(each)));
  const without = (diagnosis: Diagnosis): Diagnosis => ({
    ...diagnosis,
    missing: unshared(diagnosis.missing),
  });
  return {
    ...pod,
    diagnoses: pod.diagnoses.map(without),
    containers: pod.containers.map((each) => ({ ...each, diagnoses: each.diagnoses.map(without) })),
    missing: [...shared.values(), ...unshared(pod.missing)],
  };
}

/** Whether a container's first diagnosis says it already. */
function isSaid(own: Diagnosis, containers: readonly ReportContainer[]): boolean {
  return containers.some(({ diagnoses: [first] }) => first !== undefined && saysAsMuch(first, own));
}

/** Heads the pod's own story where containers have theirs. */
function itselfLine(diagnoses: readonly Diagnosis[], context: Context): string {
  const { sign, styles } = markOf(diagnoses[0]?.severity, context);
  return `${context.paint(sign, ...styles)} the pod itself`;
}

function headerLines(pod: ReportPod, context: Context): readonly string[] {
  const { report, width, paint, options } = context;
  const name = nameOf(pod, report);
  const restarts = pod.containers.reduce((sum, each) => sum + each.restartCount, 0);
  const age = ageOf(pod.createdAt, report.now);
  const history =
    restarts === 0
      ? age && `age ${age}`
      : `${count(restarts, 'restart')}${age === undefined ? '' : ` in ${age}`}`;
  const pieces = [
    name,
    ...(pod.owner === undefined ? [] : [ownerWords(pod.owner)]),
    pod.node === undefined ? 'no node' : `node ${pod.node}`,
    ...(pod.reason === undefined
      ? saysStatus(pod)
        ? [pod.status]
        : []
      : [reasonWords(pod.reason, pod, report)]),
    ...(history === undefined ? [] : [history]),
  ];
  const [first = '', ...rest] = flow(pieces, GAP, width, '  ');
  const painted = first.startsWith(name)
    ? paint(name, 'bold') + first.slice(name.length)
    : paint(first, 'bold');
  return [
    painted,
    ...rest,
    ...changeLines(pod, context),
    ...(options.showLabels ? labelLines(pod, width) : []),
  ];
}

/** `Evicted 17m ago`. */
function reasonWords(reason: string, { endedAt }: ReportPod, { now }: Report): string {
  const ago = ageOf(endedAt, now);
  return ago === undefined ? reason : `${reason} ${ago} ago`;
}

/** More differences than these are for -o wide. */
const TOLD_CHANGES = 4;

/** What the newest revision changed: after a rollout that is the first question. */
function changeLines(
  { owner, containers }: ReportPod,
  { report, width, options }: Context,
): readonly string[] {
  const change = owner?.change;
  if (change === undefined) return [];
  const { revision, before, createdAt, changes, left = 0 } = change;
  const told = options.wide ? changes : changes.slice(0, TOLD_CHANGES);
  const more = changes.length - told.length + left;
  const words = [
    ...told.map((each) => changeWords(each, containers.length === 1)),
    ...(more > 0 ? [`and ${more} more${options.wide ? '' : ' (-o wide)'}`] : []),
  ];
  const what = words.length === 0 ? 'only labels or annotations, as a restart does' : words.join(', ');
  const since = ageOf(createdAt, report.now) ?? '?';
  return wrap(`rev ${revision}, ${since} old, changed from rev ${before}: ${what}`, width - 4).map(
    (line, n) => (n === 0 ? '  ' : '    ') + line,
  );
}

/** Whether the status column says something that no container's line will. */
function saysStatus(pod: ReportPod): boolean {
  return pod.status !== 'Running' && !pod.containers.some((each) => each.current.reason === pod.status);
}

function labelLines(pod: ReportPod, width: number): readonly string[] {
  const labels = Object.entries(pod.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return flow(['labels', ...(labels.length === 0 ? ['<none>'] : labels)], ' ', width - 2, '  ').map(
    (line) => `  ${line}`,
  );
}

function nameOf(pod: ReportPod, report: Report): string {
  return spansNamespaces(report) || report.scope.namespaces[0] !== pod.namespace
    ? `${pod.namespace}/${pod.name}`
    : pod.name;
}

/** Nothing speaks against it, and everything that can be counted is as it should be. */
function isWell(pod: ReportPod): boolean {
  const [ready, all] = pod.readiness.split('/');
  const serves = pod.status === 'Running' && ready === all && ready !== '0';
  return (
    (serves || pod.status === 'Completed' || pod.status === 'Succeeded') &&
    pod.diagnoses.length === 0 &&
    pod.benign === undefined &&
    pod.containers.every(
      (each) => each.diagnoses.length === 0 && each.restartCount === 0 && each.last === undefined,
    )
  );
}

/** One line that claims no more than what was counted, and says what was looked at. */
function wellLines(pod: ReportPod, context: Context): readonly string[] {
  const { report, width, paint, signs, options } = context;
  const age = ageOf(pod.createdAt, report.now);
  const unseen = gapNames(pod.missing);
  const state =
    pod.status === 'Running'
      ? `${pod.readiness} ready, 0 restarts${age === undefined ? '' : ` in ${age}`}`
      : pod.status;
  const pieces = [
    `${nameOf(pod, report)}  ${state}`,
    `(read ${lookedAt(pod).join(', ')})`,
    // What that costs is told of a pod in trouble; of one that is well it would be noise.
    ...(unseen === '' || options.wide ? [] : [`(not seen: ${unseen}; -o wide says why)`]),
  ];
  const lines = flow(pieces, ' ', width - 2, '');
  return [
    ...beside(`${paint(signs.good, 'green', 'bold')} `, lines),
    ...(options.wide ? missingLines(pod, context) : []),
  ];
}

/** What a report on a pod always reads, without what it could not. */
function lookedAt(pod: ReportPod): readonly string[] {
  const unseen = new Set<string>(pod.missing.map((each) => each.what));
  return [
    'status',
    ...(unseen.has('events') ? [] : ['events']),
    ...(pod.node === undefined || unseen.has('node') ? [] : ['node']),
    ...(pod.owner === undefined || unseen.has('owner') ? [] : ['owner']),
  ];
}

/** Where nothing was found and it is not well either: that is said. A boot of the node leaves restarts without a record. */
function undecidedLines(pod: ReportPod, context: Context): readonly string[] {
  const { width, signs, paint } = context;
  if (pod.benign !== undefined)
    return beside(`${signs.neutral} `, wrap(`as meant: ${pod.benign.why}`, width - 2));
  if (
    pod.diagnoses.length > 0 ||
    pod.containers.some((each) => each.diagnoses.length > 0 || each.benign !== undefined)
  )
    return [];
  if (pod.containers.length < Number(pod.readiness.split('/')[1])) {
    const why = `-c leaves containers out: the pod is ${pod.readiness} ready, status ${pod.status}`;
    return beside(`${signs.neutral} `, wrap(why, width - 2));
  }
  const restarted = pod.containers.filter((each) => each.restartCount > 0);
  const isGone = restarted.some((each) => each.last === undefined);
  const left = isGone ? ', and no record of that end is left (lastState)' : '';
  const before = restarted.length === 0 ? '' : `, restarted before${left}`;
  const why = `${pod.readiness} ready, status ${pod.status}${before}: nothing seen that explains it`;
  return beside(`${paint(signs.warn, 'magenta', 'bold')} `, wrap(why, width - 2));
}

/** What could not be looked at, unless a diagnosis has said so already. */
function missingLines(pod: ReportPod, context: Context): readonly string[] {
  const said = new Set(shownDiagnoses(pod, context).flatMap((each) => each.missing.map(missingWords)));
  const unsaid = pod.missing.filter((each) => !said.has(missingWords(each)));
  if (!context.foldsGaps || unsaid.length === 0) return notSeenLines(unsaid, context);
  return beside(NOT_SEEN, wrap(gapNames(unsaid), context.width - NOT_SEEN.length));
}

function shownDiagnoses(pod: ReportPod, context: Context): readonly Diagnosis[] {
  const lists = [pod.diagnoses, ...pod.containers.map((each) => each.diagnoses)];
  return lists.flatMap((list) => (context.options.wide ? list : list.slice(0, 1)));
}

const NOT_SEEN = 'not seen  ';

/** `not seen` lines, each once. */
export function notSeenLines(missing: readonly Missing[], context: Context): readonly string[] {
  const { width, signs, options } = context;
  return gapSentences(missing).flatMap((each, n) =>
    beside(
      n === 0 ? NOT_SEEN : ' '.repeat(NOT_SEEN.length),
      wrapAtMost(each, width - NOT_SEEN.length, options.wide ? 12 : 3, signs.ellipsis),
    ),
  );
}
