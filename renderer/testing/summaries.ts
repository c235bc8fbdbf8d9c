import type { ContainerSummary } from '../../engine/api/types/container.ts';
import type { ImageSummary } from '../../engine/api/types/image.ts';

export function containerSummary(name: string, part: Partial<ContainerSummary> = {}): ContainerSummary {
  return {
    Id: name.padEnd(64, '0'),
    Names: [`/${name}`],
    Image: 'busybox:latest',
    ImageID: 'sha256:1',
    Command: 'sh',
    Created: 1_700_000_000,
    Ports: [],
    Labels: {},
    State: 'running',
    Status: 'Up 5 minutes',
    HostConfig: { NetworkMode: 'default' },
    NetworkSettings: { Networks: {} },
    Mounts: [],
    ...part,
  };
}

export function imageSummary(reference: string, part: Partial<ImageSummary> = {}): ImageSummary {
  return {
    Id: `sha256:${reference}`,
    ParentId: '',
    RepoTags: [reference],
    RepoDigests: [],
    Created: 1_700_000_000,
    Size: 2_000_000,
    SharedSize: -1,
    Labels: null,
    Containers: -1,
    ...part,
  };
}
