import type { ContainerConfig } from './container.ts';

/** Shapes of the Docker Engine API (version 1.51), resource "images". Names are the wire's own. */

/** One element of `GET /images/json`. */
export interface ImageSummary {
  readonly Id: string;
  readonly ParentId: string;
  readonly RepoTags: readonly string[];
  readonly RepoDigests: readonly string[];
  /** Seconds since the epoch. */
  readonly Created: number;
  /** Bytes of all layers, unpacked. */
  readonly Size: number;
  /** Bytes shared with other images; -1 when it was not asked for. */
  readonly SharedSize: number;
  readonly Labels: Readonly<Record<string, string>> | null;
  /** Containers made from it; -1 when it was not asked for. */
  readonly Containers: number;
}

/** Answer of `GET /images/{name}/json`. */
export interface ImageInspect {
  readonly Id: string;
  readonly RepoTags: readonly string[];
  readonly RepoDigests: readonly string[];
  readonly Parent: string;
  readonly Comment: string;
  readonly Created: string;
  readonly DockerVersion: string;
  readonly Author: string;
  readonly Config: ContainerConfig;
  readonly Architecture: string;
  readonly Variant?: string;
  readonly Os: string;
  readonly Size: number;
  readonly GraphDriver: { readonly Name: string; readonly Data: Readonly<Record<string, string>> | null };
  readonly RootFS: { readonly Type: 'layers'; readonly Layers: readonly string[] };
  readonly Metadata: { readonly LastTagTime: string };
}

/** One element of `GET /images/{name}/history`, newest first. */
export interface ImageHistoryItem {
  /** `<missing>` for a layer whose image is not here. */
  readonly Id: string;
  readonly Created: number;
  readonly CreatedBy: string;
  readonly Tags: readonly string[] | null;
  readonly Size: number;
  readonly Comment: string;
}

/** One element of the answer of `DELETE /images/{name}`. */
export type ImageDeleteItem = { readonly Untagged: string } | { readonly Deleted: string };

/** Answer of `POST /images/prune`. */
export interface ImagePruneReport {
  readonly ImagesDeleted: readonly ImageDeleteItem[] | null;
  /** Bytes of the unpacked layers that went. */
  readonly SpaceReclaimed: number;
}
