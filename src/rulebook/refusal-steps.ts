import type { RemediationStep } from '../domain/rules/rule.js';

/**
 * What to do about a refusal of the kernel, a file's or the process' own: of these the step is left that fits how
 * it was refused and what is mounted there (src/engine/facts/refusal.ts).
 */
export const REFUSAL_STEPS: Readonly<Record<string, readonly RemediationStep[]>> = {
  refusal: [
    {
      do: '{{fileRefused}}: mount a writable volume or emptyDir at the path in question, or set fsGroup or runAsUser to the owner of the files',
      effect: 'mutating',
    },
    {
      do: 'The user that it runs as may not use {{pathRefused}}: mount a writable volume or emptyDir there, or set fsGroup or runAsUser to the owner of the files',
      effect: 'mutating',
    },
    {
      do: 'The user that it runs as may not use the socket {{socketRefused}}: set supplementalGroups to the group of the socket, or runAsUser to its owner',
      effect: 'mutating',
    },
    {
      do: '{{streamRefused}}: its standard output is a pipe of the user that the container was started as; another user may write to it, but not open it by its name. Start it as that user from the beginning (runAsUser, or USER in the image) and not by a switch of its own, or let it log to a file on an emptyDir',
      effect: 'mutating',
    },
    {
      do: '{{readOnlyRefused}}: mount a writable volume or an emptyDir at that path',
      effect: 'mutating',
    },
    {
      do: 'The mount at {{readOnlyMount}} is read-only: take readOnly out of it, or let the program write elsewhere',
      effect: 'mutating',
    },
    {
      do: 'A {{keptReadOnly}} volume is always read-only: let an init container copy the files to an emptyDir, and the program write there',
      effect: 'mutating',
    },
    {
      do: '{{settingRefused}}: settings of the kernel cannot be written from a container; name them in securityContext.sysctls of the pod where they belong to it, as net.* mostly do, or set them on the node',
      effect: 'mutating',
    },
    {
      do: '{{nodeFolder}} of the node belongs to someone else, and no fsGroup changes that of a hostPath: give it another owner on the node or in an init container that runs as root, or set runAsUser to its owner; for a socket, supplementalGroups to its group',
      effect: 'mutating',
    },
    {
      do: 'The kubelet changes no owner on the NFS volume {{nfsExport}}, whatever fsGroup says: set runAsUser, or supplementalGroups, to the owner of the folder on the server, or change that there; mind what its export makes of root (root_squash)',
      effect: 'mutating',
    },
    {
      do: 'The emptyDir at {{emptyDirAt}} is open to all users: what is refused in it another container or user has made. Let both run as the same user, or let the one that makes it open it to others (chmod, chown)',
      effect: 'mutating',
    },
    {
      do: 'The volume of the claim {{ownedClaim}} belongs to someone else: set fsGroup in the securityContext of the pod, so that the kubelet gives the volume to that group; where its kind heeds none (NFS, hostPath, a CSI driver with fsGroupPolicy None), set runAsUser to the owner or change the owner in an init container that runs as root',
      effect: 'mutating',
    },
    {
      do: 'The pod sets fsGroup {{fsGroup}}, which does not open the volume of the claim {{unheedingClaim}}: either its kind heeds no fsGroup (NFS, hostPath, a CSI driver with fsGroupPolicy None), or files in it were made since by another user with a mode that shuts the group out. Change their owner in an init container that runs as root, or set runAsUser to it',
      effect: 'mutating',
    },
    {
      do: '{{rootHome}} lies in /, which is the home of a user that has none of its own, as one that the image does not know: set HOME to a folder that it may write, such as an emptyDir',
      effect: 'mutating',
    },
    {
      do: 'The files of the volume {{writtenVolume}} belong to root and have mode {{fileMode}}: set fsGroup, or a defaultMode that others may read (0444 in YAML, 292 in JSON)',
      effect: 'mutating',
    },
    {
      do: '{{mountRefused}}: it wants the capability SYS_ADMIN, and where the node has AppArmor a profile other than the usual one as well; let a privileged init container do it, let the pod have a volume in its place, or, for a setting of the kernel, name it in securityContext.sysctls',
      effect: 'mutating',
    },
    {
      do: '{{rightRefused}}, which no mode of a file mends: give it the capability that the call takes (securityContext.capabilities), or leave the call out',
      effect: 'mutating',
    },
    {
      do: '{{ownerRefused}}: only the owner of a file may change its mode or times, or open it without counting the access, and no fsGroup makes one the owner. Run as its owner (runAsUser), or give it to that user in an init container that runs as root; on a share (SMB, some NFS) set owner and modes in its mount options, or leave the call out; where it is the owner already, a seccomp profile forbids the call',
      effect: 'mutating',
    },
    {
      do: '{{chownRefused}}: only a process with the capability CHOWN, as root has it, gives files away. Leave chown out and set fsGroup in the securityContext of the pod, or do it in an init container that runs as root',
      effect: 'mutating',
    },
    {
      do: '{{interfaceRefused}}: to change the network of the pod, or to open raw sockets, takes the capability NET_ADMIN or NET_RAW (securityContext.capabilities), effective for root alone; a tun device has to be mounted from the node as well',
      effect: 'mutating',
    },
    {
      do: '{{deviceRefused}}: have the node offer the device by a device plugin, or give the capability that it takes; the mount of a device file alone opens it only where the container is privileged',
      effect: 'mutating',
    },
  ] /** Of a file that may not be executed: where it lies decides (src/engine/facts/written-file.ts). */,
  'execute-bit': [
    {
      do: '{{writtenAt}} comes from {{writtenFrom}} with mode {{modeForbidsRun}}, which lets nobody execute a file: set defaultMode: 0755 on that volume (493 in JSON), or start the file through its interpreter',
      effect: 'mutating',
    },
    {
      do: '{{writtenAt}} comes from {{writtenFrom}} with mode {{modeLetsRun}}, and its files belong to root: set defaultMode: 0755 where it runs as another user; else see that the command names a file there and no folder',
      effect: 'mutating',
    },
    {
      do: '{{fileOnVolume}} lies on {{volumeOfFile}}: give it its execute bit there (chmod 755), or keep it in the image where that is mounted noexec',
      effect: 'mutating',
    },
    {
      do: '{{fileOfImage}} lies in the image, for nothing is mounted over it: give it its execute bit there (COPY --chmod=755), or start it through its interpreter',
      effect: 'mutating',
    },
    {
      do: 'Give {{fileSomewhere}} its execute bit (COPY --chmod=755 in the image, defaultMode: 0755 on a ConfigMap volume), or start it through its interpreter',
      effect: 'mutating',
    },
  ],
};
