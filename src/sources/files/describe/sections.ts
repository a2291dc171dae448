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
const PROMPT = /^(?:[$#%>➜] |[\w.-]{1,64}@[\w.-]{1,64}[^\s"=]{0,10} ?\S{0,60}[$#%>] )/;

/** Every description in the text, which may be indented as a whole and have other lines before it. */
export function readDescribed(text: string): readonly Described[] {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => /^\s*Name:\s+\S/.test(line));
  const indent = /^\s*/.exec(lines[start] ?? '')?.[0] ?? '';
  const found: Described[] = [];
  let sections = new Map<string, Section>();
  let lastLines: string[] | undefined;
  for (const [n, raw] of lines.entries()) {
    if (n < start || start < 0) continue;
    const line = (raw.startsWith(indent) ? raw.slice(indent.length) : raw).trimEnd();
    const [, name = '', value = ''] = NAMED.exec(line) ?? [];
    if (name === 'Name') {
      sections = new Map();
      found.push({ line: n + 1, sections });
    } else if (PROMPT.test(line)) lastLines = undefined;
    if (NAMES.has(name)) {
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
