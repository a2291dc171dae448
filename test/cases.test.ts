import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  diagnoseNode,
  diagnosesOf,
  diagnoseWorkload,
  reportPod,
  type SubjectVerdict,
} from '../src/engine/index.js';
import type { Diagnosis, ReportPod } from '../src/domain/report/report.js';
import { loadRulebook } from '../src/rulebook/catalogue.js';
import { caseFolders, readExpectation } from './support/cases.js';
import { readSubject } from './support/read-folder.js';

const rules = await loadRulebook();

async function diagnose(folder: string): Promise<ReportPod | SubjectVerdict> {
  const snapshot = await readSubject(folder);
  switch (snapshot.kind) {
    case 'pod':
      return reportPod(snapshot, rules);
    case 'workload':
      return diagnoseWorkload(snapshot, rules);
    case 'node':
      return diagnoseNode(snapshot, rules);
  }
}

function everythingSaid(said: ReportPod | SubjectVerdict): readonly Diagnosis[] {
  return 'containers' in said ? diagnosesOf(said) : said.diagnoses;
}

/** What is said of the container that a case is about, or of the pod, workload or node itself. */
function subject(
  said: ReportPod | SubjectVerdict,
  container: string | undefined,
): { readonly diagnoses: readonly Diagnosis[]; readonly benign?: { readonly cause: string } } {
  if (container === undefined || !('containers' in said)) return said;
  return said.containers.find((c) => c.name === container) ?? { diagnoses: [] };
}

describe('each case is diagnosed as its expect.yaml says', () => {
  test.each(caseFolders('cases').map((folder) => [path.basename(folder), folder]))(
    '%s',
    async (_, folder) => {
      const expectation = readExpectation(folder);
      const said = subject(await diagnose(folder), expectation.container);
      const [first] = expectation.first;
      if (first !== undefined) expect(said.diagnoses[0]?.ruleId).toBe(first);
      if (expectation.confidence !== undefined)
        expect(said.diagnoses[0]?.confidence).toBe(expectation.confidence);
      if (expectation.benign !== undefined)
        expect([said.diagnoses, said.benign?.cause]).toEqual([[], expectation.benign]);
      if (expectation.cause.length > 0)
        expect(expectation.cause).toContain(firstCause(await diagnose(folder), said.diagnoses));
      expect(first ?? expectation.benign ?? expectation.cause[0]).toBeDefined();
      for (const part of expectation.title) expect(said.diagnoses[0]?.title).toContain(part);
      for (const text of said.diagnoses.flatMap(textsOf))
        expect(text).not.toMatch(/\{\{|\}\}|\[\[|\]\]|<[a-z][a-z-]*>/);
    },
  );
});

test('no cause is told twice with confidence of one instance of one container', async () => {
  const twice: string[] = [];
  for (const folder of caseFolders('cases')) {
    const said = await diagnose(folder);
    for (const { diagnoses } of 'containers' in said ? [said, ...said.containers] : [said]) {
      const sure = diagnoses.filter((each) => each.confidence !== 'possible');
      for (const [n, { cause, about, ruleId }] of sure.entries()) {
        const before = sure.slice(0, n).find((each) => each.cause === cause && each.about === about);
        if (before !== undefined) twice.push(`${path.basename(folder)}: ${before.ruleId}, ${ruleId}`);
      }
    }
  }
  expect(twice).toEqual([]);
});

describe('in each near miss the rule is silent', () => {
  test.each(caseFolders('near-misses').map((folder) => [path.basename(folder), folder]))(
    '%s',
    async (_, folder) => {
      const { silent, first, title, container } = readExpectation(folder);
      const said = await diagnose(folder);
      expect(silent.length).toBeGreaterThan(0);
      expect(
        everythingSaid(said)
          .map((d) => d.ruleId)
          .filter((id) => silent.includes(id)),
      ).toEqual([]);
      const [top] = subject(said, container).diagnoses;
      for (const part of title) expect(top?.title).toContain(part);
      // A confident answer may be wrong: `container` and `first` must hold it.
      if (first[0] === undefined) expect(confidentAnswers(said)).toEqual([]);
      else expect(top?.ruleId).toBe(first[0]);
    },
  );
});

describe('what is well stays without a finding', () => {
  test.each(caseFolders('healthy').map((folder) => [path.basename(folder), folder]))(
    '%s',
    async (_, folder) => {
      expect(everythingSaid(await diagnose(folder)).map((d) => d.ruleId)).toEqual([]);
    },
  );
});

/** The rules that rank first of the pod or of a container, `likely` or `certain`. */
function confidentAnswers(said: ReportPod | SubjectVerdict): readonly string[] {
  return ('containers' in said ? [said, ...said.containers] : [said])
    .flatMap(({ diagnoses }) => diagnoses.slice(0, 1))
    .filter(({ confidence }) => confidence !== 'possible')
    .map(({ ruleId }) => ruleId);
}

/** The container's first cause; the pod's own where that has none or only `unknown`. */
function firstCause(said: ReportPod | SubjectVerdict, own: readonly Diagnosis[]): string {
  const decides =
    own.some((d) => d.cause !== 'unknown') || said.diagnoses.length === 0 ? own : said.diagnoses;
  return decides[0]?.cause ?? 'unknown';
}

function textsOf(diagnosis: Diagnosis): readonly string[] {
  return [diagnosis.title, ...diagnosis.remediation.flatMap((step) => [step.do, step.command ?? ''])];
}
