import { asText, at } from '../../domain/values/json.js';
import type { MatchContext } from '../match/context.js';
import type { VariableLookup } from '../match/variables.js';
import { OF_CONTAINER } from './container-variables.js';
import { OF_POD } from './pod-variables.js';
import { readFrom } from './variable-table.js';
import { OF_WORKLOAD } from './workload-variables.js';

/** What the texts of a rule may name, from the snapshot alone. */
export function subjectVariables(context: MatchContext): VariableLookup {
  const { subject } = context;
  switch (subject.kind) {
    case 'pod':
      return (name) => readFrom(OF_POD, name, subject);
    case 'container': {
      const of = { ...subject, context };
      return (name) => readFrom(Object.hasOwn(OF_CONTAINER, name) ? OF_CONTAINER : OF_POD, name, of);
    }
    case 'workload':
      return (name) => readFrom(OF_WORKLOAD, name, subject.snapshot.workload);
    case 'node':
      return (name) => (name === 'node' ? asText(at(subject.snapshot.node, 'metadata', 'name')) : undefined);
  }
}
