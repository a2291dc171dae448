import { hidingMount } from '../facts/hiding-mount.js';
import type { Leaf } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { containerSubject } from './subject.js';

/** A volume over the folder of the program, of the loader or of a mount point hides what the image has there. */
export function matchProgramHidden(
  leaf: Extract<Leaf, { kind: 'program-hidden' }>,
  context: MatchContext,
): Finding {
  const subject = containerSubject(context);
  if (subject === undefined) return NOTHING;
  const mount = hidingMount(subject.container, leaf.what);
  if (mount === undefined) return NOTHING;
  const { volume, path, index } = mount;
  return found([
    speaksFor(`volume ${volume} is mounted at ${path}`, `volumeMounts[${index}]`, `${volume} at ${path}`),
  ]);
}
