import { checkAnswer, checkScan, complaintsAboutRun, type Verdict } from './check-answer.js';
import type { Failure } from './failure.js';
import { FAILURES } from './failures.js';
import { kubectlMissing } from './kubectl.js';
import { ask, type Answer } from './program.js';
import { waitForSigns } from './signs.js';
import { looksRight } from './terminal.js';
import { fillStage, openStage, type Stage } from './stage.js';
import { table } from './table.js';

/** How many checks held; `interrupted` where Ctrl-C ended the run. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly interrupted?: boolean;
}

interface Row {
  readonly name: string;
  readonly verdicts: readonly Verdict[];
}

/**
 * Makes failures in a namespace of its own, has each diagnosed alone, by an account that may only
 * get pods, and by a scan, and takes the namespace away again, also after Ctrl-C.
 */
export async function main(
  kubeconfig: string,
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<Tally> {
  const unable = await kubectlMissing();
  if (unable !== undefined) throw new Error(unable);
  const stage = openStage(kubeconfig);
  write(`making ${FAILURES.length} failures in namespace ${stage.namespace}\n`);
  try {
    await fillStage(stage, FAILURES);
    const unseen = await waitForSigns(stage.kubectl, FAILURES, write, signal);
    for (const { id } of signal.aborted ? [] : unseen) write(`${id}: could not be seen in time\n`);
    if (signal.aborted) return { passed: 0, failed: 0, interrupted: true };
    const rows = await judge(stage, kubeconfig, signal);
    return { ...tell(rows, write), interrupted: signal.aborted };
  } finally {
    write(`removing namespace ${stage.namespace}\n`);
    await stage
      .clear()
      .catch((error: unknown) => write(`${String(error)}\nIt is left to be removed by hand.\n`));
  }
}

async function judge(stage: Stage, kubeconfig: string, signal: AbortSignal): Promise<readonly Row[]> {
  const { namespace, onlyGetPods } = stage;
  const answers: Answer[] = [];
  const asked = async (as: string, ...words: readonly string[]): Promise<Answer> => {
    const answer = await ask(as, [...words, '-n', namespace]);
    answers.push(answer);
    return answer;
  };
  const scan = await asked(kubeconfig, 'scan', '--since', '0');
  const rows: Row[] = [];
  for (const failure of FAILURES) {
    if (signal.aborted) return rows;
    const { id, ask: word = id, causes, fromPodAlone = causes } = failure;
    const alone = checkAnswer(failure, await asked(kubeconfig, 'pod', word), causes);
    const limited = checkAnswer(failure, await asked(onlyGetPods, 'pod', word), fromPodAlone);
    rows.push({ name: id, verdicts: [alone, limited, scanVerdict(failure, scan, alone)] });
  }
  return [
    ...rows,
    { name: 'what was read', verdicts: [readsOnly(answers, stage.secretValues)] },
    { name: 'how it looks', verdicts: [await looksRight(kubeconfig, namespace, 'oom-limit')] },
  ];
}

function scanVerdict(failure: Failure, scan: Answer, alone: Verdict): Verdict {
  const verdict = checkScan(failure, scan, alone.said);
  return { ...verdict, complaints: [...verdict.complaints, ...complaintsAboutRun(scan)] };
}

/** That no answer holds the value of the Secret that lies beside the failures. */
function readsOnly(answers: readonly Answer[], secretValues: readonly string[]): Verdict {
  const leaks = answers.filter(({ stdout, stderr }) =>
    secretValues.some((value) => `${stdout}${stderr}`.includes(value)),
  );
  return {
    said: `${answers.length} runs`,
    complaints: leaks.length === 0 ? [] : [`a Secret's value is in the output of ${leaks.length} runs`],
  };
}

function tell(rows: readonly Row[], write: (text: string) => void): Tally {
  const mark = ({ said, complaints }: Verdict): string =>
    `${complaints.length === 0 ? 'ok ' : 'NOT'} ${said}`;
  const head = ['FAILURE', 'POD', 'MAY ONLY GET PODS', 'SCAN'];
  write(`\n${table([head, ...rows.map(({ name, verdicts }) => [name, ...verdicts.map(mark)])])}\n`);
  const all = rows.flatMap(({ name, verdicts }) => verdicts.map((verdict) => ({ name, ...verdict })));
  for (const { name, complaints } of all) {
    for (const complaint of complaints) write(`${name}: ${complaint}\n`);
  }
  const failed = all.filter(({ complaints }) => complaints.length > 0).length;
  return { passed: all.length - failed, failed };
}
