import type { Diagnosis, Report, ReportGroup, ReportPod, ReportWorkload } from '../domain/report/report.js';
import type { ReportCheck } from '../domain/report/report-check.js';
import type { Evidence } from '../domain/evidence.js';
import type { FormatOptions } from './format.js';
import { bold, code, fence, plain, tableRow } from './markup.js';
import { isGrouped, podsWords, whereWords } from './text/groups.js';
import { missingOf, moreWords } from './text/missing-alike.js';
import {
  ageOf,
  asMeantWords,
  endWords,
  gapNames,
  missingWords,
  ownerWords,
  scopeWords,
  stateWords,
  worthWords,
} from './words.js';
import { foundWords } from './found-words.js';

const VIEWS: Readonly<
  Record<FormatOptions['view'], (report: Report, options: FormatOptions) => readonly string[]>
> = {
  pod: (report) => [
    ...incompleteBlock(report),
    ...(report.scope.choice === undefined ? [] : [plain(report.scope.choice)]),
    ...report.pods.flatMap((pod) => podBlocks(pod, report)),
    ...report.workloads.filter((each) => each.diagnoses.length > 0).flatMap(workloadBlocks),
  ],
  scan: scanBlocks,
  check: checkBlocks,
};

/** For chat and tickets: GitHub's Markdown, in which nothing from the cluster is markup. Takes an inert report. */
export function writeMarkdown(report: Report, options: FormatOptions): string {
  const blocks = VIEWS[options.view](report, options);
  const missing = missingOf(report).map((each) => missingWords(each.missing) + moreWords(each, options.wide));
  return `${[...blocks, ...missingBlock(missing)].join('\n\n')}\n`;
}

function incompleteBlock(report: Report): readonly string[] {
  return report.complete
    ? []
    : [bold('INCOMPLETE: part of this selection was not looked at; silence proves nothing.')];
}

function scanBlocks(report: Report, { showBenign }: FormatOptions): readonly string[] {
  const found = foundWords(report);
  const scope = scopeWords(report.scope);
  return [
    ...incompleteBlock(report),
    `### ${plain(found.includes(scope) ? found : `${found} (${scope})`)}`,
    ...groupBlocks(report.groups, report),
    ...report.workloads
      .filter((each) => !isGrouped(each, report))
      .flatMap((each) =>
        each.diagnoses.slice(0, 1).flatMap((d) => diagnosisBlocks(d, `${each.kind}/${each.name}`)),
      ),
    ...report.nodes.flatMap((node) =>
      node.diagnoses.slice(0, 1).flatMap((d) => diagnosisBlocks(d, `node ${node.name}`)),
    ),
    ...(showBenign ? asMeantBlock(report) : []),
  ];
}

/** The ledger of what looked like a failure and is none. */
function asMeantBlock(report: Report): readonly string[] {
  const entries = asMeantWords(report);
  return entries.length === 0 ? [] : [entries.map((each) => `- as meant: ${plain(each)}`).join('\n')];
}

const VERDICTS: Readonly<Record<ReportCheck['verdict'], string>> = {
  passed: '✅ passed',
  failed: '❌ failed',
  undetermined: '⚠️ could not tell',
  'timed-out': '⚠️ timed out',
};

function checkBlocks(report: Report): readonly string[] {
  const { check } = report;
  return [
    ...incompleteBlock(report),
    ...(check === undefined ? [] : [`### ${VERDICTS[check.verdict]}: ${plain(check.why)}`]),
    ...groupBlocks(report.groups, report),
  ];
}

/** The table of groups, then what to do about each. */
function groupBlocks(groups: readonly ReportGroup[], report: Report): readonly string[] {
  if (groups.length === 0) return [];
  const rows = groups.map((group) =>
    tableRow([
      podsWords(group),
      code(group.cause),
      plain(group.diagnosis.title),
      code(whereWords(group)),
      ageOf(group.firstSeen, report.now) ?? 'unknown',
    ]),
  );
  const table = [
    '| Pods | Cause | What | Where | Since |',
    '| ---: | --- | --- | --- | ---: |',
    ...rows,
  ].join('\n');
  return [
    table,
    ...groups.flatMap((group) => [
      ...diagnosisBlocks(group.diagnosis, whereWords(group), group.closer),
      ...(group.note === undefined ? [] : [plain(`Note: ${group.note}.`)]),
    ]),
  ];
}

function podBlocks(pod: ReportPod, report: Report): readonly string[] {
  const owner = pod.owner === undefined ? '' : `, ${code(ownerWords(pod.owner))}`;
  const node = pod.node === undefined ? ', no node' : `, node ${code(pod.node)}`;
  return [
    `### ${code(`${pod.namespace}/${pod.name}`)}: ${plain(pod.status)}, ${plain(pod.readiness)} ready`,
    `In ${plain(scopeWords(report.scope))}${owner}${node}.`,
    ...pod.diagnoses.flatMap((each) => diagnosisBlocks(each, '')),
    ...pod.containers.flatMap((container) => {
      const last = container.last === undefined ? '' : `; ${endWords(container.last, report.now)}`;
      const line = `${bold(container.name)}: ${plain(`${stateWords(container, report.now)}${last}`)}`;
      return [line, ...container.diagnoses.flatMap((each) => diagnosisBlocks(each, ''))];
    }),
  ];
}

/** A workload that was asked for and has something to say itself: mostly that it gets no pods. */
function workloadBlocks(workload: ReportWorkload): readonly string[] {
  const { kind, namespace, name, ready, desired, diagnoses } = workload;
  // A CronJob counts no pods.
  const counts =
    ready === undefined && desired === undefined ? '' : `: ${ready ?? '?'}/${desired ?? '?'} ready`;
  return [
    `### ${code(`${namespace}/${kind}/${name}`)}${counts}`,
    ...diagnoses.flatMap((each) => diagnosisBlocks(each, '')),
  ];
}

function diagnosisBlocks(diagnosis: Diagnosis, where: string, closer = ''): readonly string[] {
  const about = where === '' ? '' : ` (${code(where)})`;
  const worth = worthWords(diagnosis, ', ');
  const evidence = diagnosis.evidence.map(evidenceLine);
  const commands = [
    ...diagnosis.remediation.flatMap((step) => step.command ?? []),
    ...(closer === '' ? [] : [closer]),
  ];
  const steps = diagnosis.remediation.map(
    (step) => `- ${step.effect === 'mutating' ? 'change' : 'look'}: ${plain(step.do)}`,
  );
  return [
    `${bold(diagnosis.title)}${about}: ${plain(worth)}`,
    ...(evidence.length === 0 ? [] : [evidence.join('\n')]),
    ...(diagnosis.missing.length === 0 ? [] : [`- not seen: ${plain(gapNames(diagnosis.missing))}`]),
    ...(steps.length === 0 ? [] : [steps.join('\n')]),
    ...(commands.length === 0 ? [] : [fence(commands, 'sh')]),
  ];
}

function evidenceLine({ speaks, fact, observed, at }: Evidence): string {
  const value = observed === '' || fact.includes(observed) ? '' : `: ${code(observed)}`;
  return `- ${speaks}: ${plain(fact)}${value} at ${code(at)}`;
}

function missingBlock(missing: readonly string[]): readonly string[] {
  return missing.length === 0
    ? []
    : [[...new Set(missing)].map((each) => `- not seen: ${plain(each)}`).join('\n')];
}
