import { useQuery } from '@tanstack/react-query';
import { versionQuery } from '../../bridge/queries.ts';
import { StatusDot } from '../../ui/status-dot.tsx';
import { engineWords } from './engine-words.ts';
import { useHost } from './use-engine-mode.ts';

export function EngineBadge() {
  const { tone, short } = engineWords(useHost());
  const { data: version } = useQuery({ ...versionQuery, enabled: tone === 'ok' });
  return (
    <div role="status" aria-label="Engine" className="flex items-start gap-2.5 px-3 py-2 text-xs">
      <StatusDot tone={tone} className="mt-1" />
      <div className="min-w-0">
        <p className="truncate text-ink">{short}</p>
        <p className="min-h-4 truncate text-2xs text-ink-3">
          {version === undefined ? '' : `${version.Version} · API ${version.ApiVersion}`}
        </p>
      </div>
    </div>
  );
}
