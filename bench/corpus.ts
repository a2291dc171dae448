import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { reportSubject, type SubjectReport } from '../src/engine/index.js';
import type { Diagnosis } from '../src/domain/report/report.js';
import type { Rulebook } from '../src/domain/rules/rulebook.js';
import type { Snapshot } from '../src/domain/snapshot.js';
import { loadRulebook } from '../src/rulebook/catalogue.js';
import { readFolder, readSubject } from '../test/support/read-folder.js';

/** A case's truth.yaml: what really was the cause, and what would be right in first place too. */
interface Truth {
  readonly cause: string;
  readonly also?: readonly string[];
  readonly container?: string;
  readonly benign?: boolean;
}

interface Result {
  readonly id: string;
  readonly truth: Truth;
  readonly said: readonly Diagnosis[];
  readonly isRight: boolean;
  readonly isInTop3: boolean;
  readonly isConfidentlyWrong: boolean;
  readonly error?: string;
}

/** Diagnoses every case below the folders and prints how many causes came out right, and the misses. */
export async function main(folders: readonly string[], write: (text: string) => void): Promise<number> {
  const noFolder = folders.find(
    (folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true,
  );
  if (noFolder !== undefined) return refuse(`${noFolder} is no folder`, write);
  const cases = folders.flatMap(casesBelow);
  if (cases.length === 0) return refuse('no case found', write);
  const rules = await loadRulebook();
  const results: Result[] = [];
  for (const folder of cases) results.push(await judge(folder, rules));
  write(table(results));
  return 0;
}

function refuse(what: string, write: (text: string) => void): number {
  write(
    `error: ${what}: a case is a folder with objects.yaml and truth.yaml; usage: npm run corpus -- DIR...\n`,
  );
  return 2;
}

function casesBelow(folder: string): readonly string[] {
  const names = readdirSync(folder).sort();
  if (names.includes('truth.yaml')) return [folder];
  return names
    .map((name) => path.join(folder, name))
    .filter((sub) => statSync(sub).isDirectory())
    .flatMap(casesBelow);
}

async function judge(folder: string, rules: Rulebook): Promise<Result> {
  const truth = load(readFileSync(path.join(folder, 'truth.yaml'), 'utf8'), { schema: CORE_SCHEMA }) as Truth;
  const id = path.relative(path.dirname(path.dirname(folder)), folder);
  try {
    const pod = reportSubject(await subjectOf(folder), rules);
    const said = diagnosesAbout(pod, truth.container);
    const right = [truth.cause, ...(truth.also ?? [])];
    const isRight = isRightFirst(pod, truth, right, said[0]);
    return {
      id,
      truth,
      said,
      isRight,
      isInTop3: isRight || said.slice(0, 3).some((d) => right.includes(d.cause)),
      isConfidentlyWrong:
        !isRight && said[0] !== undefined && said[0].confidence !== 'possible' && said[0].cause !== 'unknown',
    };
  } catch (error) {
    return {
      id,
      truth,
      said: [],
      isRight: false,
      isInTop3: false,
      isConfidentlyWrong: false,
      error: String(error),
    };
  }
}

/** A case is about its first pod; where it holds none, about its first object, as a workload that cannot make pods. */
function subjectOf(folder: string): Promise<Snapshot> {
  return readFolder(folder).catch(() => readSubject(folder));
}

/** The container's own diagnoses; the pod's where it has none or only `unknown`. */
function diagnosesAbout(pod: SubjectReport, container: string | undefined): readonly Diagnosis[] {
  const own = pod.containers.find((c) => c.name === container)?.diagnoses ?? [];
  return own.some((d) => d.cause !== 'unknown') || pod.diagnoses.length === 0 ? own : pod.diagnoses;
}

function isRightFirst(
  pod: SubjectReport,
  truth: Truth,
  right: readonly string[],
  first: Diagnosis | undefined,
): boolean {
  const isBenign =
    pod.benign !== undefined ||
    pod.containers.some((c) => c.name === truth.container && c.benign !== undefined);
  if (truth.benign === true) return first === undefined || isBenign;
  if (first === undefined) return right.includes('unknown');
  return right.includes(first.cause);
}

function table(results: readonly Result[]): string {
  const count = (test: (r: Result) => boolean): string => `${results.filter(test).length}`.padStart(4);
  const causes = [...new Set(results.map((r) => r.truth.cause))].sort();
  const byCause = causes.map((cause) => {
    const own = results.filter((r) => r.truth.cause === cause);
    return `  ${cause.padEnd(28)} ${own.filter((r) => r.isRight).length} of ${own.length}\n`;
  });
  const misses = results
    .filter((r) => !r.isRight)
    .map((r) => `  ${r.isConfidentlyWrong ? '!' : ' '} ${r.id}: ${miss(r)}\n`);
  return [
    `cases              ${count(() => true)}\n`,
    `right first        ${count((r) => r.isRight)}\n`,
    `right in first 3   ${count((r) => r.isInTop3)}\n`,
    `confidently wrong  ${count((r) => r.isConfidentlyWrong)}\n`,
    `said unknown       ${count((r) => r.said[0]?.cause === 'unknown')}\n`,
    `\nby cause\n`,
    ...byCause,
    ...(misses.length === 0 ? [] : ['\nmisses (! confidently wrong)\n', ...misses]),
  ].join('');
}

function miss(result: Result): string {
  const wanted = [result.truth.cause, ...(result.truth.also ?? [])].join(' or ');
  if (result.error !== undefined) return `wanted ${wanted}, failed: ${result.error}`;
  const first = result.said[0];
  return `wanted ${wanted}, got ${first === undefined ? 'nothing' : `${first.cause} (${first.ruleId}, ${first.confidence})`}`;
}
