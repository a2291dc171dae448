export { diagnoseNode, diagnosePod, diagnoseWorkload, type PodVerdict, type SubjectVerdict } from './diagnose.js';
export { buildReport, diagnosesOf, reportNode, reportPod, reportWorkload, type ReportParts } from './report.js';
