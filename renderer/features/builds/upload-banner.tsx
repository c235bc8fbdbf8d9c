import { useQuery } from '@tanstack/react-query';
import type { BuildRecord } from '../../../engine/api/types/build.ts';
import { Banner } from '../../ui/banner.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { uploadQuery } from './queries.ts';

/** How far the folder is that this desktop sends, or why it could not be sent. */
export function UploadBanner({ record: { id, state, source, timeline } }: { readonly record: BuildRecord }) {
  const sending = state === 'running' && source === '';
  const broken = (state === 'failed' || state === 'cancelled') && timeline.length === 0;
  const { data } = useQuery({ ...uploadQuery(id, sending), enabled: sending || broken });
  if (data?.state === 'failed')
    return (
      <Banner tone="bad" role="alert">
        The folder could not be sent: {data.error}
      </Banner>
    );
  if (!sending || data?.state !== 'sending') return null;
  return <Banner tone="busy">Sending the folder: {formatBytes(data.sent)} by now</Banner>;
}
