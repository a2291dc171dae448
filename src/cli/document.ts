/** A document for programs: JSON or YAML, in which no character acts on a terminal. Ends with a newline. */
export async function writeDocument(value: object, output: 'json' | 'yaml'): Promise<string> {
  if (output === 'yaml') return (await import('../report/yaml.js')).encodeYaml(value, { defuse: false });
  return `${(await import('../report/json.js')).encodeJson(value, { defuse: false })}\n`;
}
