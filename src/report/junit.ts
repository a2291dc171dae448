import { create } from 'xmlbuilder';
import type { Report, ReportWorkload } from '../domain/report/report.js';
import { detailLines, findingsOf, headline, type Finding } from './findings.js';
import { missingWords } from './words.js';

interface TestCase {
  readonly classname: string;
  readonly name: string;
  readonly failures: readonly Finding[];
  /** A workload that failed, where the finding behind it is about something else. */
  readonly failed?: string;
  /** It could not be told whether this is well. */
  readonly error?: string;
}

/**
 * JUnit XML in the shape of Jenkins' junit-10.xsd (jenkinsci/xunit-plugin), which GitLab reads too:
 * a test case for each subject, with its findings as failures; what was not decided is an error.
 * Takes an inert report.
 */
export function writeJunit(report: Report): string {
  const cases = [...subjectCases(report), ...undecidedCases(report)];
  const tests = cases.length;
  const failures = cases.filter((each) => each.failures.length > 0 || each.failed !== undefined).length;
  const errors = cases.filter((each) => each.error !== undefined).length;
  const seconds = (report.check?.waitedSeconds ?? 0).toFixed(3);
  const root = create('testsuites', { encoding: 'UTF-8', invalidCharReplacement: '?' });
  const suite = root.ele('testsuite', {
    name: 'kubectl exitdiag',
    tests,
    failures,
    errors,
    skipped: 0,
    time: seconds,
    timestamp: report.generatedAt.replace(/Z$/, ''),
  });
  for (const each of cases) {
    const element = suite.ele('testcase', { classname: each.classname, name: each.name, time: '0' });
    for (const finding of each.failures) {
      element.ele(
        'failure',
        { type: finding.diagnosis.ruleId, message: headline(finding) },
        detailLines(finding).join('\n'),
      );
    }
    if (each.failed !== undefined) element.ele('failure', { type: 'failed', message: each.failed });
    if (each.error !== undefined) element.ele('error', { type: 'undetermined', message: each.error });
  }
  return `${root.end({ pretty: true })}\n`;
}

/** A case for each subject with a finding, and for each workload and pod without. */
function subjectCases(report: Report): readonly TestCase[] {
  const findings = findingsOf(report).filter((finding) => isFailure(finding, report));
  const workloads = report.workloads.map((each) =>
    caseOf(each.kind, each.namespace, each.name, verdictOf(each, report)),
  );
  const pods = report.pods
    .filter((pod) => [pod, ...pod.containers].every((each) => each.diagnoses.length === 0))
    .map((pod) => caseOf('Pod', pod.namespace, pod.name));
  const subjects = findings.map(({ subject }) => caseOf(subject.kind, subject.namespace, subject.name));
  const unique = new Map(
    [...subjects, ...pods, ...workloads].map((each) => [`${each.classname} ${each.name}`, each]),
  );
  return [...unique.values()].map((each) => {
    const failures = findings.filter(
      ({ subject }) =>
        each.name === nameOf(subject.kind, subject.name) &&
        each.classname === (subject.namespace ?? 'cluster'),
    );
    return failures.length === 0 ? each : { classname: each.classname, name: each.name, failures };
  });
}

/** What a check let pass, and what its baseline knew, fails no build. */
function isFailure({ diagnosis }: Finding, { check }: Report): boolean {
  return check?.verdict !== 'passed' && diagnosis.known !== true;
}

function caseOf(
  kind: string,
  namespace: string | undefined,
  name: string,
  verdict: Pick<TestCase, 'failed' | 'error'> = {},
): TestCase {
  return {
    classname: namespace ?? 'cluster',
    name: nameOf(kind, name),
    failures: [],
    ...verdict,
  };
}

function nameOf(kind: string, name: string): string {
  return `${kind}/${name}`;
}

/** A workload that a check has not passed is not shown as passed. */
function verdictOf(workload: ReportWorkload, { check }: Report): Pick<TestCase, 'failed' | 'error'> {
  if (check === undefined || check.verdict === 'passed' || workload.verdict === 'passed') return {};
  return workload.verdict === 'failed' ? { failed: check.why } : { error: check.why };
}

/** What was not looked at, and a check that ended without a workload to blame. */
function undecidedCases(report: Report): readonly TestCase[] {
  const incomplete = report.complete
    ? []
    : ['part of the selection was not looked at', ...report.missing.map(missingWords)];
  const { check } = report;
  const open =
    check !== undefined &&
    check.verdict !== 'passed' &&
    report.workloads.length === 0 &&
    report.groups.length === 0
      ? [check.why]
      : [];
  const why = [...incomplete, ...open];
  return why.length === 0
    ? []
    : [
        {
          classname: 'kubectl exitdiag',
          name: 'everything was looked at',
          failures: [],
          error: why.join('; '),
        },
      ];
}
