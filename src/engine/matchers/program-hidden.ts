import { asList, asText, at } from '../../domain/json.js';
import { mountsOver } from '../../domain/mount.js';
import type { Leaf } from '../../domain/rule.js';
import type { MatchContext } from '../context.js';
import { found, NOTHING, speaksFor, type Finding } from '../finding.js';
import { containerSubject } from './subject.js';

/** Where a name without a slash is looked for: the PATH of the common base images. */
const PATH_FOLDERS = ['/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'];

/** As runc and crun name the program that they could not run. */
const NAMED = /(?:exec: \\*"|executable file [`'])([^"\\`']+)/;

/** A volume over the folder of the program hides what the image has there. */
export function matchProgramHidden(
  _leaf: Extract<Leaf, { kind: 'program-hidden' }>,
  context: MatchContext,
): Finding {
  const subject = containerSubject(context);
  if (subject === undefined) return NOTHING;
  const { container, instance } = subject;
  const waiting = container.current.kind === 'waiting' ? container.current.message : undefined;
  const program =
    NAMED.exec(instance.termination?.message ?? waiting ?? '')?.[1] ??
    asText(asList(at(container.spec, 'command'))[0]);
  if (program === undefined) return NOTHING;
  const folders = program.startsWith('/') ? [program] : program.includes('/') ? [] : PATH_FOLDERS;
  const [mount] = mountsOver(folders, container.spec);
  if (mount === undefined) return NOTHING;
  const { volume, path } = mount;
  return found(
    [speaksFor(`volume ${volume} is mounted at ${path}`, 'volumeMounts', `${volume} at ${path}`)],
    { variables: { volume, mountPath: path } },
  );
}
