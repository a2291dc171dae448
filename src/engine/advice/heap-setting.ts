import type { Evidence, Missing } from '../../domain/evidence.js';
import { asObjects, asStrings, asText, at } from '../../domain/values/json.js';
import { enumeration } from '../../domain/values/enumeration.js';
import { shellWord } from '../../domain/values/shell-word.js';
import { formatBytes, parseQuantity } from '../../domain/values/quantity.js';
import type { RemediationStep } from '../../domain/rules/rule.js';
import type { Subject } from '../match/context.js';
import type { Match } from '../match/match.js';
import { withEvidence } from '../match/with-evidence.js';
import { withChange } from './with-change.js';
import { asWords, heapSettingsOf, unreadSettings } from '../facts/heap-setting.js';
import { resourceOf } from '../facts/resource.js';

/**
 * A container that went over its memory limit may have been told to: -Xmx and --max-old-space-size bound the
 * heap alone, and nothing holds a heap back that may grow to the limit of the whole container or beyond
 * (https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html,
 * https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib).
 */
export function withHeapSetting(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container' || match.rule.cause !== 'oom-limit') return match;
  const limit = resourceOf(subject.container, 'limits', 'memory');
  const most = limit === undefined ? undefined : parseQuantity(limit.text);
  if (limit === undefined || most === undefined) return match;
  const settings = heapSettingsOf(subject.container);
  if (settings.length === 0) return withUnread(match, subject);
  // Of several it is not known which one holds.
  if (settings.some(({ bytes }) => bytes < most)) return match;
  const told = settings.map(({ flag, bytes, where }): Evidence => {
    const fact = `${flag} lets the heap alone grow to ${formatBytes(bytes)}; the limit of the whole container is ${limit.text}`;
    return { fact, at: where, observed: flag, speaks: 'for' };
  });
  const flags = enumeration([...new Set(settings.map(({ flag }) => flag))]);
  const step: RemediationStep = {
    do: `Lower ${flags} to well below the memory limit, for a program needs more than its heap, or raise the limit above it`,
    effect: 'mutating',
  };
  return withEvidence(withChange(match, step), 1, told);
}

/** Of a program with a heap of its own: what sets that may stand where no values are read. */
function withUnread(match: Match, { container, instance }: Extract<Subject, { kind: 'container' }>): Match {
  const unread = unreadSettings(container);
  const words = [
    ...asStrings(at(container.spec, 'command')),
    ...asStrings(at(container.spec, 'args')),
    ...asObjects(at(container.spec, 'env')).map((variable) => asText(at(variable, 'name')) ?? ''),
    asText(at(container.spec, 'image')) ?? '',
    ...(instance.log.lines ?? []).flatMap(({ texts }) => texts),
  ];
  const [first] = unread;
  if (first === undefined || !words.some((word) => HAS_HEAP.test(word))) return match;
  const from = enumeration(unread.map(asWords));
  const missing: Missing = {
    what: 'reference',
    name: from,
    why: 'no values of ConfigMaps and Secrets are read',
    costs: 'whether a setting of the heap that comes from there is too large for the limit cannot be told',
  };
  const look: RemediationStep = {
    do: `See whether ${from} sets a heap (-Xmx, -XX:MaxRAMPercentage, --max-old-space-size) that does not fit a limit of {{memoryLimit}}`,
    command:
      first.kind === 'Secret'
        ? `kubectl describe secret ${shellWord(first.name)} -n {{namespace}}`
        : `kubectl get configmap ${shellWord(first.name)} -n {{namespace}} -o yaml`,
    effect: 'read-only',
  };
  const { remediation } = match.rule;
  return {
    ...match,
    missing: [...match.missing, missing],
    rule: { ...match.rule, remediation: [look, ...remediation] },
  };
}

/** Words of the JVM's and Node's worlds. */
const HAS_HEAP =
  /(?:^|[\s/])(?:java|node|npm|yarn|pnpm)(?:$|[\s:@])|\.jar\b|openjdk|temurin|corretto|(?:^|[/-])jr[ek]\b|^(?:_?JAVA|JDK|JVM|NODE|CATALINA)_|\bat [\w.$]+\(\w+\.java:\d+\)|Picked up \w*JAVA|\bjava\.(?:lang|util|io)\./;
