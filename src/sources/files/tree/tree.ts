import type { Missing } from '../../../domain/evidence.js';
import { SourceError } from '../../source.js';
import type { Catalog, LogEntry } from '../catalog/catalog.js';
import { readErrors } from './errors-file.js';
import { missingPart, refusedPart } from '../gaps.js';
import type { FileHint } from '../catalog/indexer.js';
import { isNamedLog, layoutOf, readPath, type PathMeaning } from './layouts.js';
import { readFile, type InputFile } from '../read-file.js';
import { readLog } from './read-log.js';
import type { TreeFile } from './tree-file.js';

/** The layout of a tree, once one of its paths has told it. */
export type TreeLayout = ReturnType<typeof layoutOf>;

/** A log whose pod is known once all objects are read. */
interface LooseLog {
  /** The folder that holds `objects.yaml`; or the names before the container's: namespace, pod. */
  readonly root: string | undefined;
  readonly owners: readonly string[];
  readonly log: LogEntry;
  /** Other files than logs of pods may be named so: what names no pod is nobody's. */
  readonly isOfNamed: boolean;
}

const MAX_ERRORS_BYTES = 1024 * 1024;

/** Reads the files of a tree into the catalog, each by what its path means. */
export class Tree {
  private readonly catalog: Catalog;
  private readonly loose: LooseLog[] = [];
  /** The first pod of each folder's objects. */
  private readonly firstPods = new Map<string, string>();
  files = 0;
  /** What the archive that is being read has shown itself to be. */
  private archived: TreeLayout;

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  /** The files that come are those of another archive. */
  beginArchive(): void {
    this.archived = undefined;
  }

  /** Takes one file; `layout` is the tree's, or undefined where each path has to tell. */
  async accept(file: TreeFile, layout: TreeLayout): Promise<void> {
    const isArchived = file.disk === undefined;
    const own = layout ?? layoutOf(file.path) ?? (isArchived ? this.archived : undefined);
    if (isArchived) this.archived = own;
    const meaning = own === undefined ? plainMeaning(file.path) : readPath(file.path, own);
    // Of an archive it may show only later that it is a bundle, in whose folders of logs this lies.
    if (own === undefined && isArchived && isNamedLog(file.path)) await this.acceptNamedLog(file);
    if (meaning.is === 'nothing') return;
    this.files += 1;
    this.catalog.formats.add(meaning.layout);
    if (meaning.is === 'log') await this.acceptLog(file, meaning);
    else if (meaning.is === 'named-log') await this.acceptNamedLog(file);
    else if (meaning.is === 'errors') await this.acceptErrors(file, meaning.about);
    else await this.acceptObjects(file, meaning, own !== undefined);
  }

  private async acceptObjects(
    file: TreeFile,
    meaning: Extract<PathMeaning, { is: 'objects' | 'marked-logs' }>,
    isDump: boolean,
  ): Promise<void> {
    const { is: _, layout, ...known } = { namespace: undefined, kind: undefined, ...meaning };
    const hint: FileHint = {
      ...(file.disk === undefined ? {} : { disk: file.disk }),
      ...(known.namespace === undefined ? {} : { namespace: known.namespace }),
      ...(known.kind === undefined ? {} : { kind: known.kind }),
      isPartial: layout === 'case-directory',
    };
    const before = this.catalog.pods.size;
    const input: InputFile = {
      name: file.name,
      chunks: file.chunks(),
      hint,
      ...(file.disk === undefined ? {} : { reopen: file.chunks }),
    };
    try {
      await readFile(input, this.catalog);
    } catch (error) {
      const isLenient = isDump || (file.disk === undefined && layout === 'directory');
      if (!isLenient || !(error instanceof SourceError)) throw error;
      // An empty list of a bundle is a file of four bytes: `null`.
      if (file.bytes > 4) this.note(missingPart(file.path, error.message));
    }
    if (this.catalog.pods.size > before && !isDump) this.noteFirstPod(file.path, before);
  }

  private noteFirstPod(path: string, before: number): void {
    const key = [...this.catalog.pods.keys()][before];
    const root = folderOf(path);
    if (key !== undefined && !this.firstPods.has(root)) this.firstPods.set(root, key);
  }

  private async acceptLog(file: TreeFile, meaning: Extract<PathMeaning, { is: 'log' }>): Promise<void> {
    // An empty file may be one that the tool was refused.
    if (meaning.layout === 'must-gather' && file.bytes === 0) return;
    const log = await this.toLog(file, meaning.container, meaning.which);
    if (meaning.pod !== '') this.catalog.addLog(meaning.namespace, meaning.pod, log);
    else this.loose.push({ root: meaning.namespace, owners: [], log, isOfNamed: false });
  }

  private toLog(file: TreeFile, container: string, which: LogEntry['which']): Promise<LogEntry> {
    return readLog(file, container, which, this.catalog.logRoom);
  }

  private async acceptNamedLog(file: TreeFile): Promise<void> {
    const { container, which } = readLogName(baseOf(file.path));
    const owners = folderOf(file.path).split('/').slice(-1);
    this.loose.push({
      root: undefined,
      owners,
      log: await this.toLog(file, container, which),
      isOfNamed: true,
    });
  }

  /** A file of `--logs`: `[namespace/][pod/]container[.previous].log`. */
  async acceptLooseLog(file: TreeFile): Promise<void> {
    const { container, which } = readLogName(baseOf(file.path));
    const owners = folderOf(file.path)
      .split('/')
      .filter((part) => part !== '' && part !== 'logs');
    this.files += 1;
    const log = await this.toLog(file, container, which);
    this.loose.push({ root: undefined, owners, log, isOfNamed: false });
  }

  private async acceptErrors(file: TreeFile, about: string): Promise<void> {
    if (file.bytes > MAX_ERRORS_BYTES) return;
    const parts: Buffer[] = [];
    for await (const chunk of file.chunks()) parts.push(Buffer.from(chunk));
    for (const { namespace, why } of readErrors(Buffer.concat(parts).toString()))
      this.note(refusedPart(about, why, namespace));
  }

  private note(gap: Missing): void {
    this.catalog.gaps.push(gap);
    if (gap.what === 'pods' || gap.what === 'workloads') this.catalog.isComplete = false;
  }

  /** Gives the loose logs to their pods and settles the formats; call once all files are in. */
  settle(): void {
    for (const { root, owners, log, isOfNamed } of this.loose) {
      if (isOfNamed && !this.catalog.formats.has('support-bundle')) continue;
      const key = isOfNamed
        ? this.namedOwnerOf(owners[0] ?? '', log.container)
        : this.ownerOf(root, owners, log.container);
      if (key === undefined) continue;
      const slash = key.indexOf('/');
      this.catalog.addLog(key.slice(0, slash), key.slice(slash + 1), log);
    }
    this.loose.length = 0;
    // What lies beside a dump's own folders is part of it.
    const { formats } = this.catalog;
    if (formats.size > 1) formats.delete('directory');
  }

  /** The one pod of that name: that of the folder, or of the file itself. */
  private namedOwnerOf(folder: string, file: string): string | undefined {
    for (const wanted of [folder, file]) {
      const [key, ...others] = [...this.catalog.pods].flatMap(([id, { name }]) =>
        name === wanted ? id : [],
      );
      if (key !== undefined) return others.length === 0 ? key : undefined;
    }
    return undefined;
  }

  /**
   * Whose a log is: the pod's that its folders or its own name tell, else the only or first pod's. Folders
   * that name none of several pods, or a pod of another namespace, may be those of a pod that the files do not hold.
   */
  private ownerOf(
    root: string | undefined,
    owners: readonly string[],
    container: string,
  ): string | undefined {
    if (root !== undefined) return this.firstPods.get(root);
    const { pods } = this.catalog;
    const [pod, namespace] = owners.toReversed();
    if (pod !== undefined && namespace !== undefined)
      return pods.has(`${namespace}/${pod}`) ? `${namespace}/${pod}` : undefined;
    const named = [...pods].flatMap(([key, { name }]) => (name === (pod ?? container) ? key : []));
    if (pod === undefined) return named[0] ?? pods.keys().next().value;
    if (named.length > 0) return named.length === 1 ? named[0] : undefined;
    return pods.size === 1 ? pods.keys().next().value : undefined;
  }
}

/** Files that kubectl's -f would take from a folder, and recordings. */
const OBJECT_FILE = /\.(?:ya?ml|json|ndjson|jsonl)$/;
/** The objects of a recorded failure, with `logs/` beside it. */
export const CASE_OBJECTS = /(?:^|\/)objects\.(?:ya?ml|json)$/;

/** What a path holds in a tree that no tool laid out. */
function plainMeaning(path: string): PathMeaning {
  const isCase = CASE_OBJECTS.test(path);
  if (OBJECT_FILE.test(path)) {
    return { is: 'objects', layout: isCase ? 'case-directory' : 'directory' };
  }
  const log = /^(?<root>(?:.*\/)?)logs\/(?<name>[^/]+\.log)$/.exec(path)?.groups;
  if (log === undefined) return { is: 'nothing' };
  const { container, which } = readLogName(log['name'] ?? '');
  const root = (log['root'] ?? '').replace(/\/$/, '');
  return { is: 'log', layout: 'case-directory', namespace: root, pod: '', container, which };
}

function readLogName(name: string): { readonly container: string; readonly which: 'current' | 'previous' } {
  const [, container = name, previous] = /^(.+?)([.-]previous)?\.(?:log|txt)$/.exec(name) ?? [];
  return { container, which: previous === undefined ? 'current' : 'previous' };
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
