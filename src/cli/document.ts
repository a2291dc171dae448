/** Whether an output format is one for programs. */
export function isDocument(output: string): output is 'json' | 'yaml' {
  return output === 'json' || output === 'yaml';
}

/** A document for programs: JSON or YAML, in which no character acts on a terminal. Ends with a newline. */
export async function writeDocument(value: object, output: 'json' | 'yaml'): Promise<string> {
  if (output === 'yaml') return (await import('../report/yaml.js')).encodeYaml(value, { defuse: false });
  return `${(await import('../report/json.js')).encodeJson(value, { defuse: false })}\n`;
}
