import { useQuery } from '@tanstack/react-query';
import { platformOf } from './platform-of.ts';
import { imageInspectQuery } from './queries.ts';

/** The list does not tell it, so each row that is on screen asks. */
export function PlatformCell({ id }: { readonly id: string }) {
  const { data } = useQuery(imageInspectQuery(id));
  return data === undefined ? null : platformOf(data);
}
