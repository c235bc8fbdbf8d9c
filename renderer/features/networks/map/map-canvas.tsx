import { useMemo } from 'react';
import type { NetworkMap } from '../../../../engine/api/types/network-look.ts';
import { Picture } from '../../../ui/graph/picture.tsx';
import { withAnswer } from './drawn.ts';
import { layOut } from './layout.ts';
import { EDGE_TYPES } from './map-edges.tsx';
import { NODE_TYPES } from './map-nodes.tsx';
import type { Answered } from './parties.ts';

interface MapCanvasProps {
  readonly map: NetworkMap;
  readonly show: 'running' | 'all';
  readonly answered: Answered | undefined;
}

/** The picture. What it shows stands as a list beside it too. */
export function MapCanvas({ map, show, answered }: MapCanvasProps) {
  const layout = useMemo(() => layOut(map, show), [map, show]);
  const drawn = useMemo(() => withAnswer(layout, map, answered), [layout, map, answered]);
  return (
    <Picture
      label="Map"
      noun="map"
      nodes={drawn.nodes}
      edges={drawn.edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      areas={layout.nodes}
    />
  );
}
