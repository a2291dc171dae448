import { load } from 'js-yaml';
import type { Diagnosis } from '../../domain/report/report.js';
import type { SubjectReport } from '../../engine/index.js';
import { UsageError } from '../errors.js';

/** What a case's expect.yaml promises: docs/rule-format.md, "Cases". */
export interface Expectation {
  /** The container that it is about; the pod's own diagnoses where there is none. */
  readonly container?: string;
  /** The rule that must rank first. */
  readonly first?: string;
  /** Causes of which the first diagnosis must name one: a recorded failure. */
  readonly cause: readonly string[];
  readonly confidence?: string;
  /** The cause with which it must be called no failure. */
  readonly benign?: string;
  /** Rules that must not speak. */
  readonly silent: readonly string[];
  /** What the title of the first diagnosis must hold. */
  readonly title: readonly string[];
  /** Nothing may be found: it promises nothing else. */
  readonly isWell?: true;
}

const TEXTS = ['container', 'first', 'confidence', 'benign'] as const;
const LISTS = ['cause', 'silent', 'title'] as const;
const FIELDS: readonly string[] = [...TEXTS, ...LISTS];

/**
 * Reads the text of an expect.yaml. What it means to promise and is not understood would pass for kept.
 * @throws UsageError when it is none or has a field that there is not
 */
export function readExpectation(text: string, file: string): Expectation {
  const fields = parse(text, file);
  for (const name of Object.keys(fields)) {
    if (!FIELDS.includes(name))
      throw new UsageError(
        `${file}: there is no field ${JSON.stringify(name)}; there are ${FIELDS.join(', ')}`,
      );
  }
  const texts = TEXTS.flatMap((name) =>
    fields[name] === undefined ? [] : [[name, textOf(fields[name], name, file)] as const],
  );
  const [cause = [], silent = [], title = []] = LISTS.map((name) =>
    [fields[name] ?? []].flat().map((each) => textOf(each, name, file)),
  );
  const isWell = Object.keys(fields).every((name) => name === 'container');
  return { ...Object.fromEntries(texts), cause, silent, title, ...(isWell ? { isWell } : {}) };
}

function parse(text: string, file: string): Readonly<Record<string, unknown>> {
  let raw: unknown;
  try {
    raw = load(text);
  } catch (error) {
    throw new UsageError(`${file}: this is no YAML: ${(error as Error).message.split('\n')[0]}`);
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw new UsageError(`${file}: it must hold fields such as container and first`);
  }
  return raw as Readonly<Record<string, unknown>>;
}

function textOf(value: unknown, name: string, file: string): string {
  if (typeof value === 'string') return value;
  throw new UsageError(`${file}: ${name} must be text, not ${JSON.stringify(value)}`);
}

/** What is not as expected, in words that say what is there instead. */
export function complaintsOf(expectation: Expectation, pod: SubjectReport): readonly string[] {
  const { container: name, first, cause, confidence, benign, silent, title, isWell } = expectation;
  const container = pod.containers.find((each) => each.name === name);
  if (name !== undefined && container === undefined) return [`there is no container "${name}"`];
  const own = container?.diagnoses ?? [];
  // What only says `unknown` of the container gives way to the pod's own, unless it is what is expected.
  const isOwn = own[0] !== undefined && (own[0].cause !== 'unknown' || own[0].ruleId === first);
  const [top] = isOwn ? own : [...pod.diagnoses, ...own];
  const all = [pod.diagnoses, ...pod.containers.map((each) => each.diagnoses)].flat();
  const entry = container?.benign ?? pod.benign;
  return [
    ...(first === undefined || top?.ruleId === first ? [] : [`expected ${first} first, got ${named(top)}`]),
    ...(cause.length === 0 || cause.includes(top?.cause ?? 'unknown')
      ? []
      : [`expected the cause ${cause.join(' or ')} first, got ${top?.cause ?? 'no finding'}`]),
    ...(confidence === undefined || top?.confidence === confidence
      ? []
      : [`expected confidence ${confidence}, got ${named(top)}`]),
    ...(benign === undefined || entry?.cause === benign
      ? []
      : [`expected benign: ${benign}, got ${entry === undefined ? named(top) : `benign: ${entry.cause}`}`]),
    ...title
      .filter((part) => top?.title.includes(part) !== true)
      .map(
        (part) =>
          `expected "${part}" in the title, got ${top === undefined ? 'no finding' : `"${top.title}"`}`,
      ),
    ...(isWell === true ? all.slice(0, 1) : []).map((found) => `expected no finding, got ${named(found)}`),
    ...silent
      .filter((id) => all.some((each) => each.ruleId === id))
      .map((id) => `expected ${id} to be silent`),
  ];
}

function named(diagnosis: Diagnosis | undefined): string {
  return diagnosis === undefined ? 'no finding' : `${diagnosis.ruleId} (${diagnosis.confidence})`;
}
