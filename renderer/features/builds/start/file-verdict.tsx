import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { DockerfileCheck } from '../../../../engine/api/types/build.ts';
import { Button } from '../../../ui/button.tsx';
import { counted } from '../../../ui/counted.ts';
import { cx } from '../../../ui/cx.ts';

interface FileVerdictProps {
  readonly file: DockerfileCheck;
  readonly path: string;
  readonly folder: string;
  readonly onOpen: (to: string) => void;
}

/** What the engine thinks of the Dockerfile, before anything is sent. */
export function FileVerdict({ file: { problems }, path, folder, onOpen }: FileVerdictProps) {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const shown = errors[0] ?? problems[0];
  const Icon = errors.length > 0 ? CircleAlert : problems.length > 0 ? TriangleAlert : CircleCheck;
  const tone = errors.length > 0 ? 'text-bad' : problems.length > 0 ? 'text-warn' : 'text-ink-3';
  const rest = problems.length - 1;
  return (
    <div
      role="status"
      aria-label="The Dockerfile"
      className={cx('mb-3 flex items-center gap-2 text-xs', tone)}
    >
      <Icon size={14} aria-hidden className="shrink-0" />
      <span className="selectable min-w-0 flex-1">
        {shown === undefined ? 'The Dockerfile reads well.' : `Line ${shown.line}: ${shown.message}`}
        {rest > 0 ? `, and ${counted(rest, 'more thing')}` : ''}
      </span>
      <Button
        size="sm"
        variant="quiet"
        onClick={() => onOpen(`/builds/dockerfile?${new URLSearchParams({ path, folder }).toString()}`)}
      >
        Edit it
      </Button>
    </div>
  );
}
