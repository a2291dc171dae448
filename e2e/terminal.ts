import path from 'node:path';
import stringWidth from 'string-width';
import type { Verdict } from './check-answer.js';
import { run, type Ran } from './run.js';

const PROGRAM = path.resolve('bin/kubectl-exitdiag');

/** How a person sets off a run: on a terminal of so many columns. */
interface Look {
  readonly columns: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Ctrl-C after so many seconds. */
  readonly interruptAfter?: number;
}

const ESCAPE = '\u001b';
const COLOUR = new RegExp(String.raw`${ESCAPE}\[[\d;]*m`, 'g');
/** Shown (h) or hidden (l). */
const CURSOR = new RegExp(String.raw`${ESCAPE}\[\?25([hl])`, 'g');

/** What a person sees on a real terminal: `pod` narrow, usual and wide, without colour, and a watch that Ctrl-C ends. */
export async function looksRight(kubeconfig: string, namespace: string, pod: string): Promise<Verdict> {
  const on = (look: Look, ...words: readonly string[]): Promise<Ran> =>
    onTerminal(kubeconfig, [...words, '-n', namespace], look);
  const complaints: string[] = [];
  for (const columns of [60, 80, 200]) {
    const { status, stdout } = await on({ columns }, 'pod', pod);
    if (status !== 0) complaints.push(`pod on ${columns} columns ended with ${status}: ${stdout}`);
    if (stdout.replace(COLOUR, '') === stdout) complaints.push(`pod on ${columns} columns has no colour`);
    const wide = linesOf(stdout).filter((line) => stringWidth(line) > columns && !isCommand(line));
    if (wide.length > 0) complaints.push(`wider than ${columns} columns: ${wide.join(' | ')}`);
    if (stdout.replace(COLOUR, '').includes(ESCAPE)) complaints.push('pod prints an escape sequence');
  }
  const plain = await on({ columns: 80, env: { NO_COLOR: '1' } }, 'pod', pod);
  if (plain.stdout.includes(ESCAPE)) complaints.push('NO_COLOR does not take the colours away');
  const watch = await on({ columns: 80, interruptAfter: 6 }, 'scan', '--watch');
  if (watch.status !== 130) complaints.push(`Ctrl-C ended a watch with ${watch.status}`);
  if (!watch.stdout.includes('CAUSE')) complaints.push('a watch showed no table');
  const cursor = [...watch.stdout.matchAll(CURSOR)].at(-1)?.[1];
  if (cursor === 'l') complaints.push('a watch leaves the cursor hidden');
  return { said: 'a terminal', complaints };
}

/** Commands stay whole, to be copied, where they have no blank to be broken at. */
function isCommand(line: string): boolean {
  return /^\s+(?:kubectl |-o jsonpath=|--)/.test(line);
}

function linesOf(shown: string): readonly string[] {
  return shown.replace(COLOUR, '').split(/\r?\n/);
}

/** Runs the built program on a terminal of its own, as util-linux' script(1) makes one. */
function onTerminal(kubeconfig: string, words: readonly string[], look: Look): Promise<Ran> {
  const quoted = [process.execPath, PROGRAM, ...words].map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  const command = `stty cols ${look.columns} rows 40; exec ${quoted.join(' ')}`;
  const { NO_COLOR: _, CI: __, ...env } = process.env;
  return run('script', ['-qec', command, '/dev/null'], {
    env: { ...env, TERM: 'xterm-256color', KUBECONFIG: kubeconfig, ...look.env },
    ...(look.interruptAfter === undefined ? {} : { typed: '\u0003', afterSeconds: look.interruptAfter }),
  });
}
