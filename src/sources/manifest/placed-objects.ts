import {
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  getScalarValue,
  parseEvents,
  type Event,
} from 'js-yaml';
import { asList, asText, at, type Json } from '../../domain/json.js';
import { MalformedInput } from '../files/pieces.js';
import { parseYaml } from '../files/yaml.js';
import { SourceError } from '../source.js';

/** A document of a manifest, or an item of a list in it. */
export interface PlacedObject {
  readonly object: Json;
  /** Of its first key, from 1. */
  readonly line: number;
}

/**
 * The objects of a manifest's text in their order, with what a list holds instead of the list. The
 * text is cut at `---`, so that each line is known and a document that is wrong has its place.
 * @throws SourceError, with file and line, for what is no YAML
 */
export function placedObjects(name: string, text: string): readonly PlacedObject[] {
  const objects: PlacedObject[] = [];
  let line = 1;
  let start = 1;
  let held: string[] = [];
  const flush = (): void => {
    const first = held.findIndex((each) => /^(?!---\s*(?:#|$))\s*[^\s#]/.test(each));
    if (first !== -1) {
      const document = held.join('\n');
      for (const object of parse(name, document, start))
        objects.push(...itemsOf({ object, line: start + first }, document, start));
    }
    held = [];
  };
  for (const each of text.split(/\r?\n/)) {
    if (/^---(?:\s|$)/.test(each)) {
      flush();
      start = line;
    }
    held.push(each);
    line += 1;
  }
  flush();
  return objects;
}

function parse(name: string, text: string, line: number): readonly Json[] {
  try {
    return parseYaml(text, line);
  } catch (error) {
    if (!(error instanceof MalformedInput)) throw error;
    const place = error.column === undefined ? `${error.line}` : `${error.line}:${error.column}`;
    const file = name === '-' ? 'standard input' : name;
    throw new SourceError(`${file}:${place}: ${error.message}`, 'usage', { cause: error });
  }
}

function itemsOf(document: PlacedObject, text: string, start: number): readonly PlacedObject[] {
  const { object, line } = document;
  if (!isList(object)) return [document];
  const lines = itemLines(text);
  return asList(at(object, 'items')).map((item, index) => {
    const below = lines[index];
    return { object: item, line: below === undefined ? line : start + below };
  });
}

/** `List`, and `DeploymentList` as an API answers. */
export function isList(object: Json): boolean {
  return (asText(at(object, 'kind')) ?? '').endsWith('List') && Array.isArray(at(object, 'items'));
}

/** The line, from 0, of each item of the root's `items`. */
function itemLines(text: string): readonly number[] {
  const offsets: number[] = [];
  let depth = 0;
  let key: string | undefined;
  let isItems = false;
  for (const event of parseEvents(text, {})) {
    const before = depth;
    if (event.type === EVENT_POP) depth -= 1;
    if (event.type === EVENT_MAPPING || event.type === EVENT_SEQUENCE || event.type === EVENT_DOCUMENT)
      depth += 1;
    // A document, its mapping, in that the keys; in the sequence of `items` the objects.
    if (before === 2 && event.type !== EVENT_POP) {
      isItems = key === 'items' && event.type === EVENT_SEQUENCE;
      key = key === undefined && event.type === EVENT_SCALAR ? getScalarValue(text, event) : undefined;
    }
    if (before === 3 && isItems && event.type !== EVENT_POP) offsets.push(startOf(event));
  }
  return linesOf(text, offsets);
}

function startOf(event: Event): number {
  if ('valueStart' in event) return event.valueStart;
  return 'start' in event ? event.start : 0;
}

/** Of ascending offsets. */
function linesOf(text: string, offsets: readonly number[]): readonly number[] {
  let line = 0;
  let from = 0;
  return offsets.map((offset) => {
    for (let end = text.indexOf('\n', from); end !== -1 && end < offset; end = text.indexOf('\n', from)) {
      line += 1;
      from = end + 1;
    }
    return line;
  });
}
