import type { Labels } from '../../domain/kubernetes/labels.js';
import { SourceError } from '../source.js';

/** Whether an object's labels match; so are its fields asked, by name. */
export type LabelTest = (labels: Labels) => boolean;

/**
 * Reads a label selector as the API server does: `a=b`, `a==b`, `a!=b`, `a in (b,c)`,
 * `a notin (b,c)`, `a`, `!a`, `a>1`, `a<1`, joined by commas.
 * Source: apimachinery pkg/labels/selector.go, v0.34. Throws SourceError (usage) in its words.
 */
export function parseLabelSelector(text: string): LabelTest {
  const tests = splitRequirements(text).map((part) => parseRequirement(part, text));
  return (labels) => tests.every((test) => test(labels));
}

/** Splits at the commas that stand outside of parentheses. */
function splitRequirements(text: string): readonly string[] {
  if (text.trim() === '') return [];
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (c === '(') depth += 1;
    else if (c === ')') depth -= 1;
    else if ((c === ',' && depth === 0) || c === undefined) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  return parts;
}

const KEY = String.raw`(?:[A-Z\d](?:[A-Z\d.-]{0,251}[A-Z\d])?\/)?[A-Z\d](?:[\w.-]{0,61}[A-Z\d])?`;
const EXISTS = new RegExp(`^(!?)\\s*(${KEY})$`, 'i');
const EQUALITY = new RegExp(`^(${KEY})\\s*(==|!=|[=><])\\s*(\\S*)$`, 'i');
const SET = new RegExp(`^(${KEY})\\s+([a-z]+)\\s*\\(([^()]*)\\)$`, 'i');
const VALUE = /^(?:[A-Z0-9](?:[\w.-]{0,61}[A-Z0-9])?)?$/i;

function parseRequirement(part: string, whole: string): LabelTest {
  const [, bang, existing] = EXISTS.exec(part) ?? [];
  if (existing !== undefined) return (labels) => Object.hasOwn(labels, existing) === (bang === '');
  const [, setKey, operator, values] = SET.exec(part) ?? [];
  if (setKey !== undefined && values !== undefined && (operator === 'in' || operator === 'notin')) {
    const allowed = new Set(values.split(',').map((value) => checkedValue(value.trim(), whole)));
    return operator === 'in'
      ? (labels) => Object.hasOwn(labels, setKey) && allowed.has(labels[setKey] ?? '')
      : (labels) => !Object.hasOwn(labels, setKey) || !allowed.has(labels[setKey] ?? '');
  }
  const [, key, sign, raw] = EQUALITY.exec(part) ?? [];
  if (key === undefined || raw === undefined) throw refused(whole, `cannot read ${JSON.stringify(part)}`);
  const value = checkedValue(raw, whole);
  if (sign === '!=') return (labels) => !Object.hasOwn(labels, key) || labels[key] !== value;
  if (sign === '>' || sign === '<') return comparison(key, sign, value, whole);
  return (labels) => Object.hasOwn(labels, key) && labels[key] === value;
}

function comparison(key: string, sign: '>' | '<', value: string, whole: string): LabelTest {
  if (!/^[-+]?\d+$/.test(value))
    throw refused(whole, `for '${sign}' the value must be an integer, and ${JSON.stringify(value)} is none`);
  const limit = Number(value);
  return (labels) => {
    const own = Object.hasOwn(labels, key) ? (labels[key] ?? '') : '';
    if (!/^[-+]?\d+$/.test(own)) return false;
    return sign === '>' ? Number(own) > limit : Number(own) < limit;
  };
}

function checkedValue(value: string, whole: string): string {
  if (VALUE.test(value)) return value;
  throw refused(
    whole,
    `${JSON.stringify(value)} is no label value: at most 63 letters, digits, '-', '_' or '.', with a letter or digit at both ends`,
  );
}

function refused(selector: string, why: string): SourceError {
  return new SourceError(`unable to parse label selector ${JSON.stringify(selector)}: ${why}`, 'usage');
}
