import { asObject, type JsonObject } from '../../../domain/values/json.js';
import { jsonEntry } from './json-entry.js';
import { isLevelField } from './log-level.js';
import { isAtRest } from './line-words.js';

/**
 * Whether a line is a JSON object that only carries another: it says nothing itself, has no level and
 * names no error, and neither does what it holds. So queues, watchers and receivers print what they were
 * given; an error of the program's own stands in a message, at a level or under an error's name.
 */
export function isEnvelope(line: string): boolean {
  if (!line.startsWith('{') || !/:\s?\{/.test(line)) return false;
  const entry = jsonEntry(line);
  if (entry === undefined || Object.keys(entry).some(isOwnWord)) return false;
  const texts = Object.values(entry).filter((value) => typeof value === 'string');
  const held = Object.values(entry)
    .map(asObject)
    .filter((value) => value !== undefined);
  return held.some(saysSomething) && texts.every(isAtRest) && !held.some(namesError);
}

const OWN = /msg|message|err|exc|fail|fatal|panic|text|log|caus|reason|stack|trace|detail|body/i;
const ERROR = /err|exc|fail|fatal|panic|stack|trace|caus/i;

function isOwnWord(key: string): boolean {
  return OWN.test(key) || isLevelField(key);
}

function saysSomething(object: JsonObject): boolean {
  return Object.values(object).some((value) => typeof value === 'string');
}

function namesError(object: JsonObject): boolean {
  return Object.keys(object).some((key) => ERROR.test(key) || isLevelField(key));
}

const WHO = /^(?:actor|principal|initiator|subject|user(?:_?(?:name|id))?|who)$/i;
const WHAT = /^(?:action|activity|operation|verb|event_?(?:name|type|action))$/i;
const OUTCOME = /^(?:outcome|result|status|success|allowed|decision)$/i;

/** Whether it is a record of who did what with which outcome, as audit logs keep it, and no entry of the program: without level and message. */
export function isAuditRecord(line: string): boolean {
  if (!line.startsWith('{')) return false;
  const keys = Object.keys(jsonEntry(line) ?? {});
  if (keys.some((key) => isLevelField(key) || /^(?:msg|message)$/i.test(key))) return false;
  return [WHO, WHAT, OUTCOME].every((part) => keys.some((key) => part.test(key)));
}
