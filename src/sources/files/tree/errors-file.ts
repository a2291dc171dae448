import { asObject, type Json } from '../../../domain/values/json.js';

/** What a tool could not collect, in the words of the API server. */
export interface Refusal {
  readonly namespace?: string;
  readonly why: string;
}

const MAX_WORDS = 200;

/**
 * Reads an errors file: a JSON object of messages by namespace, a list of messages, nothing, or
 * plain text. Source: troubleshoot.sh pkg/collect marshalErrors and cluster_resources.go, commit 8f9a617d.
 */
export function readErrors(text: string): readonly Refusal[] {
  const value = parse(text);
  const byNamespace = asObject(value);
  if (byNamespace !== undefined)
    return Object.entries(byNamespace).map(([namespace, why]) => ({ namespace, why: wordsOf(why ?? null) }));
  const all = Array.isArray(value) ? (value as readonly Json[]) : [value];
  return all.filter((each) => each !== null && each !== '').map((why) => ({ why: wordsOf(why) }));
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text.trim();
  }
}

function wordsOf(value: Json): string {
  const words = typeof value === 'string' ? value : JSON.stringify(value);
  return words.replace(/\s+/g, ' ').slice(0, MAX_WORDS);
}
