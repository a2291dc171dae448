import type { CauseId } from '../domain/rules/cause.js';
import type {
  Condition,
  ConditionQuery,
  Leaf,
  LinePattern,
  RemediationStep,
  Rule,
} from '../domain/rules/rule.js';
import { parseGoDuration } from '../domain/values/time.js';
import { parseQuantity } from '../domain/values/quantity.js';
import { SHARED_NOTS } from './shared-nots.js';
import { SHARED_STEPS } from './shared-steps.js';

/**
 * A rule file's data, already found valid by the schema, turned into a Rule: the short forms
 * (`exit-code: 137`, `state: running`) become the long ones, durations become seconds.
 */
export function normaliseRule(raw: RawRule, family: string): Rule {
  return {
    id: raw.id,
    title: raw.title,
    family,
    cause: raw.cause as CauseId,
    subject: raw.subject ?? 'container',
    status: raw.status,
    since: raw.since,
    summary: raw.summary.trim(),
    when: normaliseCondition(raw.when),
    let: Object.fromEntries(
      Object.entries(raw.let ?? {}).map(([name, when]) => [name, normaliseCondition(when)]),
    ),
    confidence: raw.confidence,
    severity: raw.severity,
    heals: raw.heals,
    benign: raw.benign ?? false,
    catchAll: raw.catchAll ?? false,
    general: raw.general ?? false,
    strengthen: (raw.strengthen ?? []).map((a) => ({ ...a, when: normaliseCondition(a.when) })),
    weaken: (raw.weaken ?? []).map((a) => ({ ...a, when: normaliseCondition(a.when) })),
    supersedes: raw.supersedes ?? [],
    consequenceOf: raw.consequenceOf ?? [],
    remediation: raw.remediation.flatMap((step) => ('use' in step ? (SHARED_STEPS[step.use] ?? []) : step)),
    falsePositives: raw.falsePositives ?? [],
    references: raw.references,
  };
}

/** What the schema promises of a rule file. */
export interface RawRule extends Pick<
  Rule,
  'id' | 'title' | 'status' | 'since' | 'summary' | 'confidence' | 'severity' | 'heals' | 'references'
> {
  readonly cause: string;
  readonly subject?: Rule['subject'];
  readonly remediation: readonly (RemediationStep | { readonly use: string })[];
  readonly when: RawCondition;
  readonly let?: Readonly<Record<string, RawCondition>>;
  readonly benign?: boolean;
  readonly catchAll?: boolean;
  readonly general?: boolean;
  readonly strengthen?: readonly RawAdjustment[];
  readonly weaken?: readonly RawAdjustment[];
  readonly supersedes?: readonly string[];
  readonly consequenceOf?: readonly string[];
  readonly falsePositives?: readonly string[];
}

interface RawAdjustment {
  readonly when: RawCondition;
  readonly to: Rule['confidence'];
  readonly because: string;
}

/** An object with exactly one key: a combinator or a leaf's kind. */
export type RawCondition = Readonly<Record<string, unknown>>;

function normaliseCondition(raw: RawCondition): Condition {
  const [key, value] = Object.entries(raw)[0] ?? ['', undefined];
  switch (key) {
    case 'all':
    case 'any':
      return { kind: key, of: (value as readonly RawCondition[]).map(normaliseCondition) };
    case 'not':
      return { kind: 'not', of: normaliseCondition(value as RawCondition) };
    case 'use':
      return { kind: 'use', name: value as string };
    default:
      return { kind: 'leaf', leaf: normaliseLeaf(key, value) };
  }
}

type RawObject = Readonly<Record<string, unknown>>;

function list<T>(value: unknown): readonly T[] {
  return (Array.isArray(value) ? value : [value]) as readonly T[];
}

function isObject(value: unknown): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const SIMPLE_LISTS: ReadonlySet<string> = new Set([
  'signal',
  'outcome',
  'waiting-reason',
  'terminated-reason',
  'pod-reason',
  'container',
  'runtime',
  'restart-policy',
  'restart-rule',
  'pod-phase',
  'owner',
]);

const CONDITIONS: ReadonlySet<string> = new Set([
  'pod-condition',
  'node-condition',
  'owner-condition',
  'workload-condition',
]);

/** Leaves that are one value, and the field that holds it. */
const SCALARS: Readonly<Record<string, string>> = {
  log: 'is',
  'tells-of': 'topic',
  ended: 'how',
  'lifetime-fits-probe': 'probe',
  image: 'matches',
  command: 'matches',
  env: 'name',
  cel: 'expression',
};

function normaliseLeaf(kind: string, value: unknown): Leaf {
  const scalar = Object.hasOwn(SCALARS, kind) ? SCALARS[kind] : undefined;
  if (scalar !== undefined) return { kind, [scalar]: value } as unknown as Leaf;
  if (SIMPLE_LISTS.has(kind)) return { kind, in: list<string>(value) } as Leaf;
  if (CONDITIONS.has(kind)) return { kind, ...conditionQuery(value as RawObject) } as Leaf;
  const raw = isObject(value) ? value : {};
  switch (kind) {
    case 'scheduler-refused':
      return { kind, ...(isObject(value) ? value : { words: value as string }) };
    case 'exit-code':
      return { kind, ...(isObject(value) ? listed(value, ['in', 'not']) : { in: list<number>(value) }) };
    case 'message':
      return {
        kind,
        of: list(raw['of'] ?? ['waiting', 'terminated', 'event']),
        any: linePatterns(raw['any']),
      };
    case 'event':
      return {
        kind,
        on: 'container',
        within: 'pod',
        atLeast: 1,
        ...seconds(raw, ['overdueBy']),
        reason: list(raw['reason']),
      };
    case 'log-line':
      return { kind, any: linePatterns(value) };
    case 'state':
      return {
        kind,
        ...seconds(isObject(value) ? listed(value, ['in']) : { in: list<string>(value) }, ['forMoreThan']),
      } as Leaf;
    case 'program-hidden':
      return { kind, what: value === true ? 'program' : value } as Leaf;
    case 'work-done':
      return { kind, ...seconds(raw, ['forMoreThan']) };
    case 'lifetime':
      return { kind, ...seconds(raw, ['under', 'over']) };
    case 'deleting':
      return { kind, ...seconds(raw, ['overdueBy', 'endedFor']) };
    case 'limit':
      return {
        kind,
        set: true,
        ...raw,
        ...('under' in raw ? { under: parseQuantity(String(raw['under'])) ?? 0 } : {}),
      } as Leaf;
    case 'probe':
      return { kind, set: true, ...raw } as Leaf;
    default:
      return {
        kind,
        ...listed(
          raw,
          ['of', 'container', 'state'].filter((k) => kind !== 'field' && k in raw),
        ),
      } as Leaf;
  }
}

function listed(raw: RawObject, keys: readonly string[]): RawObject {
  return { ...raw, ...Object.fromEntries(keys.filter((k) => k in raw).map((k) => [k, list(raw[k])])) };
}

function seconds(raw: RawObject, keys: readonly string[]): RawObject {
  return {
    ...raw,
    ...Object.fromEntries(keys.filter((k) => k in raw).map((k) => [k, parseGoDuration(String(raw[k])) ?? 0])),
  };
}

function conditionQuery(raw: RawObject): ConditionQuery {
  return listed(raw, ['status', 'reason']) as unknown as ConditionQuery;
}

function linePatterns(value: unknown): readonly LinePattern[] {
  return list<RawLine>(value).map(({ pattern, example, not }) => ({ pattern, example, not: notsOf(not) }));
}

/** A line's pattern as the file has it; its `not` may hold the names of SHARED_NOTS. */
export interface RawLine {
  readonly pattern: string;
  readonly example: string;
  readonly not?: RawNot | readonly RawNot[];
}

type RawNot = string | { readonly use: string };

/** The patterns that must not match, those that rules share in the place of their name. */
export function notsOf(not: RawLine['not'] = []): readonly string[] {
  return [not]
    .flat()
    .flatMap((entry) => (typeof entry === 'string' ? entry : (SHARED_NOTS[entry.use] ?? [])));
}
