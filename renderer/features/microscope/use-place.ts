import { useSearchParams } from 'react-router';
import { addressPath, decodePath } from '../../bridge/path-text.ts';

/** Where one looks: kept in the address, so that other pages can lead to a layer and a file. */
export interface Place {
  readonly layer: number | undefined;
  readonly path: string | undefined;
}

export function usePlace(): readonly [Place, (place: Partial<Place>) => void] {
  const [params, setParams] = useSearchParams();
  const layer = params.get('layer');
  const place: Place = {
    layer: layer !== null && /^\d+$/.test(layer) ? Number(layer) : undefined,
    path: pathIn(params),
  };
  const go = (change: Partial<Place>) => {
    const { layer: to, path } = { ...place, ...change };
    const next = new URLSearchParams();
    if (to !== undefined) next.set('layer', String(to));
    if (path !== undefined) next.set('path', addressPath(path));
    setParams(next, { replace: true });
  };
  return [place, go];
}

/** The address of a place in an image's layers. */
export function placeAddress(image: string, { layer, path }: Partial<Place>): string {
  const query = new URLSearchParams();
  if (layer !== undefined) query.set('layer', String(layer));
  if (path !== undefined) query.set('path', addressPath(path));
  return `/images/${encodeURIComponent(image)}/layers?${query.toString()}`;
}

function pathIn(params: URLSearchParams): string | undefined {
  const path = params.get('path');
  return path === null ? undefined : decodePath(path);
}
