import type { MapContainer, MapNetwork, MapPort } from '../../../../engine/api/types/network-look.ts';

/** Where a thing of the map stands, in the map's own pixels. */
interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type MapNode = Box &
  (
    | { readonly kind: 'host' }
    | { readonly kind: 'network'; readonly network: MapNetwork; readonly members: number }
    | { readonly kind: 'container'; readonly container: MapContainer; readonly small: boolean }
    /** Around containers that are on one network only, when they are many. */
    | { readonly kind: 'frame'; readonly network: MapNetwork; readonly members: number }
    | { readonly kind: 'port'; readonly port: MapPort; readonly container: MapContainer }
  );

export interface MapLine {
  readonly id: string;
  readonly kind: 'uplink' | 'link' | 'shares' | 'port';
  readonly from: string;
  readonly to: string;
  /** Whose traffic it carries: of all these containers, on this network. */
  readonly network?: string;
  readonly containers?: readonly string[];
  /** The host's end of a network that has no way out. */
  readonly walled?: boolean;
}

export interface MapLayout {
  readonly nodes: readonly MapNode[];
  readonly lines: readonly MapLine[];
}

export const HOST = 'host';
export const networkNodeId = (id: string) => `network ${id}`;
export const containerNodeId = (id: string) => `container ${id}`;
export const frameNodeId = (id: string) => `frame ${id}`;
