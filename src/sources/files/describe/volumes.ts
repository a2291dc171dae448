import type { JsonObject } from '../../../domain/values/json.js';
import type { Block } from './blocks.js';

/** A volume as the pod's spec has it, as far as it is printed and a failure may turn on it. */
export function toVolume({ name, fields }: Block): JsonObject {
  const text = (key: string): string => {
    const value = fields.get(key)?.value ?? '';
    return /^<(?:none|unset|nil)>$/.test(value) ? '' : value;
  };
  const optional = text('Optional') === 'true';
  switch (/^\w+/.exec(text('Type'))?.[0]) {
    case 'Secret':
      return { name, secret: { secretName: text('SecretName'), optional } };
    case 'ConfigMap':
      return { name, configMap: { name: text('Name'), optional } };
    case 'PersistentVolumeClaim':
      return {
        name,
        persistentVolumeClaim: { claimName: text('ClaimName'), readOnly: text('ReadOnly') === 'true' },
      };
    case 'EmptyDir':
      return {
        name,
        emptyDir: { ...some('medium', text('Medium')), ...some('sizeLimit', text('SizeLimit')) },
      };
    case 'HostPath':
      return { name, hostPath: { path: text('Path'), ...some('type', text('HostPathType')) } };
    case 'Projected':
      return { name, projected: { sources: sourcesOf(fields) } };
    case 'NFS':
      return { name, nfs: { server: text('Server'), path: text('Path') } };
    case 'CSI':
      return { name, csi: { driver: text('Driver') } };
    default:
      return { name };
  }
}

/** Of several sources of one kind the last is kept: their lines have the same names. */
function sourcesOf(fields: Block['fields']): JsonObject[] {
  const secret = fields.get('SecretName')?.value;
  const map = fields.get('ConfigMapName')?.value;
  const isOptional = (key: string): boolean => fields.get(key)?.value === 'true';
  return [
    ...(secret === undefined
      ? []
      : [{ secret: { name: secret, optional: isOptional('SecretOptionalName') } }]),
    ...(map === undefined ? [] : [{ configMap: { name: map, optional: isOptional('ConfigMapOptional') } }]),
  ];
}

function some(key: string, value: string): JsonObject {
  return value === '' ? {} : { [key]: value };
}
