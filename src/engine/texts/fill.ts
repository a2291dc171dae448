import type { ContainerKind } from '../../domain/pod.js';
import type { RemediationStep } from '../../domain/rule.js';
import { openQuote, shellText } from '../../domain/shell-word.js';
import type { Variables } from './variables.js';

/**
 * Fills `{{variable}}`s in; a part in `[[...]]` is left out where one of its variables has no
 * value. Undefined when a variable outside of such a part has none.
 */
export function fill(template: string, variables: Variables): string | undefined {
  return fillWith(template, variables, plain);
}

/** A remediation step with its texts filled in; a command that cannot be filled is left out, a step whose words cannot as well. */
export function fillStep(
  step: RemediationStep,
  variables: Variables,
  kind: ContainerKind = 'main',
): RemediationStep | undefined {
  const words = fill(step.do, variables);
  if (words === undefined) return undefined;
  const template = inListOf(kind, step.command);
  const command = template === undefined ? undefined : fillWith(template, variables, quoted);
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
  return command?.replaceAll(
    /\.(spec|status)\.container(s|Statuses)\[/g,
    (_, part: string, rest: string) => `.${part}.${prefix}Container${rest}[`,
  );
}

const BLANKS = /\[\[((?:(?!\[\[|\]\]).)*)\]\]|\{\{\s*(\w+)\s*\}\}/gs;

/** Puts a value into a text of which so much stands before it. */
type Render = (value: string, name: string, before: string) => string;

/** In one pass: a value may come from a log, and what looks like a variable in it is none. */
function fillWith(template: string, variables: Variables, render: Render, before = ''): string | undefined {
  let complete = true;
  const filled = template.replace(
    BLANKS,
    (_, part: string | undefined, name: string | undefined, offset: number) => {
      const reached = before + template.slice(0, offset);
      if (part !== undefined) return fillWith(part, variables, render, reached) ?? '';
      const value = name !== undefined && Object.hasOwn(variables, name) ? variables[name] : undefined;
      if (value === undefined) complete = false;
      return value === undefined ? '' : render(value, name ?? '', reached);
    },
  );
  return complete ? filled : undefined;
}

function plain(value: string): string {
  return value.length <= 200 ? value : `${value.slice(0, 200)}…`;
}

/** Within a command it is part of one word, whatever it holds. */
function quoted(value: string, name: string, before: string): string {
  return name === 'previousFlag' ? value : shellText(value, openQuote(before));
}
