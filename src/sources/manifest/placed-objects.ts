import { asList, asText, at, type Json } from '../../domain/values/json.js';
import { parsePlaced } from '../../rulebook/positions.js';
import { MalformedInput } from '../files/cutting/pieces.js';
import { parseYaml } from '../files/cutting/yaml.js';
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
  const { object } = document;
  if (!isList(object)) return [document];
  const items = asList(at(object, 'items'));
  const { offsetOf } = parsePlaced(text);
  const lines = linesOf(
    text,
    items.map((_, index) => offsetOf(['items', index])),
  );
  return items.map((item, index) => ({ object: item, line: start + (lines[index] ?? 0) }));
}

/** `List`, and `DeploymentList` as an API answers. */
export function isList(object: Json): boolean {
  return (asText(at(object, 'kind')) ?? '').endsWith('List') && Array.isArray(at(object, 'items'));
}

/** The lines, from 0, of ascending offsets. */
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
