import { asObjects, asStrings, asText, at, type Json } from '../../domain/values/json.js';
import type { ContainerView } from '../../domain/kubernetes/pod.js';
import { enumeration } from '../../domain/values/enumeration.js';
import { parseQuantity } from '../../domain/values/quantity.js';
import type { Match } from '../match/match.js';
import type { Variables } from '../match/variables.js';
import { resourceOf } from './resource.js';

/**
 * Of a program that filled its own heap: what bounds that, where the spec says it, for a flag on the command
 * line beats one in a variable, and a variable that is set anew loses what it held.
 */
export function heapVariables({ rule, context: { subject } }: Match): Variables {
  if (subject.kind !== 'container' || rule.cause !== 'heap-exhausted') return {};
  const places = placesOf(subject.container);
  const said = places.flatMap((place) => [
    ...heapSettings(place).map(({ flag, where }) => ({ flag, where })),
    ...[...place.text.matchAll(SHARE)].slice(-1).map(([flag]) => ({ flag, where: place.where })),
  ]);
  if (said.length > 0)
    return { heapSetting: enumeration(said.map(({ flag, where }) => `${flag} (${where})`)) };
  const heapUnset = [
    'its command and its variables set none that is seen',
    ...unreadNote(subject.container),
  ].join('; ');
  const limit = resourceOf(subject.container, 'limits', 'memory');
  const bytes = limit === undefined ? undefined : parseQuantity(limit.text);
  const hasOptions = asObjects(at(subject.container.spec, 'env')).some((variable) =>
    OPTIONS.has(asText(at(variable, 'name')) ?? ''),
  );
  if (bytes === undefined || hasOptions || unreadSettings(subject.container).length > 0) return { heapUnset };
  return {
    heapUnset,
    heapPercent: String(PERCENT),
    heapMebibytes: String(Math.floor((bytes * PERCENT) / 100 / MEBIBYTE)),
  };
}

/** What Node's manual gives of a memory of 2 GiB (--max-old-space-size, "consider setting this to 1536"). */
const PERCENT = 75;
const MEBIBYTE = 1024 ** 2;
/** The heap of a JVM as a part of its container's memory. */
const SHARE = /(?<![\w-])-XX:MaxRAMPercentage=[\d.]+/g;
/** Variables that hold flags of the JVM or of Node. */
const OPTIONS: ReadonlySet<string> = new Set(['JAVA_TOOL_OPTIONS', 'NODE_OPTIONS']);

interface Place {
  readonly text: string;
  readonly where: string;
}

/** A flag that sets how far the heap may grow, and where the spec has it. */
export interface HeapSetting {
  readonly flag: string;
  readonly bytes: number;
  readonly where: string;
}

/** The heap settings of a container's own words, in the order of its spec. */
export function heapSettingsOf(container: ContainerView): readonly HeapSetting[] {
  return placesOf(container).flatMap(heapSettings);
}

function unreadNote(container: ContainerView): readonly string[] {
  const unread = unreadSettings(container);
  if (unread.length === 0) return [];
  return [`what comes from ${enumeration(unread.map(asWords))} was not read and may set one`];
}

/** An object whose values the spec does not hold. */
export interface Unread {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
}

/** `ConfigMap settings`. */
export function asWords({ kind, name }: Unread): string {
  return `${kind} ${name}`;
}

/** The objects, each once, from which variables come that may set a heap. */
export function unreadSettings({ spec }: ContainerView): readonly Unread[] {
  const single = asObjects(at(spec, 'env'))
    .filter((variable) => FOR_FLAGS.test(asText(at(variable, 'name')) ?? ''))
    .flatMap((variable) => named(at(variable, 'valueFrom'), 'configMapKeyRef', 'secretKeyRef'));
  const whole = asObjects(at(spec, 'envFrom')).flatMap((source) =>
    named(source, 'configMapRef', 'secretRef'),
  );
  return [...new Map([...single, ...whole].map((each) => [asWords(each), each])).values()];
}

/** Names that the JVM, Node, or the start scripts of servers read flags from. */
const FOR_FLAGS = /^(?:_?JAVA|JDK|JVM|NODE|CATALINA|KAFKA|ES|SPARK|HADOOP)_.*|OPTS$|OPTIONS$|XMX|HEAP/i;

function named(source: Json | undefined, configMap: string, secret: string): readonly Unread[] {
  const [map, hidden] = [configMap, secret].map((field) => asText(at(source, field, 'name')));
  return [
    ...(map === undefined ? [] : [{ kind: 'ConfigMap', name: map } as const]),
    ...(hidden === undefined ? [] : [{ kind: 'Secret', name: hidden } as const]),
  ];
}

/** Where a container's spec may set a heap: its command line, and the variables whose values it holds itself. */
function placesOf({ spec, specPath = 'spec' }: ContainerView): readonly Place[] {
  const words = (['command', 'args'] as const).map((field) => ({
    text: asStrings(at(spec, field)).join(' '),
    where: `${specPath}.${field}`,
  }));
  const variables = asObjects(at(spec, 'env')).map((variable, index) => ({
    text: asText(at(variable, 'value')) ?? '',
    where: `${specPath}.env[${index}]`,
  }));
  return [...words, ...variables];
}

/** A size of the JVM is in bytes where no letter follows, one of Node in MiB. */
const FLAGS = [
  /(?<![\w-])(?:-Xmx|-XX:MaxHeapSize=)(?<size>\d+)(?<unit>[kmgt]?)\b/gi,
  /(?<![\w-])--max[-_]old[-_]space[-_]size[= ](?<size>\d+)\b/g,
];

const POWERS = ['', 'k', 'm', 'g', 't'];

/** The heap settings of a text; of the same one given twice the last holds. */
function heapSettings({ text, where }: Place): readonly HeapSetting[] {
  return FLAGS.flatMap((pattern) => {
    const found = [...text.matchAll(pattern)].at(-1);
    if (found === undefined) return [];
    const { size = '', unit = 'm' } = found.groups ?? {};
    return [{ flag: found[0], bytes: Number(size) * 1024 ** POWERS.indexOf(unit.toLowerCase()), where }];
  });
}
