import { asText, at, type JsonObject } from '../../domain/values/json.js';
import { controllerOf } from '../../domain/kubernetes/pod.js';
import { jobContainers } from '../facts/kept-on.js';
import { deadlineOf, named, type Named, type VariableTable } from './variable-table.js';

/** What texts about a workload may name. */
export const OF_WORKLOAD: VariableTable<JsonObject> = {
  workload: (workload) => named(kindAndName(workload)),
  workloadKind: (workload) => kindAndName(workload).kind,
  owner: (workload) => named(changeable(workload)),
  ownerKind: (workload) => changeable(workload).kind,
  ownerName: (workload) => changeable(workload).name,
  namespace: (workload) => asText(at(workload, 'metadata', 'namespace')),
  deadline: (workload) => deadlineOf(at(workload, 'spec')),
  jobOnFailure: (workload) =>
    asText(at(workload, 'spec', 'template', 'spec', 'restartPolicy')) === 'OnFailure'
      ? kindAndName(workload).name
      : undefined,
  jobContainers,
  serviceAccount: (workload) =>
    asText(at(workload, 'spec', 'template', 'spec', 'serviceAccountName')) ?? 'default',
};

function kindAndName(workload: JsonObject): Named {
  return { kind: asText(at(workload, 'kind')), name: asText(at(workload, 'metadata', 'name')) };
}

/** The next Job of a CronJob has what is changed there. */
function changeable(workload: JsonObject): Named {
  const own = kindAndName(workload);
  return (own.kind === 'Job' ? controllerOf(workload) : undefined) ?? own;
}
