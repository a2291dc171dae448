import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Missing } from '../src/domain/evidence.js';
import type { Diagnosis } from '../src/domain/report/report.js';
import type { PodSnapshot } from '../src/domain/snapshot.js';
import { diagnosesOf, reportPod } from '../src/engine/index.js';
import { loadRulebook } from '../src/rulebook/catalogue.js';
import { caseFolders } from './support/cases.js';
import { readSubject } from './support/read-folder.js';

const rules = await loadRulebook();

function missing(what: Missing['what']): Missing {
  return { what, why: 'forbidden', costs: 'what it tells' };
}

/** What a reader with fewer rights, or one who comes later, still sees. */
const READERS: Readonly<Record<string, (pod: PodSnapshot) => PodSnapshot>> = {
  'without logs': (pod) => ({
    ...pod,
    logs: [],
    missing: [...pod.missing, missing('log'), missing('previousLog')],
  }),
  'without events': (pod) => ({
    ...pod,
    events: [],
    nodeEvents: [],
    missing: [...pod.missing, missing('events'), missing('nodeEvents')],
  }),
  'of the pod alone': (pod) => ({
    ...pod,
    events: [],
    nodeEvents: [],
    logs: [],
    owners: [],
    references: [],
    missing: [
      ...pod.missing,
      ...(['events', 'nodeEvents', 'log', 'previousLog', 'owner', 'node'] as const).map(missing),
    ],
  }),
  'of the last twelve lines': (pod) => ({
    ...pod,
    logs: pod.logs.map((log) => ({ ...log, lines: log.lines.slice(-12), cut: true })),
  }),
};

function said(pod: PodSnapshot): readonly Diagnosis[] {
  return diagnosesOf(reportPod(pod, rules));
}

interface Case {
  readonly name: string;
  readonly pod: PodSnapshot;
  readonly causes: ReadonlySet<string>;
}

async function readCases(): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const folder of caseFolders('cases')) {
    const pod = await readSubject(folder);
    if (pod.kind !== 'pod') continue;
    cases.push({ name: path.basename(folder), pod, causes: new Set(said(pod).map((d) => d.cause)) });
  }
  return cases;
}

const cases = await readCases();

describe('what is said with confidence on less evidence is among what is said on all of it', () => {
  test.each(Object.entries(READERS))('%s', (_, reader) => {
    const surprises = cases.flatMap(({ name, pod, causes }) =>
      said(reader(pod))
        .filter((d) => d.rank === 1 && d.confidence !== 'possible' && !causes.has(d.cause))
        .map((d) => `${name}: ${d.ruleId} (${d.cause}, ${d.confidence})`),
    );
    expect(surprises).toEqual([]);
  });
});
