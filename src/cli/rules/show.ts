import { CAUSES } from '../../domain/rules/cause.js';
import type { Condition, Leaf, Rule } from '../../domain/rules/rule.js';
import { plainText } from '../../explain/plain-text.js';
import { wrapText } from '../../explain/wrap-text.js';
import { inertLines } from '../../report/inert.js';

/** A rule for a person: what it says, looks for and advises. */
export function ruleText(rule: Rule, width: number): string {
  const columns = Math.max(60, Math.min(100, width));
  const sections = [
    `${rule.id}\n${wrapText(plainText(rule.title), columns)}`,
    wrapText(plainText(rule.summary), columns),
    facts(rule, columns),
    `It looks for:\n${conditionLines(rule.when, 1).join('\n')}`,
    ...Object.entries(rule.let).map(
      ([name, when]) => `where ${name} is:\n${conditionLines(when, 1).join('\n')}`,
    ),
    adjustments('Surer', rule.strengthen, columns),
    adjustments('Less sure', rule.weaken, columns),
    remediation(rule, columns),
    list('It can be wrong:', rule.falsePositives.map(plainText), columns),
    list('References:', rule.references, 1000),
  ];
  // Text of a person's own rule file is of unknown origin too.
  return `${sections
    .filter((section) => section !== '')
    .map(inertLines)
    .join('\n\n')}\n`;
}

function facts(rule: Rule, columns: number): string {
  const rows: readonly (readonly [string, string])[] = [
    ['cause', `${rule.cause}: ${CAUSES[rule.cause].text}`],
    ['family', rule.family],
    ['asked about', `a ${rule.subject}`],
    ['confidence', rule.confidence],
    ['severity', rule.severity],
    ['heals', rule.heals],
    ['status', `${rule.status}, since ${rule.since}`],
    ...(rule.benign ? ([['benign', 'it is no failure']] as const) : []),
    ...(rule.supersedes.length > 0 ? ([['supersedes', rule.supersedes.join(', ')]] as const) : []),
    ...(rule.consequenceOf.length > 0 ? ([['follows from', rule.consequenceOf.join(', ')]] as const) : []),
  ];
  return rows
    .map(([name, value]) => wrapText(value, columns, `  ${name.padEnd(14)}`, ' '.repeat(16)))
    .join('\n');
}

/** The condition as an indented tree, in the words of the rule file. */
export function conditionLines(condition: Condition, depth: number): readonly string[] {
  const indent = '  '.repeat(depth);
  switch (condition.kind) {
    case 'all':
    case 'any':
      return [
        `${indent}${condition.kind} of:`,
        ...condition.of.flatMap((each) => conditionLines(each, depth + 1)),
      ];
    case 'not':
      return [`${indent}not:`, ...conditionLines(condition.of, depth + 1)];
    case 'use':
      return [`${indent}${condition.name}`];
    case 'leaf':
      return leafLines(condition.leaf, indent);
  }
}

function leafLines(leaf: Leaf, indent: string): readonly string[] {
  const { kind, ...parameters } = leaf;
  const shown = Object.entries(parameters).filter(([, value]) => value !== undefined);
  const patterns = shown.flatMap(([name, value]) =>
    name === 'any' && Array.isArray(value) ? (value as { pattern: string }[]) : [],
  );
  const rest = shown.filter(([name]) => patterns.length === 0 || name !== 'any');
  // `ended: by-itself` is the leaf as a rule file has it.
  const words = rest.map(
    ([name, value]) =>
      `${name === 'how' ? '' : `${name} `}${Array.isArray(value) ? value.join(' or ') : String(value)}`,
  );
  return [
    `${indent}${kind}${words.length === 0 ? '' : `: ${words.join(', ')}`}`,
    ...patterns.map(({ pattern }) => `${indent}  /${pattern}/`),
  ];
}

function adjustments(title: string, list: Rule['strengthen'], columns: number): string {
  if (list.length === 0) return '';
  const lines = list.flatMap(({ when, to, because }) => [
    wrapText(`${to}, because ${plainText(because)}; when:`, columns, '  ', '    '),
    ...conditionLines(when, 2),
  ]);
  return [`${title}:`, ...lines].join('\n');
}

function remediation(rule: Rule, columns: number): string {
  if (rule.remediation.length === 0) return '';
  const lines = rule.remediation.flatMap(({ do: step, command, effect }) => [
    wrapText(`${plainText(step)} (${effect})`, columns, '  ', '    '),
    ...(command === undefined ? [] : [`      ${plainText(command)}`]),
  ]);
  return ['What to do:', ...lines].join('\n');
}

function list(title: string, items: readonly string[], columns: number): string {
  return items.length === 0
    ? ''
    : [title, ...items.map((item) => wrapText(item, columns, '  ', '    '))].join('\n');
}
