import { EXIT_MEANINGS } from '../exit-status.js';
import { defineCommand } from '../command.js';
import { connectionHelp, helpText } from '../help.js';
import { EXIT } from '../exit-status.js';
import { findCommand } from '../find-command.js';
import { UsageError } from '../errors.js';
import { inert } from '../../report/inert.js';
import { VERSION } from '../version.js';
import { checkCommand } from './check.js';
import { completeCommand } from './complete.js';
import { completionCommand } from './completion.js';
import { explainCommand } from './explain.js';
import { podCommand } from './pod.js';
import { rulesCommand } from './rules.js';
import { scanCommand } from './scan.js';
import { versionCommand } from './version.js';

const optionsCommand = defineCommand({
  name: 'options',
  usage: '',
  summary: 'Print the options of the connection to a cluster',
  about: ['Print the options that every command takes which asks a cluster. They are those of kubectl.'],
  options: {},
  run: (_parsed, io) => {
    io.stdout.write(connectionHelp());
    return Promise.resolve(EXIT.reported);
  },
});

/** `kubectl help get` and `kubectl get --help` are the same; so are ours. */
const helpCommand = defineCommand({
  name: 'help',
  usage: '[COMMAND...]',
  summary: 'Print the help of a command',
  about: ['Print the help of a command; the same as its --help.'],
  options: {},
  completes: 'commands',
  run: ({ positionals }, io, { root }) => {
    const { path, rest } = findCommand(root, positionals);
    const [unknown] = rest;
    if (unknown !== undefined) throw new UsageError(`there is no command "${inert(unknown)}"`);
    io.stdout.write(helpText(path));
    return Promise.resolve(EXIT.reported);
  },
});

/** The program: every command that works, and only those. */
export const ROOT = defineCommand({
  statuses: EXIT_MEANINGS,
  name: 'exitdiag',
  usage: '',
  summary: 'Say why a container died or cannot start',
  about: [
    'Say why a container died or cannot start, how sure that is, and what to do.',
    'It reads what the cluster tells and changes nothing. Recorded objects are read with -f, without a cluster.',
  ],
  examples: [
    { does: 'Why does this pod crash?', command: 'pod web-7c9 -n shop' },
    { does: 'What does this exit code mean in Kubernetes?', command: 'explain 137' },
  ],
  options: { version: { kind: 'boolean', help: 'Print the version' } },
  commands: [
    podCommand,
    scanCommand,
    checkCommand,
    explainCommand,
    rulesCommand,
    completionCommand,
    completeCommand,
    helpCommand,
    optionsCommand,
    versionCommand,
  ],
  run: ({ options }, io, { root }) => {
    io.stdout.write(options.version ? `kubectl-exitdiag v${VERSION}\n` : helpText([root]));
    return Promise.resolve(EXIT.reported);
  },
});
