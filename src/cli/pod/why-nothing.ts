import type { CollectionResult } from '../../sources/source.js';

/** Why there is no pod to tell of. What could not be read is no proof that it does not exist. */
export function whyNothing({ missing, source }: CollectionResult): string {
  const absent = missing.find(({ what }) => what === 'namespaces')?.namespace;
  if (source.kind === 'files' && absent !== undefined)
    return `the files hold nothing of namespace "${absent}"; without -n all that they hold is looked at`;
  const unread = missing.find(({ what }) => what === 'pods' || what === 'workloads');
  if (unread === undefined) {
    return source.kind === 'files'
      ? 'the files hold no pod there; save pods too: `kubectl get pods,events -o json`, or name the workload'
      : 'there is no such pod';
  }
  const { resource = 'pods', name, namespace, why, grant } = unread;
  const which = [
    name === undefined ? '' : ` "${name}"`,
    namespace === undefined ? '' : ` in namespace "${namespace}"`,
  ];
  const wants = grant === undefined ? '' : `; it takes the right ${grant}`;
  // A refusal is in the server's words, which name the object and the user.
  if (wants !== '') return `${why}${wants}`;
  return `${resource}${which.join('')} could not be read: ${why}${wants}`;
}
