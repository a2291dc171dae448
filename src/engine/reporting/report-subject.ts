import type { ReportPod } from '../../domain/report/report.js';
import type { Rulebook } from '../../domain/rules/rulebook.js';
import type { Snapshot } from '../../domain/snapshot.js';
import { diagnoseWorkload } from '../diagnosis/diagnose-workload.js';
import { diagnoseNode } from '../diagnosis/diagnose.js';
import { reportPod } from './report.js';

/** What is said of a pod and its containers; a workload or a node has no containers. */
export type SubjectReport = Pick<ReportPod, 'diagnoses' | 'containers' | 'benign'>;

/** What is said of whatever a snapshot is of, for those who ask about any kind of subject: a case, a recording. */
export function reportSubject(snapshot: Snapshot, rulebook: Rulebook): SubjectReport {
  switch (snapshot.kind) {
    case 'pod':
      return reportPod(snapshot, rulebook);
    case 'workload':
      return { ...diagnoseWorkload(snapshot, rulebook), containers: [] };
    case 'node':
      return { ...diagnoseNode(snapshot, rulebook), containers: [] };
  }
}
