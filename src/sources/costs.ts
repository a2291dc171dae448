import type { MissingWhat } from '../domain/evidence.js';

/** What it costs not to have seen something, whatever the source: a refused read, a file that is not there. */
export const COSTS: Readonly<Record<MissingWhat, string>> = {
  pods: 'the pods there were not looked at',
  events: 'why it was killed or could not start may be told only there',
  node: 'whether the node is under pressure or lost cannot be told',
  nodeEvents: 'what happened to the node cannot be told',
  owner: 'the workload that it belongs to cannot be seen',
  workloads: 'a workload whose pods cannot be created would not be seen',
  revisions: 'what changed between its revisions cannot be told',
  log: 'what it writes cannot be read',
  previousLog: 'what it wrote before it ended cannot be read',
  reference: 'whether it exists cannot be told',
  namespaces: 'which namespaces there are cannot be told',
  status: 'its state cannot be told',
};
