import type { Evidence } from '../../domain/evidence.js';
import { asObjects, asText, at, type JsonObject } from '../../domain/values/json.js';
import type { PodSnapshot } from '../../domain/snapshot.js';
import type { Match } from '../match/match.js';
import { withEvidence } from '../match/with-evidence.js';
import { withChange } from './with-change.js';

/**
 * A variable that a program misses may be there under a name that differs in case or separators alone:
 * `envFrom` gives every key as it is written (pkg/kubelet/kubelet_pods.go makeEnvironmentVariables, v1.34),
 * so `server.port` is no SERVER_PORT, and names of variables tell capitals apart.
 */
export function withNearVariable(match: Match): Match {
  const { subject } = match.context;
  const wanted = match.variables['variable'];
  if (subject.kind !== 'container' || match.rule.cause !== 'app-config' || wanted === undefined) return match;
  const { spec, specPath = 'spec' } = subject.container;
  const given = namesOf(spec, subject.snapshot);
  const near = given.find(({ name }) => name !== wanted && plain(name) === plain(wanted));
  if (near === undefined || given.some(({ name }) => name === wanted)) return match;
  const fact = `${near.from} gives it ${near.name}, which is another name than ${wanted}`;
  const evidence: Evidence = {
    fact,
    at: `${specPath}.${near.field}`,
    observed: near.name,
    speaks: 'for',
  };
  const change = `Call ${near.name} ${wanted} where it is set, or let the program read ${near.name}`;
  return withEvidence(withChange(match, { do: change, effect: 'mutating' }), 2, [evidence]);
}

/** A name without what makes spellings differ; too short a one is like many. */
function plain(name: string): string {
  const letters = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return letters.length < 4 ? name : letters;
}

interface Given {
  readonly name: string;
  readonly from: string;
  readonly field: string;
}

/** What the container is given by name, and by whole objects as far as their keys were seen. */
function namesOf(spec: JsonObject | undefined, { references }: PodSnapshot): readonly Given[] {
  const own = asObjects(at(spec, 'env')).map((variable, index) => ({
    name: asText(at(variable, 'name')) ?? '',
    from: 'env',
    field: `env[${index}]`,
  }));
  const whole = asObjects(at(spec, 'envFrom')).flatMap((source, index) => {
    const prefix = asText(at(source, 'prefix')) ?? '';
    return (['ConfigMap', 'Secret'] as const).flatMap((kind) => {
      const name = asText(at(source, kind === 'ConfigMap' ? 'configMapRef' : 'secretRef', 'name'));
      const keys = references.find((each) => each.kind === kind && each.name === name)?.keys ?? [];
      return keys.map((key) => ({
        name: `${prefix}${key}`,
        from: `the ${kind} ${name ?? ''} in envFrom`,
        field: `envFrom[${index}]`,
      }));
    });
  });
  return [...own, ...whole];
}
