import type { ContainerKind } from '../../domain/kubernetes/pod.js';
import type { RemediationStep } from '../../domain/rules/rule.js';
import { isTakenForOption, openQuote, shellText } from '../../domain/values/shell-word.js';
import type { VariableLookup } from '../match/variables.js';

/**
 * Fills `{{variable}}`s in; a part in `[[...]]` is left out where one of its variables has no
 * value. Undefined when a variable outside of such a part has none.
 */
export function fill(template: string, variable: VariableLookup): string | undefined {
  return fillWith(template, variable, plain);
}

/** A remediation step with its texts filled in; a command that cannot be filled is left out, a step whose words cannot as well. */
export function fillStep(
  step: RemediationStep,
  variable: VariableLookup,
  kind: ContainerKind = 'main',
): RemediationStep | undefined {
  const words = fill(step.do, variable);
  if (words === undefined) return undefined;
  const template = inListOf(kind, step.command);
  const command = template === undefined ? undefined : fillWith(template, variable, quoted);
  return { do: words, ...(command === undefined ? {} : { command }), effect: step.effect };
}

/** A pod has three lists of containers; the JSONPaths of a rule's commands name that of the main ones. */
const LIST_PREFIX: Readonly<Record<ContainerKind, string | undefined>> = {
  main: undefined,
  init: 'init',
  sidecar: 'init',
  ephemeral: 'ephemeral',
};

function inListOf(kind: ContainerKind, command: string | undefined): string | undefined {
  const prefix = LIST_PREFIX[kind];
  if (prefix === undefined) return command;
  // One that goes through both lists is about the whole pod.
  const isOfAll = command?.includes('.initContainers[*]') === true;
  return command?.replaceAll(
    isOfAll ? /\.(spec|status)\.container(s|Statuses)\[(?!\*)/g : /\.(spec|status)\.container(s|Statuses)\[/g,
    (_, part: string, rest: string) => `.${part}.${prefix}Container${rest}[`,
  );
}

const BLANKS = /\[\[((?:(?!\[\[|\]\]).)*)\]\]|\{\{\s*(\w+)\s*\}\}/gs;

/** Puts a value into a text of which so much stands before it; undefined where it says nothing there. */
type Render = (value: string, name: string, before: string) => string | undefined;

/** In one pass: a value may come from a log, and what looks like a variable in it is none. */
function fillWith(
  template: string,
  variable: VariableLookup,
  render: Render,
  before = '',
): string | undefined {
  let complete = true;
  const filled = template.replace(
    BLANKS,
    (_, part: string | undefined, name: string | undefined, offset: number) => {
      const reached = before + template.slice(0, offset);
      if (part !== undefined) return fillWith(part, variable, render, reached) ?? '';
      const value = name === undefined ? undefined : variable(name);
      const rendered = value === undefined ? undefined : render(value, name ?? '', reached);
      if (rendered === undefined) complete = false;
      return rendered ?? '';
    },
  );
  return complete ? filled : undefined;
}

/**
 * What stands at the end of a value that was cut out of a log's line: it leads on to what is not told. It is looked
 * for where such signs begin and not again from each of them: a message has no bound.
 */
const LEADS_ON = /(?<![\s,;:\\([{])[\s,;:\\([{]+$/;

/** In a sentence: without escapes, without a mark or a quote that belongs to the line around it, and not too long. */
function plain(value: string): string | undefined {
  const said = withoutJsonEnd(
    withoutStack(value)
      .replaceAll('\\"', '"')
      .replaceAll(/(?:\\n)+(?=\s)/g, ''),
  ).replace(LEADS_ON, '');
  const whole = said.split('"').length % 2 === 0 ? withQuotesInPairs(said) : said;
  if (/^[.\s]*$/.test(whole)) return undefined;
  return whole.length <= LONGEST ? whole : (rootOf(whole) ?? `${whole.slice(0, LONGEST)}…`);
}

/** So many characters of a value stand in a sentence. */
const LONGEST = 200;
/** Of an error that was wrapped again and again: so much of its begin, and at most so much of its end. */
const HEAD = 50;
const ROOT = 150;
/** Where one that wraps an error ends and what it wraps begins. */
const JOINT = /(?<=[\w)\]]): (?=[\w[/])/g;

/** The begin and the end of an error that was wrapped: it tells its root last. Undefined of all other texts. */
function rootOf(text: string): string | undefined {
  const joints = [...text.matchAll(JOINT)].map(({ index }) => index);
  const last = joints.find((index) => index >= text.length - ROOT);
  if (last === undefined || joints.length < 4 || /[\n{]/.test(text)) return undefined;
  return `${text.slice(0, HEAD)}…${text.slice(last)}`;
}

/** The stack that Go's pkg/errors writes behind an error (`%+v`), within one field and with its escapes. */
const STACK = /\\n[^\s\\]+\\n\\t\/\S+\.go:\d[\s\S]*$/;

function withoutStack(value: string): string {
  const words = value.replace(STACK, '');
  return words === value ? value : words.replaceAll('\\n', '; ');
}

/** Brackets at the end that it does not open, with the quote before them, are of the JSON that it was cut out of. */
function withoutJsonEnd(said: string): string {
  const unopened = said.split(/[}\]]/).length - said.split(/[{[]/).length;
  const end = said.length - unopened;
  if (unopened <= 0 || /[^}\]]/.test(said.slice(end))) return said;
  return said.slice(0, end).replace(/"$/, '');
}

/** A quote at the end is the line's own; one that is not closed was closed behind it. */
function withQuotesInPairs(said: string): string {
  return said.endsWith('"') ? said.slice(0, -1) : `${said}"`;
}

/** What no name holds, and what a terminal that it is pasted into may take for a key. */
const CONTROL = /\p{Cc}/u;

/** Within a command it is part of one word, whatever it holds; undefined where it would be an option. */
function quoted(value: string, name: string, before: string): string | undefined {
  if (name === 'previousFlag') return value;
  if (CONTROL.test(value) || isTakenForOption(value, before)) return undefined;
  return shellText(value, openQuote(before));
}
