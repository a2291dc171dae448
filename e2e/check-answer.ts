import type { Failure } from './failure.js';
import { causeOf } from './first-causes.js';
import { requestsOf, type Answer } from './program.js';

/** One thing that was looked at, and why it is not right; empty where it is. */
export interface Verdict {
  readonly said: string;
  readonly complaints: readonly string[];
}

/** What the program says of a failure, against what is right. */
export function checkAnswer(failure: Failure, answer: Answer, right: readonly string[]): Verdict {
  const said = causeIn(failure, answer);
  return {
    said,
    complaints: [
      ...(right.includes(said) ? [] : [`${said} stands first, ${right.join(' or ')} would be right`]),
      ...complaintsAboutRun(answer),
    ],
  };
}

/** What a scan says first of a failure, against what was said of it alone. */
export function checkScan(failure: Failure, scan: Answer, alone: string): Verdict {
  const said = causeIn(failure, scan);
  return { said, complaints: said === alone ? [] : [`scan says ${said}, alone it is ${alone}`] };
}

function causeIn({ id, container }: Failure, { report, status, stderr }: Answer): string {
  if (report !== undefined) return causeOf(report, id, container ?? 'app');
  return status === 3 && /forbidden/i.test(stderr) ? 'refused' : `exit status ${status}`;
}

/** What no run may do: break, keep quiet about what it could not read, write, or read a Secret. */
export function complaintsAboutRun(answer: Answer): readonly string[] {
  const requests = requestsOf(answer);
  const refused = / 403 in /.test(answer.stderr);
  return [
    ...(answer.status === 0 || answer.status === 3
      ? []
      : [`ended with ${answer.status}: ${answer.stderr.trim()}`]),
    ...(/^\s+at .+:\d+/m.test(answer.stderr) ? ['a stack trace was shown'] : []),
    ...(refused && answer.report !== undefined && !namesMissing(answer)
      ? ['nothing is told to be missing']
      : []),
    ...requests.filter((request) => !request.startsWith('GET ')).map((request) => `it wrote: ${request}`),
    ...requests
      .filter((request) => /\/secrets[/?]/.test(request) && !request.includes('includeObject=None'))
      .map((request) => `it read a Secret: ${request}`),
  ];
}

function namesMissing({ report }: Answer): boolean {
  if (report === undefined) return false;
  const ofPods = report.pods.flatMap((pod) => [
    ...pod.missing,
    ...[...pod.diagnoses, ...pod.containers.flatMap((each) => each.diagnoses)].flatMap(
      (each) => each.missing,
    ),
  ]);
  return report.missing.length + ofPods.length > 0;
}
