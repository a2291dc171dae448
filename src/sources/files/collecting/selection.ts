import { nearestNames } from '../../nearest.js';
import { parseFieldSelector } from '../../select/field-selector.js';
import { parseLabelSelector } from '../../select/label-selector.js';
import type { NamedObject, NotFound, Selection } from '../../source.js';
import type { Catalog, ObjectEntry, PodEntry } from '../catalog/catalog.js';
import { splitKey, type Chains } from '../catalog/chain.js';

/** What of the files was asked for. */
export interface Selected {
  readonly pods: readonly PodEntry[];
  /** Workloads that were named, or all where nothing was. */
  readonly workloads: readonly ObjectEntry[];
  readonly notFound: readonly NotFound[];
  /** Namespaces asked for that the files do not hold. */
  readonly absentNamespaces: readonly string[];
  readonly namespaces: readonly string[];
}

/** Applies a selection to the catalog. Throws SourceError (usage) for a selector that cannot be read. */
export function select(catalog: Catalog, chains: Chains, selection: Selection): Selected {
  const matchesLabels = parseLabelSelector(selection.selector ?? '');
  const matchesFields = parseFieldSelector(selection.fieldSelector ?? '');
  // Files are asked for as a whole where no namespace is named: what they hold is the scope.
  const isEverywhere = selection.all || selection.namespaces.length === 0;
  const isWithin = (namespace: string): boolean => isEverywhere || selection.namespaces.includes(namespace);
  const held = [...catalog.pods.values()].filter((pod) => isWithin(pod.namespace));
  const objects = [...catalog.objects.values()].filter((object) => isWithin(object.namespace));
  const isNamed = (pod: PodEntry): boolean =>
    selection.names.length === 0 || selection.names.some((named) => belongsTo(pod, named, chains));
  const known = new Set(
    [...catalog.pods.values(), ...catalog.objects.values()].map(({ namespace }) => namespace),
  );
  known.delete('');
  return {
    pods: held.filter((pod) => isNamed(pod) && matchesLabels(pod.labels) && matchesFields(pod.fields)),
    workloads:
      selection.fieldSelector !== undefined && selection.fieldSelector !== ''
        ? []
        : objects.filter(
            (object) => isNamedWorkload(object, selection.names) && matchesLabels(object.labels),
          ),
    notFound: selection.names.flatMap((named) =>
      missingName(named, held, objects, chains, selection).map((one) => withOtherNamespaces(one, catalog)),
    ),
    absentNamespaces: isEverywhere ? [] : selection.namespaces.filter((namespace) => !known.has(namespace)),
    namespaces: isEverywhere ? [...known].sort() : selection.namespaces,
  };
}

/** `deployments` for Deployment, `ingresses` for Ingress; the API server's own rule (apimachinery pkg/api/meta UnsafeGuessKindToResource, v0.34). */
function pluralOf(kind: string): string {
  const singular = kind.toLowerCase();
  if (/(?:s|x|ch|sh)$/.test(singular)) return `${singular}es`;
  return singular.endsWith('y') && !/[aeiou]y$/.test(singular)
    ? `${singular.slice(0, -1)}ies`
    : `${singular}s`;
}

/** Whether a kind is what a plural resource (`deployments`, `widgets.example.com`) names. */
export function isKind(kind: string, resource: string): boolean {
  return pluralOf(kind) === resource.split('.')[0];
}

function belongsTo(pod: PodEntry, named: NamedObject, chains: Chains): boolean {
  if (named.resource === 'pods') return pod.name === named.name;
  return chains.ownersOf(pod).some((key) => {
    const { kind, name } = splitKey(key);
    return name === named.name && isKind(kind, named.resource);
  });
}

function isNamedWorkload(object: ObjectEntry, names: readonly NamedObject[]): boolean {
  return (
    names.length === 0 ||
    names.some(({ resource, name }) => object.name === name && isKind(object.kind, resource))
  );
}

function missingName(
  named: NamedObject,
  pods: readonly PodEntry[],
  objects: readonly ObjectEntry[],
  chains: Chains,
  selection: Selection,
): readonly NotFound[] {
  if (pods.some((pod) => belongsTo(pod, named, chains))) return [];
  const { resource, name } = named;
  if (objects.some((object) => object.name === name && isKind(object.kind, resource))) return [];
  const alike =
    resource === 'pods'
      ? pods.map((pod) => pod.name)
      : [
          ...objects.filter((object) => isKind(object.kind, resource)).map((object) => object.name),
          ...pods
            .flatMap((pod) => chains.ownersOf(pod).map(splitKey))
            .filter(({ kind }) => isKind(kind, resource))
            .map((owner) => owner.name),
        ];
  const namespace = selection.namespaces.length === 1 ? (selection.namespaces[0] ?? '') : '';
  const qualified = GROUPS[resource] === undefined ? resource : `${resource}.${GROUPS[resource]}`;
  return [
    {
      resource,
      namespace,
      name,
      nearest: nearestNames(name, alike),
      message: `${qualified} ${JSON.stringify(name)} not found`,
    },
  ];
}

/** A pod of that very name elsewhere is what was meant, more likely than one with another name here. */
function withOtherNamespaces(missing: NotFound, { pods }: Catalog): NotFound {
  if (missing.resource !== 'pods') return missing;
  const elsewhere = [...pods.values()]
    .filter(({ name, namespace }) => name === missing.name && namespace !== missing.namespace)
    .map(({ name, namespace }) => `${name} -n ${namespace}`);
  return elsewhere.length === 0 ? missing : { ...missing, nearest: elsewhere.slice(0, 3) };
}

/** As the server's message names them. */
const GROUPS: Readonly<Record<string, string | undefined>> = {
  deployments: 'apps',
  statefulsets: 'apps',
  daemonsets: 'apps',
  replicasets: 'apps',
  jobs: 'batch',
  cronjobs: 'batch',
};
