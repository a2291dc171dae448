import { present } from '../domain/values/present.js';
import { signalName, signalNumber } from '../domain/kubernetes/outcome.js';
import { nearestWord } from './nearest.js';
import { compileExpression } from './expression.js';
import { compilePattern, patternError } from './pattern.js';
import { notsOf, type RawCondition, type RawLine, type RawRule } from './normalise.js';
import { SHARED_NOTS } from './shared-nots.js';
import { SHARED_STEPS } from './shared-steps.js';
import { VARIABLE_NAMES } from './variable-names.js';

/** What a schema cannot say: patterns, expressions, examples, names of blocks, variables. */
export interface Complaint {
  readonly path: readonly (string | number)[];
  readonly reason: string;
  readonly didYouMean?: string;
}

const SIGNAL_NAMES = Array.from({ length: 31 }, (_, index) => signalName(index + 1) ?? '');

/** `namesAll` is false where conditions are left out that may name variables: these are then not held against the texts. */
export function checkMeaning(raw: RawRule, namesAll = true): readonly Complaint[] {
  const groups = new Set<string>();
  const complaints: Complaint[] = [];
  const blocks = Object.keys(raw.let ?? {});
  const visit = (condition: RawCondition, path: Complaint['path']): void => {
    complaints.push(...checkCondition(condition, path, { blocks, groups, visit }));
  };
  visit(raw.when, ['when']);
  for (const [name, condition] of Object.entries(raw.let ?? {})) visit(condition, ['let', name]);
  for (const key of ['strengthen', 'weaken'] as const) {
    (raw[key] ?? []).forEach((adjustment, index) => {
      visit(adjustment.when, [key, index, 'when']);
    });
  }
  complaints.push(...sharedStepComplaints(raw));
  return namesAll ? [...complaints, ...variableComplaints(raw, groups)] : complaints;
}

/** What a condition is checked in: the rule's named blocks, its named groups so far, and the way into what it holds. */
interface Surroundings {
  readonly blocks: readonly string[];
  readonly groups: Set<string>;
  readonly visit: (condition: RawCondition, path: Complaint['path']) => void;
}

function checkCondition(
  condition: RawCondition,
  path: Complaint['path'],
  { blocks, groups, visit }: Surroundings,
): readonly Complaint[] {
  const [key, value] = Object.entries(condition)[0] ?? ['', undefined];
  const here = [...path, key];
  if (key === 'all' || key === 'any') {
    (value as readonly RawCondition[]).forEach((item, index) => {
      visit(item, [...here, index]);
    });
  } else if (key === 'not') {
    visit(value as RawCondition, here);
  } else if (key === 'use') {
    if (blocks.includes(value as string)) return [];
    const didYouMean = present('didYouMean', nearestWord(String(value), blocks));
    return [{ path: here, reason: `"let" has no block "${String(value)}"`, ...didYouMean }];
  } else {
    return leafComplaints(key, value, here, groups);
  }
  return [];
}

function leafComplaints(
  kind: string,
  value: unknown,
  path: Complaint['path'],
  groups: Set<string>,
): readonly Complaint[] {
  if (kind === 'log-line') return lineComplaints(value as readonly RawLine[], path, groups);
  if (kind === 'message')
    return lineComplaints((value as { any: readonly RawLine[] }).any, [...path, 'any'], groups);
  if (kind === 'tells-of') groups.add('said');
  if (kind === 'scheduler-refused') for (const name of ['nodes', 'total']) groups.add(name);
  if (kind === 'image' || kind === 'command' || (kind === 'scheduler-refused' && typeof value === 'string'))
    return patternComplaints(value as string, path, groups);
  if (kind === 'cel') return expressionComplaints(value as string, path);
  if (kind === 'signal') {
    return [value].flat().flatMap((name) =>
      signalNumber(String(name)) === undefined
        ? [
            {
              path,
              reason: `"${String(name)}" is no signal of Linux`,
              ...present('didYouMean', nearestWord(String(name), SIGNAL_NAMES)),
            },
          ]
        : [],
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  return (['message', 'matches'] as const).flatMap((key) => {
    const text = (value as Readonly<Record<string, unknown>>)[key];
    return typeof text === 'string' ? patternComplaints(text, [...path, key], groups) : [];
  });
}

function lineComplaints(
  lines: readonly RawLine[],
  path: Complaint['path'],
  groups: Set<string>,
): readonly Complaint[] {
  return lines.flatMap((line, index) => {
    const here = [...path, index];
    const nots = notsOf(line.not);
    const broken = [
      ...sharedNotComplaints(line.not, [...here, 'not']),
      ...patternComplaints(line.pattern, [...here, 'pattern'], groups),
      ...nots.flatMap((text) => patternComplaints(text, [...here, 'not'], new Set())),
    ];
    if (broken.length > 0) return broken;
    if (compilePattern(line.pattern, []).match(line.example) === undefined) {
      return [{ path: [...here, 'example'], reason: 'the pattern does not match its own example' }];
    }
    const refused = nots.find((text) => compilePattern(text, []).match(line.example) !== undefined);
    return refused === undefined
      ? []
      : [{ path: [...here, 'not'], reason: `"${refused}" refuses the pattern's own example` }];
  });
}

function sharedNotComplaints(not: RawLine['not'] = [], path: Complaint['path']): readonly Complaint[] {
  return [not]
    .flat()
    .flatMap((entry, index) =>
      typeof entry === 'string'
        ? []
        : nameComplaints(entry.use, SHARED_NOTS, [...path, index, 'use'], 'patterns'),
    );
}

/** None where the name is one of what is shared. */
function nameComplaints(
  name: string,
  shared: Readonly<Record<string, unknown>>,
  path: Complaint['path'],
  what: string,
): readonly Complaint[] {
  if (Object.hasOwn(shared, name)) return [];
  const didYouMean = present('didYouMean', nearestWord(name, Object.keys(shared)));
  return [{ path, reason: `there are no shared ${what} "${name}"`, ...didYouMean }];
}

function patternComplaints(text: string, path: Complaint['path'], groups: Set<string>): readonly Complaint[] {
  for (const [, name] of text.matchAll(/\(\?P?<([A-Za-z]\w*)>/g)) if (name !== undefined) groups.add(name);
  // Of a value the engine knows the variable (docs/rule-format.md, log-line).
  if (groups.has('envValue')) groups.add('variable');
  const reason = patternError(text);
  return reason === undefined ? [] : [{ path, reason: `this is no RE2 pattern: ${reason}` }];
}

function expressionComplaints(text: string, path: Complaint['path']): readonly Complaint[] {
  try {
    compileExpression(text);
    return [];
  } catch (error) {
    return [
      {
        path,
        reason: `this is no CEL expression: ${error instanceof Error ? error.message : String(error)}`,
      },
    ];
  }
}

function sharedStepComplaints(raw: RawRule): readonly Complaint[] {
  return raw.remediation.flatMap((step, index) =>
    'use' in step ? nameComplaints(step.use, SHARED_STEPS, ['remediation', index, 'use'], 'steps') : [],
  );
}

function variableComplaints(raw: RawRule, groups: ReadonlySet<string>): readonly Complaint[] {
  const texts: readonly (readonly [Complaint['path'], string])[] = [
    [['title'], raw.title],
    [['summary'], raw.summary],
    ...raw.remediation.flatMap((step, index) =>
      'use' in step
        ? []
        : [
            [['remediation', index, 'do'], step.do] as const,
            ...(step.command === undefined
              ? []
              : [[['remediation', index, 'command'], step.command] as const]),
          ],
    ),
  ];
  const known = new Set<string>([...VARIABLE_NAMES, ...groups]);
  return texts.flatMap(([path, text]) =>
    [...text.matchAll(/\{\{([^{}]*)\}\}/g)].flatMap(([, name]) =>
      name === undefined || known.has(name)
        ? []
        : [
            {
              path,
              reason: `there is no variable "${name}" here`,
              ...present('didYouMean', nearestWord(name, [...known])),
            },
          ],
    ),
  );
}
