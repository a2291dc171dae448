import { YAMLException } from 'js-yaml';
import { CAUSE_IDS, isCauseId } from '../domain/rules/cause.js';
import type { Rule, RuleError } from '../domain/rules/rule.js';
import validate from '../generated/validate-rule.js';
import { checkMeaning } from './check-meaning.js';
import { nearestWord } from './nearest.js';
import { normaliseRule, type RawRule } from './normalise.js';
import { soundPart, valueAt } from './sound-part.js';
import { lineAndColumn, parsePlaced, type PlacedDocument } from './positions.js';

/** Where a rule's text comes from. */
export interface RuleFile {
  /** As the user wrote it; named in errors. */
  readonly file: string;
  /** The file's name without `.yaml`: what the id must be. */
  readonly id: string;
  /** The folder's name. */
  readonly family: string;
  readonly text: string;
}

/** A rule, or all that is wrong with its file. */
export type ParsedRule =
  { readonly ok: true; readonly rule: Rule } | { readonly ok: false; readonly errors: readonly RuleError[] };

type Path = readonly (string | number)[];

/** Turns one rule file into a Rule, or into all that is wrong with it. Pure. */
export function parseRule(source: RuleFile): ParsedRule {
  let document: PlacedDocument;
  try {
    document = parsePlaced(source.text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { ok: false, errors: [yamlError(source, error)] };
  }
  const report = (path: Path, reason: string, key = false, word?: string): RuleError => ({
    file: source.file,
    ...lineAndColumn(source.text, document.offsetOf(path, key)),
    reason,
    ...(word === undefined ? {} : { didYouMean: word }),
  });
  const { value, more } = document;
  if (more !== undefined) {
    const reason = 'a file holds one rule: put this one into a file of its own';
    return { ok: false, errors: [{ file: source.file, ...lineAndColumn(source.text, more), reason }] };
  }
  const broken = schemaErrors(value, report);
  const errors = [
    ...broken.map(({ error }) => error),
    ...(typeof value === 'object' && value !== null && !Array.isArray(value)
      ? meaningErrors(
          source,
          soundPart(
            value,
            broken.map(({ path }) => path),
          ),
          report,
        )
      : []),
  ];
  return errors.length === 0
    ? { ok: true, rule: normaliseRule(value as RawRule, source.family) }
    : { ok: false, errors: errors.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** What is wrong with a rule that its schema cannot say. */
function meaningErrors(
  source: RuleFile,
  { raw, isWhole }: ReturnType<typeof soundPart>,
  report: Report,
): readonly RuleError[] {
  const { id, cause } = raw as Partial<RawRule>;
  const isNamedOtherwise = id !== undefined && id !== source.id;
  const sameName = `the id is "${id ?? ''}", the file's name is "${source.id}.yaml"; they must be the same`;
  return [
    ...(isNamedOtherwise ? [report(['id'], sameName)] : []),
    ...(cause === undefined || isCauseId(cause)
      ? []
      : [report(['cause'], `there is no cause "${cause}"`, false, nearestWord(cause, CAUSE_IDS))]),
    ...checkMeaning(raw, isWhole).map((complaint) =>
      report(complaint.path, complaint.reason, false, complaint.didYouMean),
    ),
  ];
}

function yamlError(source: RuleFile, error: YAMLException): RuleError {
  const mark = error.mark as { line: number; column: number } | undefined;
  return {
    file: source.file,
    line: (mark?.line ?? 0) + 1,
    column: (mark?.column ?? 0) + 1,
    reason: `this is no YAML: ${error.reason}`,
  };
}

interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema?: { readonly properties?: object; readonly description?: string };
  readonly message?: string;
}

type Report = (path: Path, reason: string, key?: boolean, word?: string) => RuleError;

/** A complaint and the place that it is about. */
interface Refused {
  readonly path: Path;
  readonly error: RuleError;
}

/** The schema's complaints in words, each place once, deepest first where alternatives failed. */
function schemaErrors(value: unknown, report: Report): readonly Refused[] {
  if (value === undefined || value === null)
    return [{ path: [], error: report([], 'the file holds no rule') }];
  if (validate(value)) return [];
  const errors = (validate.errors ?? []) as readonly SchemaError[];
  const deepest = new Map<string, Refused>();
  for (const error of errors) {
    if (error.keyword === 'anyOf' || deepest.has(error.instancePath)) continue;
    const path = pointerToPath(error.instancePath, value);
    const extra = extraOf(error);
    deepest.set([error.instancePath, ...extra].join('#'), {
      path: [...path, ...extra],
      error: schemaError(error, path, value, report),
    });
  }
  return [...deepest.values()];
}

/** The field that is too much or lacking. */
function extraOf(error: SchemaError): readonly string[] {
  const extra = error.params['additionalProperty'] ?? error.params['missingProperty'];
  return typeof extra === 'string' ? [extra] : [];
}

function schemaError(error: SchemaError, path: Path, root: unknown, report: Report): RuleError {
  const at = path.length === 0 ? 'the rule' : `"${path.join('.')}"`;
  switch (error.keyword) {
    case 'additionalProperties': {
      const extra = String(error.params['additionalProperty']);
      const known = Object.keys(error.parentSchema?.properties ?? {});
      return report([...path, extra], `${at} has no field "${extra}"`, true, nearestWord(extra, known));
    }
    case 'required':
      return report(path, `${at} lacks "${String(error.params['missingProperty'])}"`, true);
    case 'enum': {
      const allowed = error.params['allowedValues'] as readonly string[];
      const word = valueAt(root, path);
      return report(
        path,
        `${at} must be one of ${allowed.join(', ')}`,
        false,
        typeof word === 'string' ? nearestWord(word, allowed) : undefined,
      );
    }
    case 'type':
      return report(path, `${at} must be of type ${String(error.params['type'])}`);
    case 'pattern':
      return report(path, `${at} must be ${error.parentSchema?.description ?? 'of another form'}`);
    case 'maxProperties':
      return report(path, `${at} holds more than one condition; put them in a list under "all" or "any"`);
    case 'minProperties':
      return report(path, `${at} holds no condition`);
    default:
      return report(path, `${at} ${error.message ?? 'is not valid'}`);
  }
}

function pointerToPath(pointer: string, root: unknown): Path {
  let here = root;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(here) ? Number(key) : key;
      here = (here as Record<string | number, unknown> | undefined)?.[step];
      return step;
    });
}
