/**
 * The only file that knows @kubernetes/client-node, which is slow to start: it is imported by
 * whoever needs it, when it is needed, and only for credentials that something else must issue.
 */
export { KubeConfig } from '@kubernetes/client-node';
