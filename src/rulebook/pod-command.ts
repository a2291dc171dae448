/** The container that a step is about, in the pod's JSON. */
export const SPEC = '.spec.containers[?(@.name=="{{container}}")]';

/** A command that prints one part of the pod. */
export function getPod(template: string): string {
  return `kubectl get pod {{pod}} -n {{namespace}} -o jsonpath='${template}'`;
}
