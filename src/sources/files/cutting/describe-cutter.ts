import { logBehind, logsAsked, type CopiedLog, type UnreadLog } from '../describe/logs.js';
import { readTranscript } from '../describe/sections.js';
import { toDescribedPod, type DescribedPod } from '../describe/pod.js';
import { MalformedInput, MAX_PIECE_BYTES, type Cutter } from './pieces.js';

/** What is done with each pod that a description holds, and with the logs that were copied with it. */
export interface TakeDescribed {
  pod(described: DescribedPod, line: number): void;
  log(log: CopiedLog | UnreadLog): void;
}

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
    const { described, logs } = readTranscript(Buffer.concat(this.chunks).toString());
    const pods = described.flatMap((one) => {
      const pod = toDescribedPod(one);
      return pod === undefined ? [] : [{ ...pod, line: one.line }];
    });
    for (const pod of pods) this.take.pod(pod, pod.line);
    for (const log of [...pods.flatMap((pod) => logBehind(pod, pod.line)), ...logsAsked(logs, pods)])
      this.take.log(log);
    if (pods.length === 0)
      throw new MalformedInput(
        'looks like what `kubectl describe` prints, but describes no pod with its containers; describe the pod, or save it with `kubectl get pod NAME -o yaml`',
        described[0]?.line ?? 1,
      );
  }
}
