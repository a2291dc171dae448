import { asBoolean, asObject, asObjects, asText, at } from '../../domain/values/json.js';
import type { Leaf } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { containerSubject, podSubject } from './subject.js';

/**
 * The volume in memory that Vault's injector mounts in every container and fills with a few files
 * (hashicorp/vault-k8s agent-inject/agent/container_volume.go, v1.4).
 */
const INJECTED = /^vault-secrets(?:-custom-\d+)?$/;

/** `volume`: whether the pod has such a volume, and the container mounts it; where the medium matters, to write to it. */
export function matchVolume(leaf: Extract<Leaf, { kind: 'volume' }>, context: MatchContext): Finding {
  const pod = podSubject(context)?.pod;
  const container = containerSubject(context)?.container;
  const mounted =
    container === undefined
      ? undefined
      : new Set(
          asObjects(at(container.spec, 'volumeMounts'))
            .filter((m) => leaf.medium === undefined || asBoolean(at(m, 'readOnly')) !== true)
            .map((m) => asText(at(m, 'name'))),
        );
  for (const volume of asObjects(at(pod?.raw, 'spec', 'volumes'))) {
    const name = asText(at(volume, 'name'));
    const source = asObject(at(volume, leaf.type));
    if (name === undefined || source === undefined || mounted?.has(name) === false) continue;
    if (leaf.medium !== undefined && asText(at(source, 'medium')) !== leaf.medium) continue;
    if (leaf.medium !== undefined && INJECTED.test(name)) continue;
    const medium = leaf.medium === undefined ? '' : ` in ${leaf.medium}`;
    return found(
      [
        speaksFor(
          `volume ${name} is of type ${leaf.type}${medium}`,
          `spec.volumes "${name}"`,
          JSON.stringify(source).slice(0, 200),
        ),
      ],
      { variables: { volume: name } },
    );
  }
  return NOTHING;
}
