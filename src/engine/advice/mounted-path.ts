import { containerCommand } from '../../domain/kubernetes/container-command.js';
import type { Evidence } from '../../domain/evidence.js';
import { asObjects, asText, at, type JsonObject } from '../../domain/values/json.js';
import { namedPaths, nearestMount, pathsIn, sourceOfVolume } from '../../domain/kubernetes/mount.js';
import type { RemediationStep } from '../../domain/rules/rule.js';
import type { Match } from '../match/match.js';
import { AT_THE_END, withEvidence } from '../match/with-evidence.js';
import { withChange } from './with-change.js';

/**
 * Where the program's last words name a path below a mount, what is mounted there is told: a file
 * that is missing comes from that object, and one that cannot be written lies on it.
 */
export function withMountedPath(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container' || match.hit === undefined) return match;
  const { spec } = subject.container;
  const volumes = asObjects(at(subject.pod.raw, 'spec', 'volumes'));
  for (const path of namedPaths(match.variables, spec)) {
    const told = mountOver(path, spec, volumes);
    if (told !== undefined) return withEvidence(match, AT_THE_END, [told]);
  }
  const hidden =
    match.rule.cause === 'app-missing-module' ? hiddenPart(match.hit.line.raw, spec, volumes) : undefined;
  return hidden === undefined ? match : withEvidence(withChange(match, SEE_AGAIN), 2, [hidden]);
}

const SEE_AGAIN: RemediationStep = {
  do: 'Where the image has it below that mount: mount the volume at a folder of its own, or single files of it by subPath',
  effect: 'mutating',
};

/**
 * A module or class that is missing is named without a path. Where the program is run from, or what it is told to
 * load from, lies below a mount, the image's own files there are not seen: a volume over /app hides its node_modules.
 */
function hiddenPart(
  line: string,
  spec: JsonObject | undefined,
  volumes: readonly JsonObject[],
): Evidence | undefined {
  const words = [line, asText(at(spec, 'workingDir')) ?? '', ...containerCommand(spec)];
  for (const path of words.flatMap(pathsIn)) {
    const told = mountOver(path, spec, volumes);
    if (told !== undefined) return { ...told, fact: `${told.fact}: it hides what the image has there` };
  }
  return undefined;
}

function mountOver(
  path: string,
  containerSpec: JsonObject | undefined,
  volumes: readonly JsonObject[],
): Evidence | undefined {
  const nearest = nearestMount([path], containerSpec);
  if (nearest === undefined) return undefined;
  const volume = volumes.find((v) => asText(at(v, 'name')) === nearest.volume);
  const source = sourceOfVolume(volume);
  if (source === undefined) return undefined;
  const subPath = asText(at(nearest.raw, 'subPath'));
  const part = subPath === undefined ? '' : `, its subPath ${subPath}`;
  const fact = `${nearest.path} is mounted from ${source}${part}`;
  return { fact, at: `volumeMounts[${nearest.index}]`, observed: nearest.volume, speaks: 'for' };
}
