import type { Report, ReportGroup } from '../domain/report/report.js';
import { closerAtPod } from '../domain/report/closer.js';
import { shellWord } from '../domain/values/shell-word.js';
import { withoutUser } from './command-line.js';
import type { CONNECTION_OPTIONS } from './connection-options.js';
import type { OptionValues } from './options.js';

/** The options that say which cluster is asked and as whom. No report repeats a token or a password. */
const NAMING = [
  'kubeconfig',
  'context',
  'cluster',
  'user',
  'server',
  'tls-server-name',
  'certificate-authority',
  'client-certificate',
  'client-key',
  'as',
  'as-group',
  'as-uid',
  'as-user-extra',
] as const;

interface Asked {
  readonly options: OptionValues<Pick<typeof CONNECTION_OPTIONS, (typeof NAMING)[number]>> & {
    readonly 'insecure-skip-tls-verify': boolean;
  };
  readonly given: ReadonlySet<string>;
}

/**
 * The report with the options in its commands that named the cluster: pasted without them, what was
 * found in one cluster would be looked up, or changed, in that of the current context.
 */
export function withCluster(report: Report, asked: Asked): Report {
  const flags = clusterFlags(asked);
  return flags.length === 0 ? report : (inCommands(report, (command) => withFlags(command, flags)) as Report);
}

/** The same, where it may have been a recording that was read. */
export function whereAsked(report: Report, parsed: Asked & { readonly options: Recording }): Report {
  return parsed.options.filename.length > 0 ? withFiles(report, parsed.options) : withCluster(report, parsed);
}

/** The command that looks closer at a pod, where it was asked about. */
export function closerAt(
  pod: { readonly namespace: string; readonly name: string },
  parsed: Asked & { readonly options: Recording },
): string {
  const { options } = parsed;
  const flags = options.filename.length > 0 ? fileFlags(options) : clusterFlags(parsed);
  return withFlags(closerAtPod(pod), flags);
}

interface Recording {
  readonly filename: readonly string[];
  readonly recursive: boolean;
  readonly logs?: string | undefined;
}

/** With the files that were read in the commands that look closer. */
function withFiles(report: Report, recording: Recording): Report {
  const flags = fileFlags(recording);
  if (flags.length === 0) return report;
  const groups = report.groups.map((group): ReportGroup => {
    return group.closer.startsWith(OWN) ? { ...group, closer: withFlags(group.closer, flags) } : group;
  });
  return { ...report, groups };
}

/** A pipe cannot be read again. */
function fileFlags({ filename, recursive, logs }: Recording): readonly string[] {
  if (filename.includes('-')) return [];
  return [
    ...filename.map((file) => `-f ${shellWord(file)}`),
    ...(recursive ? ['-R'] : []),
    ...(logs === undefined ? [] : [`--logs ${shellWord(logs)}`]),
  ];
}

function clusterFlags({ options, given }: Asked): readonly string[] {
  const named = NAMING.flatMap((name) => {
    if (!given.has(name)) return [];
    return [options[name] ?? []]
      .flat()
      .map((value) => `--${name} ${shellWord(name === 'server' ? withoutUser(value) : value)}`);
  });
  const isUnsafe = given.has('insecure-skip-tls-verify') && options['insecure-skip-tls-verify'];
  return isUnsafe ? [...named, '--insecure-skip-tls-verify'] : named;
}

const OWN = 'kubectl exitdiag ';

/** kubectl takes its options anywhere, but none before the name of a plugin. */
function withFlags(command: string, flags: readonly string[]): string {
  if (command.startsWith(OWN)) return [command, ...flags].join(' ');
  // A command that asks as another says itself as whom.
  const apt = command.includes(' --as=') ? flags.filter((flag) => !flag.startsWith('--as')) : flags;
  return command.replace(/^kubectl /, () => `${['kubectl', ...apt].join(' ')} `);
}

/** With every command that is there to be pasted changed; what holds none is shared, not copied. */
function inCommands(value: unknown, change: (command: string) => string): unknown {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    const changed = list.map((each) => inCommands(each, change));
    return changed.some((each, index) => each !== list[index]) ? changed : list;
  }
  if (typeof value !== 'object' || value === null) return value;
  const isStep = 'effect' in value && 'do' in value;
  const changed = Object.entries(value).flatMap(([key, each]: [string, unknown]) => {
    const isCommand = typeof each === 'string' && (key === 'closer' || (isStep && key === 'command'));
    const told = isCommand ? change(each) : inCommands(each, change);
    return told === each ? [] : [[key, told] as const];
  });
  return changed.length === 0 ? value : { ...value, ...Object.fromEntries(changed) };
}
