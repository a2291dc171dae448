import { readDescribed } from '../describe/sections.js';
import { toDescribedPod, type DescribedPod } from '../describe/pod.js';
import { MalformedInput, MAX_PIECE_BYTES, type Cutter } from './pieces.js';

/** What is done with each pod that a description holds. */
export type TakeDescribed = (described: DescribedPod, line: number) => void;

/** Takes what `kubectl describe pod` prints, of one pod or of several, for the objects that it describes. */
export class DescribeCutter implements Cutter {
  private readonly chunks: Buffer[] = [];
  private bytes = 0;
  private readonly take: TakeDescribed;

  constructor(take: TakeDescribed) {
    this.take = take;
  }

  push(chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.bytes > MAX_PIECE_BYTES)
      throw new MalformedInput(
        'descriptions of more than 64 MB are not read; save objects with `kubectl get pods,events -o json`',
        1,
      );
    this.chunks.push(Buffer.from(chunk));
  }

  end(): void {
    const all = readDescribed(Buffer.concat(this.chunks).toString());
    let pods = 0;
    for (const described of all) {
      const pod = toDescribedPod(described);
      if (pod === undefined) continue;
      pods += 1;
      this.take(pod, described.line);
    }
    if (pods === 0)
      throw new MalformedInput(
        'looks like what `kubectl describe` prints, but describes no pod with its containers; describe the pod, or save it with `kubectl get pod NAME -o yaml`',
        all[0]?.line ?? 1,
      );
  }
}
