import { nearestWord } from '../rulebook/nearest.js';
import { parseArguments } from './arguments/parse.js';
import { shortOption } from './arguments/short-option.js';
import { withoutCredentials } from './command-line.js';
import type { Command } from './command.js';
import { ROOT } from './commands/index.js';
import { CollectError, UnknownFlagError, UsageError } from './errors.js';
import { EXIT, type ExitStatus } from './exit-status.js';
import { findCommand, type FoundCommand } from './find-command.js';
import { commandWords, helpText } from './help.js';
import type { Io } from './io.js';
import { GLOBAL_OPTIONS } from './options.js';
import { FormatError } from '../report/format.js';
import { defuseCommands, inert, inertLines } from '../report/inert.js';
import { shellWord } from '../domain/values/shell-word.js';
import { SourceError } from '../sources/source.js';

/** One run of the program: arguments in, exit status out. Never throws. */
export async function run(argv: readonly string[], world: Io): Promise<ExitStatus> {
  const io = withDefusedErrors(world);
  const found = findCommand(ROOT, argv);
  let status: ExitStatus;
  try {
    status = await runCommand(found, argv, io);
  } catch (error) {
    status = io.signal.aborted ? EXIT.reported : report(error, found, argv, io);
  }
  if (!io.signal.aborted) return status;
  return io.signal.reason === 'SIGTERM' ? EXIT.terminated : EXIT.interrupted;
}

/** A pipeline's runner reads standard error as well, and warnings of servers and names stand in it. */
function withDefusedErrors(io: Io): Io {
  const write = (text: string): void => io.stderr.write(defuseCommands(text));
  const stderr = Object.create(io.stderr, { write: { value: write } }) as Io['stderr'];
  return Object.create(io, { stderr: { value: stderr } }) as Io;
}

async function runCommand(
  { command, path, rest, unknown }: FoundCommand,
  argv: readonly string[],
  io: Io,
): Promise<ExitStatus> {
  const context = { root: ROOT, typed: argv };
  if (command.raw === true) {
    return await command.run({ positionals: rest, options: {}, given: new Set() }, io, context);
  }
  // As kubectl does: a flag that this one lacks is no news where the command is unknown.
  if (unknown !== undefined && !rest.some((word) => word === '--help' || word === '-h'))
    throw unknownCommand(command, path, unknown, rest);
  const isNumber = (word: string): boolean => command.negativeNumbers === true && /^-\d+$/.test(word);
  const parsed = parseArguments(rest, { ...GLOBAL_OPTIONS, ...command.options }, isNumber);
  if (parsed.options['help'] === true) {
    io.stdout.write(helpText(path));
    return EXIT.reported;
  }
  const [word] = parsed.positionals;
  if (command.completes === undefined && word !== undefined) {
    throw new UsageError(`unexpected argument: ${inert(word)}`);
  }
  return await command.run(parsed, io, context);
}

function unknownCommand(
  command: Command,
  path: readonly Command[],
  word: string,
  rest: readonly string[],
): UsageError {
  const lines = [`unknown command "${inert(word)}" for "${commandWords(path)}"`];
  const known = command.commands.filter((sub) => sub.hidden !== true).map((sub) => sub.name);
  const near = nearestWord(word, known);
  if (near !== undefined) lines.push(`Did you mean this?\n\t${near}`);
  else if (path.length === 1)
    lines.push(
      `To ask about a pod: kubectl exitdiag pod ${rest.every((each) => shellWord(each) === each) ? withoutCredentials(rest).join(' ') : inert(word)}`,
    );
  return new UsageError(lines.join('\n\n'), { pointsToHelp: false });
}

/** Which other commands take a flag that this one does not know: `pod -l` is asked for `scan -l`. */
function takerWords(error: UsageError): string {
  if (!(error instanceof UnknownFlagError)) return '';
  const { flag } = error;
  const takers = ROOT.commands.filter(
    ({ hidden, options }) =>
      hidden !== true &&
      (flag.length === 1 ? shortOption(flag, options) !== undefined : Object.hasOwn(options, flag)),
  );
  if (takers.length === 0) return '';
  return `It is a flag of ${takers.map((taker) => `'${commandWords([ROOT, taker])}'`).join(' and of ')}.\n`;
}

/** Known errors are a line that says what, where and what to do; an unknown one is our own bug. */
function report(error: unknown, found: FoundCommand, argv: readonly string[], io: Io): ExitStatus {
  if (error instanceof UsageError) {
    // kubectl says "Error" where its flag parser complains, "error" where a command does.
    const help = `See '${commandWords(found.path)} --help' for usage.\n`;
    io.stderr.write(
      `${error.pointsToHelp ? 'Error' : 'error'}: ${inertLines(error.message)}\n${takerWords(error)}${error.pointsToHelp ? help : ''}`,
    );
    return EXIT.usage;
  }
  if (error instanceof FormatError) {
    io.stderr.write(`error: ${inert(error.message)}\n`);
    return EXIT.usage;
  }
  if (error instanceof CollectError || error instanceof SourceError) {
    io.stderr.write(`error: ${inert(error.message)}\n`);
    return error instanceof SourceError && error.kind === 'usage' ? EXIT.usage : EXIT.notCollected;
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  io.stderr.write(`error: this is a bug in kubectl exitdiag: ${inert(what)}\n${REPORT_IT}\n`);
  if (isVerbose(argv) && error instanceof Error) io.stderr.write(`${inert(error.stack ?? '')}\n`);
  return EXIT.internal;
}

const REPORT_IT =
  'Please report it, with the command line (-v=1 adds where it happened): https://github.com/exitdiag/kubectl-exitdiag/issues';

function isVerbose(argv: readonly string[]): boolean {
  return argv.some(
    (word, i) => /^--?v=?[1-9]/.test(word) || (/^--?v$/.test(word) && Number(argv[i + 1]) > 0),
  );
}
