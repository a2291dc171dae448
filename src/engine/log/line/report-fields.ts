/**
 * A line without the sentences in its fields that hold data and no report: a pattern of a
 * configuration, a request's body, a search. Programs print what they were given, and that may quote
 * any error there is.
 */
export function withoutData(line: string): string {
  if (!line.includes('"') && !line.includes("'")) return line;
  const setting = SETTING.exec(line);
  if (setting?.[2] !== undefined && !isReport(setting[2], setting[3] ?? '')) return setting[1] ?? '';
  return line.replace(
    FIELD,
    (field: string, before: string, quoted?: string, bare?: string, value?: string) =>
      isReport(quoted ?? bare ?? '', value ?? '') && !(before.endsWith(' = ') && isAssigned(bare, value))
        ? field
        : `${before}""`,
  );
}

/** Whether a variable holds a text: with spaces round the sign no logger writes a field, unless it is an error's; gRPC writes `desc = ` so. */
function isAssigned(name = '', value = ''): boolean {
  return /\s/.test(value) && !/err|exc|fail|fatal|panic|reason|cause|desc/i.test(name);
}

/** Whether a field of a structured entry may tell what happened: by its name, or because its value is no sentence. */
export function isReport(key: string, value: string): boolean {
  return !/\s/.test(value) || (REPORT.test(key) && !LOOKED_FOR.test(key)) || SHORT_NAMES.test(key);
}

/** A string, or a list of strings, in a field of JSON or of logfmt. */
const FIELD =
  /("([\w.@$-]+)"\s*:\s*|(?<=^|\s)([\w.@$-]+)(?:=| = ))("(?:[^"\\]|\\.)*"|\[\s*"(?:[^"\\]|\\.)*"(?:\s*,\s*"(?:[^"\\]|\\.)*")*\s*\])/g;

/** The only string of a YAML mapping's line. */
const SETTING = /^(\s*(?:- )?["']?([\w.-]+)["']?: +)("(?:[^"\\]|\\.)*"|'[^']*')\s*$/;

/** German, French, Spanish, Portuguese and Italian names among them. */
const REPORT =
  /err|internal|msg|message|reason|cause|exc|stack|trace|detail|fail|fatal|panic|log|out|std|text|status|info|desc|event|why|problem|summary|code|name|type|kind|class|data|value|attr|diagnostic|mensaje|mensagem|messaggio|meldung|nachricht|fehler|grund|ursache|raison|motivo|causa/i;

/** What is looked for, as in `error_pattern`, has not come about. */
const LOOKED_FOR = /(?:pattern|regexp?|match(?:er|es)?|filter|query|example|template)s?$/i;

/** Serilog's compact format calls message, template and exception so; OpenTelemetry's records have a `Body`. */
const SHORT_NAMES = /^(?:@(?:m|mt|x)|Body)$/;
