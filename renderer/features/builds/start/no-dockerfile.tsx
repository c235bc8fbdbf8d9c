import { FilePlus2 } from 'lucide-react';
import { Button } from '../../../ui/button.tsx';

/** A folder that cannot be built yet, and the way to a Dockerfile for it. */
export function NoDockerfile({
  folder,
  onStarter,
}: {
  readonly folder: string;
  readonly onStarter: (to: string) => void;
}) {
  return (
    <div className="flex items-center gap-3 rounded-md border border-line bg-sunken px-4 py-3">
      <FilePlus2 size={18} aria-hidden className="shrink-0 text-ink-3" />
      <p className="min-w-0 flex-1 text-sm text-ink-2">
        This folder has no Dockerfile. Gantry looks at its files and proposes one, with reasons.
      </p>
      <Button onClick={() => onStarter(`/builds/starter?folder=${encodeURIComponent(folder)}`)}>
        Propose one
      </Button>
    </div>
  );
}
