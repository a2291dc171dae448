export { diagnoseWorkload } from './diagnosis/diagnose-workload.js';
export { diagnoseNode, diagnosePod, type PodVerdict, type SubjectVerdict } from './diagnosis/diagnose.js';
export { buildReport, reportNode, reportPod, reportWorkload, type ReportParts } from './reporting/report.js';
export { reportSubject, type SubjectReport } from './reporting/report-subject.js';
export { diagnosesOf } from '../domain/report/diagnoses.js';
export { bySeverityThenCount, groupFailures, groupKey, keysOfPod } from './group/group.js';
export { suspectNodes } from './group/suspect-nodes.js';
