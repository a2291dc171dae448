import { containerCommand } from '../../domain/kubernetes/container-command.js';
import { REDACTED } from '../../domain/values/redacted.js';
import { asObjects, asString, asText, at, type JsonObject } from '../../domain/values/json.js';
import type { Leaf } from '../../domain/rules/rule.js';
import type { ContainerView } from '../../domain/kubernetes/pod.js';
import type { MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { containerSubject } from './subject.js';
import { shorten } from '../match/text.js';

/** `image`: whether the name of the image fits. */
export function matchImage(leaf: Extract<Leaf, { kind: 'image' }>, context: MatchContext): Finding {
  const container = containerSubject(context)?.container;
  if (container === undefined || container.image === '') return NOTHING;
  const match = context.rulebook.pattern(leaf.matches).match(container.image);
  if (match === undefined) return NOTHING;
  return found(
    [
      speaksFor(
        `the image is ${container.image}`,
        `${container.specPath ?? container.statusPath ?? 'spec'}.image`,
        container.image,
      ),
    ],
    { variables: match.groups },
  );
}

/** Command and args as one line; empty when the image's own are used. */
export function commandLine({ spec }: ContainerView): string {
  return containerCommand(spec).join(' ');
}

/** `command`: whether the command line of the container fits, as far as the pod gives one. */
export function matchCommand(leaf: Extract<Leaf, { kind: 'command' }>, context: MatchContext): Finding {
  const container = containerSubject(context)?.container;
  const line = container === undefined ? '' : commandLine(container);
  if (container === undefined || line === '') return NOTHING;
  const match = context.rulebook.pattern(leaf.matches).match(line);
  if (match === undefined) return NOTHING;
  return found(
    [
      speaksFor(
        `its command is: ${shorten(line, 120)}`,
        `${container.specPath ?? 'spec'}.command`,
        shorten(line),
      ),
    ],
    { variables: match.groups },
  );
}

/** `env`: whether the container sets such a variable. */
export function matchEnv(leaf: Extract<Leaf, { kind: 'env' }>, context: MatchContext): Finding {
  const container = containerSubject(context)?.container;
  const isSet = asObjects(at(container?.spec, 'env')).some(
    (variable) => asText(at(variable, 'name')) === leaf.name,
  );
  if (container === undefined || !isSet) return NOTHING;
  return found([
    speaksFor(`it sets the variable ${leaf.name}`, `${container.specPath ?? 'spec'}.env`, leaf.name),
  ]);
}

/**
 * The name of the first variable that the spec gives that value; what a ConfigMap or Secret gives is
 * not read. Two secrets that were taken out look alike and are no more the same for it. Which of several
 * empty ones was meant, nothing tells.
 */
export function variableWithValue(value: string, container: ContainerView | undefined): string | undefined {
  if (value.includes(REDACTED)) return undefined;
  const having = asObjects(at(container?.spec, 'env')).filter((variable) => literalValue(variable) === value);
  return value === '' && having.length > 1 ? undefined : asText(at(having[0], 'name'));
}

/** The API leaves an empty value out. */
function literalValue(variable: JsonObject): string | undefined {
  return asString(at(variable, 'value')) ?? (at(variable, 'valueFrom') === undefined ? '' : undefined);
}
