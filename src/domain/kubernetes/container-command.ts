import { asStrings, at, type JsonObject } from '../values/json.js';

/** The words of a container's command and of its arguments, one after the other; none where the image's own are used. */
export function containerCommand(spec: JsonObject | undefined): readonly string[] {
  return [...asStrings(at(spec, 'command')), ...asStrings(at(spec, 'args'))];
}
