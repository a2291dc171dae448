import { asObject, asObjects, asText, at } from '../../domain/values/json.js';
import type { Leaf } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { containerSubject, podSubject } from './subject.js';

/** `volume`: whether the pod has such a volume, and the container mounts it. */
export function matchVolume(leaf: Extract<Leaf, { kind: 'volume' }>, context: MatchContext): Finding {
  const pod = podSubject(context)?.pod;
  const container = containerSubject(context)?.container;
  const mounted =
    container === undefined
      ? undefined
      : new Set(asObjects(at(container.spec, 'volumeMounts')).map((m) => asText(at(m, 'name'))));
  for (const volume of asObjects(at(pod?.raw, 'spec', 'volumes'))) {
    const name = asText(at(volume, 'name'));
    const source = asObject(at(volume, leaf.type));
    if (name === undefined || source === undefined || mounted?.has(name) === false) continue;
    if (leaf.medium !== undefined && asText(at(source, 'medium')) !== leaf.medium) continue;
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
