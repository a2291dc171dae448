import type { Evidence } from '../../domain/evidence.js';
import { asObjects, asText, at, type JsonObject } from '../../domain/values/json.js';
import type { PodSnapshot } from '../../domain/snapshot.js';
import type { Match } from '../match/match.js';
import { AT_THE_END, withEvidence } from '../match/with-evidence.js';

/**
 * A variable that the program's words name may be set in the pod and hold nothing all the same: a label or an annotation that
 * the pod does not have gives an empty text, an optional key that is not there gives no variable at
 * all (pkg/kubelet/kubelet_pods.go makeEnvironmentVariables, pkg/fieldpath, v1.34), nor does an optional object of
 * `envFrom`, whose prefix changes every name.
 */
export function withVariableOrigin(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container' || match.rule.cause !== 'app-config' || match.hit === undefined)
    return match;
  const { spec, specPath = 'spec' } = subject.container;
  const said = [...match.hit.line.texts, ...Object.values(match.variables)].join('\n');
  const variables = asObjects(at(spec, 'env'));
  const told: Evidence[] = variables.flatMap((variable, index) => {
    const name = asText(at(variable, 'name')) ?? '';
    // Of two entries of one name the later holds.
    const holds = variables.findLastIndex((other) => at(other, 'name') === name) === index;
    const fact = holds && namesWord(said, name) ? emptiness(name, variable, subject.snapshot) : undefined;
    return fact === undefined ? [] : [tell(fact, `${specPath}.env[${index}]`)];
  });
  const wanted = match.variables['variable'];
  if (wanted !== undefined && !variables.some((variable) => at(variable, 'name') === wanted)) {
    told.push(...missed(spec, wanted).map((fact) => tell(fact, `${specPath}.envFrom`)));
  }
  return withEvidence(match, AT_THE_END, told);
}

function tell(fact: string, where: string): Evidence {
  return { fact, at: where, observed: fact, speaks: 'for' };
}

function namesWord(text: string, name: string): boolean {
  return name !== '' && text.split(/[^\w-]+/).includes(name);
}

/** Why a variable that the container sets is empty or absent all the same. */
function emptiness(name: string, variable: JsonObject, snapshot: PodSnapshot): string | undefined {
  const source = at(variable, 'valueFrom');
  if (source === undefined) {
    return (asText(at(variable, 'value')) ?? '') === '' ? `${name} is set to an empty text` : undefined;
  }
  const path = asText(at(source, 'fieldRef', 'fieldPath')) ?? '';
  const [, field, key] = /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(path) ?? [];
  if (field !== undefined && key !== undefined) {
    const isThere = at(snapshot.pod, 'metadata', field, key) !== undefined;
    return isThere ? undefined : `${name} is empty: it comes from ${path}, which the pod does not have`;
  }
  for (const [kind, ref] of [
    ['ConfigMap', at(source, 'configMapKeyRef')],
    ['Secret', at(source, 'secretKeyRef')],
  ] as const) {
    if (at(ref, 'optional') !== true) continue;
    const object = `${kind} ${asText(at(ref, 'name')) ?? ''}`;
    return `${name} comes from the key ${asText(at(ref, 'key')) ?? ''} of ${object}, which is optional and may be missing`;
  }
  return undefined;
}

/** Why what `envFrom` takes in may lack `wanted`: a prefix makes other names of its keys, an optional object may not be there. */
function missed(spec: JsonObject | undefined, wanted: string): readonly string[] {
  return asObjects(at(spec, 'envFrom')).flatMap((source) => {
    const kind = at(source, 'configMapRef') === undefined ? 'Secret' : 'ConfigMap';
    const reference = at(source, kind === 'Secret' ? 'secretRef' : 'configMapRef');
    const object = `${kind} ${asText(at(reference, 'name')) ?? ''}`;
    const prefix = asText(at(source, 'prefix')) ?? '';
    if (prefix !== '' && !wanted.startsWith(prefix))
      return [
        `envFrom puts ${prefix} before every key of ${object}: its ${wanted} is called ${prefix}${wanted}`,
      ];
    return at(reference, 'optional') === true
      ? [`envFrom takes in ${object}, which is optional and may be missing, and ${wanted} with it`]
      : [];
  });
}
