import type { Message } from '../../transport/protobuf.js';

/**
 * What a first look at a pod needs, by protobuf field numbers. They never change within v1.
 * Source: k8s.io/api core/v1 generated.proto and apimachinery meta/v1 generated.proto, v0.34.
 */
const WAITING: Message = { 1: ['reason', 'text'] };
const RUNNING: Message = { 1: ['startedAt', 'time'] };
const TERMINATED: Message = {
  1: ['exitCode', 'integer'],
  2: ['signal', 'integer'],
  3: ['reason', 'text'],
  5: ['startedAt', 'time'],
  6: ['finishedAt', 'time'],
  7: ['containerID', 'text'],
};
const STATE: Message = {
  1: ['waiting', { one: WAITING }],
  2: ['running', { one: RUNNING }],
  3: ['terminated', { one: TERMINATED }],
};
/** Which devices it was given, and how they are. */
const DEVICES: Message = {
  1: ['name', 'text'],
  2: ['resources', { many: { 1: ['resourceID', 'text'], 2: ['health', 'text'] } }],
};
const CONTAINER_STATUS: Message = {
  1: ['name', 'text'],
  2: ['state', { one: STATE }],
  3: ['lastState', { one: STATE }],
  4: ['ready', 'boolean'],
  5: ['restartCount', 'integer'],
  9: ['started', 'boolean'],
  14: ['allocatedResourcesStatus', { many: DEVICES }],
};
const CONDITION: Message = {
  1: ['type', 'text'],
  2: ['status', 'text'],
  4: ['lastTransitionTime', 'time'],
  5: ['reason', 'text'],
};
const OWNER: Message = {
  1: ['kind', 'text'],
  3: ['name', 'text'],
  4: ['uid', 'text'],
  5: ['apiVersion', 'text'],
  6: ['controller', 'boolean'],
};
const METADATA: Message = {
  1: ['name', 'text'],
  3: ['namespace', 'text'],
  5: ['uid', 'text'],
  8: ['creationTimestamp', 'time'],
  9: ['deletionTimestamp', 'time'],
  13: ['ownerReferences', { many: OWNER }],
};
/** The containers are counted, not read: `spec` as JSON has lists there. */
const SPEC: Message = {
  2: ['containerCount', 'count'],
  3: ['restartPolicy', 'text'],
  10: ['nodeName', 'text'],
  20: ['initContainerCount', 'count'],
  34: ['ephemeralContainerCount', 'count'],
};
const STATUS: Message = {
  1: ['phase', 'text'],
  2: ['conditions', { many: CONDITION }],
  3: ['message', 'text'],
  4: ['reason', 'text'],
  7: ['startTime', 'time'],
  8: ['containerStatuses', { many: CONTAINER_STATUS }],
  10: ['initContainerStatuses', { many: CONTAINER_STATUS }],
  13: ['ephemeralContainerStatuses', { many: CONTAINER_STATUS }],
};

/** What decides whether a second look is worth it: most pods are well, and texts and times cost. */
const BRIEF_TERMINATED: Message = { 1: ['exitCode', 'integer'], 3: ['reason', 'text'] };
const BRIEF_STATE: Message = {
  1: ['waiting', { one: {} }],
  2: ['running', { one: {} }],
  3: ['terminated', { one: BRIEF_TERMINATED }],
};
const BRIEF_CONTAINER: Message = {
  2: ['state', { one: BRIEF_STATE }],
  3: ['lastState', { one: BRIEF_STATE }],
  4: ['ready', 'boolean'],
  5: ['restartCount', 'integer'],
  14: ['allocatedResourcesStatus', { many: DEVICES }],
};
const BRIEF_STATUS: Message = {
  1: ['phase', 'text'],
  2: ['conditions', { many: { 1: ['type', 'text'], 2: ['status', 'text'], 5: ['reason', 'text'] } }],
  4: ['reason', 'text'],
  8: ['containerStatuses', { many: BRIEF_CONTAINER }],
  10: ['initContainerStatuses', { many: BRIEF_CONTAINER }],
  13: ['ephemeralContainerStatuses', { many: BRIEF_CONTAINER }],
};
const BRIEF_METADATA: Message = {
  1: ['name', 'text'],
  3: ['namespace', 'text'],
  5: ['uid', 'text'],
  9: ['deletionTimestamp', 'time'],
};

/** A pod without its times, enough to see that it is well. */
export const BRIEF_POD: Message = {
  1: ['metadata', { one: BRIEF_METADATA }],
  2: ['spec', { one: SPEC }],
  3: ['status', { one: BRIEF_STATUS }],
};

/** A pod with all that decides whether it is a candidate. */
export const POD: Message = {
  1: ['metadata', { one: METADATA }],
  2: ['spec', { one: SPEC }],
  3: ['status', { one: STATUS }],
};

/** `metadata` of a list. */
export const LIST_METADATA: Message = {
  2: ['resourceVersion', 'text'],
  3: ['continue', 'text'],
  4: ['remainingItemCount', 'integer'],
};
