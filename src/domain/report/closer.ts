import { shellWord } from '../values/shell-word.js';

interface Place {
  readonly name: string;
  readonly namespace: string;
}

/** The command that looks closer at a pod, or at the worst pod of a workload. */
export function closerAtPod({ name, namespace }: Place, workloadKind?: string): string {
  const target = workloadKind === undefined ? name : `${workloadKind.toLowerCase()}/${name}`;
  return `kubectl exitdiag pod ${operand('pod', target)} -n ${shellWord(namespace)}`;
}

export function closerAtNode(name: string): string {
  return `kubectl describe node ${operand('node', name)}`;
}

/** A name that broken input has and that begins with a dash is no option behind its kind. */
function operand(kind: string, name: string): string {
  return shellWord(name.startsWith('-') ? `${kind}/${name}` : name);
}
