import { YAMLException } from 'js-yaml';
import { CAUSE_IDS, isCauseId } from '../domain/cause.js';
import type { Rule, RuleError } from '../domain/rule.js';
import validate from '../generated/validate-rule.js';
import { checkMeaning } from './check-meaning.js';
import { nearest } from './nearest.js';
import { normaliseRule, type RawRule } from './normalise.js';
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
  const broken = schemaErrors(document.value, report);
  if (broken.length > 0) return { ok: false, errors: broken };
  const raw = document.value as RawRule;
  const rule = normaliseRule(raw, source.family);
  const errors = [
    ...(raw.id === source.id
      ? []
      : [
          report(
            ['id'],
            `the id is "${raw.id}", the file's name is "${source.id}.yaml"; they must be the same`,
          ),
        ]),
    ...(isCauseId(raw.cause)
      ? []
      : [report(['cause'], `there is no cause "${raw.cause}"`, false, nearest(raw.cause, CAUSE_IDS))]),
    ...checkMeaning(raw).map((complaint) =>
      report(complaint.path, complaint.reason, false, complaint.didYouMean),
    ),
  ];
  return errors.length === 0 ? { ok: true, rule } : { ok: false, errors };
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
  readonly parentSchema?: { readonly properties?: object };
  readonly message?: string;
}

type Report = (path: Path, reason: string, key?: boolean, word?: string) => RuleError;

/** The schema's complaints in words, each place once, deepest first where alternatives failed. */
function schemaErrors(value: unknown, report: Report): readonly RuleError[] {
  if (value === undefined || value === null) return [report([], 'the file holds no rule')];
  if (validate(value)) return [];
  const errors = (validate.errors ?? []) as readonly SchemaError[];
  const deepest = new Map<string, RuleError>();
  for (const error of errors) {
    if (error.keyword === 'anyOf') continue;
    const path = pointerToPath(error.instancePath, value);
    const known = deepest.get(error.instancePath);
    if (known === undefined)
      deepest.set(`${error.instancePath}${extraOf(error)}`, schemaError(error, path, report));
  }
  return [...deepest.values()];
}

function extraOf(error: SchemaError): string {
  const extra = error.params['additionalProperty'] ?? error.params['missingProperty'];
  return typeof extra === 'string' ? `#${extra}` : '';
}

function schemaError(error: SchemaError, path: Path, report: Report): RuleError {
  const at = path.length === 0 ? 'the rule' : `"${path.join('.')}"`;
  switch (error.keyword) {
    case 'additionalProperties': {
      const extra = String(error.params['additionalProperty']);
      const known = Object.keys(error.parentSchema?.properties ?? {});
      return report([...path, extra], `${at} has no field "${extra}"`, true, nearest(extra, known));
    }
    case 'required':
      return report(path, `${at} lacks "${String(error.params['missingProperty'])}"`, true);
    case 'enum': {
      const allowed = error.params['allowedValues'] as readonly string[];
      return report(path, `${at} must be one of ${allowed.join(', ')}`);
    }
    case 'type':
      return report(path, `${at} must be of type ${String(error.params['type'])}`);
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
