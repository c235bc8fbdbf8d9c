import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ProjectFault, ProjectProblem } from '../../../electron/desktop-api/compose/types.ts';
import { EngineError, sentence } from '../../bridge/engine-error.ts';
import { Banner } from '../../ui/banner.tsx';

/** What is wrong with a project's files, and where; undefined when something else failed. */
export function faultOf(error: unknown): ProjectFault | undefined {
  if (!(error instanceof EngineError) || error.status !== 422) return undefined;
  return error.body as ProjectFault;
}

export function ProjectFaultBanner({ error }: { readonly error: unknown }) {
  const problems = faultOf(error)?.problems ?? [];
  return (
    <Banner tone="bad" role="alert" icon={<CircleAlert size={15} />} className="rounded-md px-3">
      {problems.length === 0 ? <span className="whitespace-pre-wrap">{sentence(error)}</span> : null}
      <Problems problems={problems} />
    </Banner>
  );
}

/** What is strange in a project's files, though it can be loaded. */
export function ProjectWarnings({ warnings }: { readonly warnings: readonly ProjectProblem[] }) {
  if (warnings.length === 0) return null;
  return (
    <Banner tone="warn" icon={<TriangleAlert size={15} />} className="rounded-md px-3">
      <Problems problems={warnings} />
    </Banner>
  );
}

function Problems({ problems }: { readonly problems: readonly ProjectProblem[] }) {
  return problems.map(({ message, place: { file, line, column } }) => (
    <p key={`${file}:${line}:${column} ${message}`}>
      {message}{' '}
      <span className="font-mono text-2xs">
        {file}:{line}:{column}
      </span>
    </p>
  ));
}
