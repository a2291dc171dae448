import { splitTranscript, type Part } from './transcript.js';

/** A part of what `kubectl describe` prints, down to a field of a container: what stands beside its name, and the lines below it. */
export interface Section {
  readonly value: string;
  readonly lines: readonly string[];
}

/** One object, by the names of its sections: `Status`, `Containers`, `Events`. */
export interface Described {
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly sections: ReadonlyMap<string, Section>;
}

/** Everything that was found in a text: what is described, and the logs that were copied with it. */
export interface Transcript {
  readonly described: readonly Described[];
  readonly logs: readonly Part[];
}

/**
 * The names that stand in the first column of a described pod, of this and of earlier releases
 * (kubectl pkg/describe/describe.go describePod, v1.2 to v1.34). A message may have lines of its own,
 * which begin in the first column too: whatever is none of these continues what stands above it.
 */
const NAMES: ReadonlySet<string> = new Set([
  ...['Name', 'Namespace', 'Priority', 'Priority Class Name', 'PriorityClassName', 'Runtime Class Name'],
  ...['Service Account', 'Node', 'Start Time', 'Labels', 'Annotations', 'Status', 'Termination Grace Period'],
  ...['Reason', 'Message', 'SeccompProfile', 'LocalhostProfile', 'IP', 'IPs', 'Controlled By', 'Controllers'],
  ...['Created By', 'Replication Controllers', 'NominatedNodeName', 'Resources', 'Security Policy'],
  ...['Image(s)', 'Init Containers', 'Containers', 'Ephemeral Containers', 'Readiness Gates', 'Conditions'],
  ...['Volumes', 'QoS Class', 'QoS Tier', 'Node-Selectors', 'Tolerations', 'Topology Spread Constraints'],
  'Events',
]);

const NAMED = /^([A-Z][\w()-]*(?: [A-Z][\w-]*)*):(?!\S)(.*)$/;
/** What a person copied along: the prompt of the next command. */
const PROMPT = /^(?:[$%➜] |# (?=[a-z])|[\w.-]{1,64}@[\w.-]{1,64}[^\s"=]{0,10} ?\S{0,60}[$#%>] )/;

/** Every description in the text, which may be indented as a whole and have other lines before it, and the logs behind them. */
export function readTranscript(text: string): Transcript {
  const lines = text.split(/\r?\n/);
  const indent = /^\s*/.exec(lines.find((line) => /^\s*Name:\s+\S/.test(line)) ?? '')?.[0] ?? '';
  const parts = splitTranscript(
    lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line)),
  );
  return {
    described: parts.filter(({ asked }) => asked === undefined).flatMap(readDescribed),
    logs: parts.filter(({ asked }) => asked !== undefined),
  };
}

function readDescribed({ line: first, lines }: Part): readonly Described[] {
  const start = lines.findIndex((line) => /^Name:\s+\S/.test(line));
  const found: Described[] = [];
  let sections = new Map<string, Section>();
  let lastLines: string[] | undefined;
  for (const [n, raw] of lines.entries()) {
    if (n < start || start < 0) continue;
    const line = raw.trimEnd();
    const [, name = '', value = ''] = NAMED.exec(line) ?? [];
    if (name === 'Name') {
      sections = new Map();
      found.push({ line: first + n, sections });
    } else if (PROMPT.test(line)) lastLines = undefined;
    // The events come last: below them a log may have any line.
    if (name === 'Name' || (NAMES.has(name) && !sections.has('Events'))) {
      lastLines = [];
      if (!sections.has(name)) sections.set(name, { value: value.trim(), lines: lastLines });
    } else lastLines?.push(line);
  }
  return found;
}

/** Beside a name and on the lines below it: `app=web`, one on a line. */
export function listed({ value, lines }: Section): readonly string[] {
  return [value, ...lines].map((line) => line.trim()).filter((line) => line !== '' && line !== '<none>');
}

/** The text of a section that may run over several lines, as a message does. */
export function textOf(section: Section | undefined): string | undefined {
  if (section === undefined) return undefined;
  const text = [section.value, ...section.lines].join('\n').trim();
  return text === '' || text === '<none>' ? undefined : text;
}
