import { asObjects, asText, at } from '../../domain/values/json.js';
import type { Match } from '../match/match.js';
import type { Variables } from '../match/variables.js';

/** As the kubelet calls the variables of a Service (pkg/kubelet/envvars/envvars.go, v1.34). */
const OF_A_SERVICE = /^([A-Z][A-Z0-9_]*?)_(?:SERVICE_(?:HOST|PORT)|PORT)$/;

/**
 * The Service that may have given a variable its value: the kubelet sets NAME_PORT to tcp://address:port for every Service of
 * the namespace, below what the container sets itself. Where the pod sets the variable, or wants no such links, there is none.
 */
export function serviceLinkVariables({ context: { subject }, variables }: Match): Variables {
  if (subject.kind !== 'container') return {};
  const name = variables['variable'] ?? '';
  const service = OF_A_SERVICE.exec(name)?.[1];
  const { spec } = subject.container;
  const isSet =
    asObjects(at(spec, 'envFrom')).length > 0 ||
    asObjects(at(spec, 'env')).some((variable) => asText(at(variable, 'name')) === name);
  if (service === undefined || isSet || at(subject.pod.raw, 'spec', 'enableServiceLinks') === false)
    return {};
  return { linkService: service.toLowerCase().replaceAll('_', '-') };
}
