import type { OciNamespace } from './oci.ts';
import type { NamespaceInput } from './spec-input.ts';

/** The `namespaces` list (config-linux.md#namespaces): a kind that is left out is the host's. Mounts are always private. */
export function namespaceList(input: NamespaceInput): OciNamespace[] {
  const list: OciNamespace[] = [{ type: 'mount' }];
  for (const type of ['network', 'uts', 'pid', 'ipc', 'cgroup'] as const) {
    const choice = input[type];
    if (choice === 'host') continue;
    list.push(choice === 'private' ? { type } : { type, path: choice.path });
  }
  return list;
}
