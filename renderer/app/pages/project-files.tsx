import { useQuery } from '@tanstack/react-query';
import { ArrowUpFromLine, FileX } from 'lucide-react';
import { useMemo, useState } from 'react';
import { isNotFound } from '../../bridge/engine-error.ts';
import { completeCompose } from '../../features/compose/complete/complete.ts';
import { askPlan } from '../../features/compose/plan/plan-store.ts';
import { composeSchemaQuery, projectFiles, projectQuery } from '../../features/compose/queries.ts';
import { useProjectCheck } from '../../features/compose/use-check.ts';
import { LocalTextPanel } from '../../features/texts/local-text-panel.tsx';
import type { CodeCompletion } from '../../ui/code/completion.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { Select } from '../../ui/select.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';

/** The files that a project is made of, to be read and edited; what is wrong with it is marked as it is typed. */
export function ProjectFiles({ name }: { readonly name: string }) {
  const { data: view, error, isPending, refetch } = useQuery(projectQuery(name));
  const [chosen, setChosen] = useState<string>();
  const files = projectFiles(view, error);
  const file = files.find((path) => path === chosen) ?? files[0];
  if (isPending) return <TableSkeleton label="Loading the files" />;
  if (file === undefined && error !== null && !isNotFound(error))
    return <LoadFailed what="The project" error={error} onRetry={() => void refetch()} />;
  if (file === undefined)
    return (
      <EmptyState icon={<FileX size={24} />} title="Nothing says where the files are">
        Open the project’s Compose file once, and they show here.
      </EmptyState>
    );
  return (
    <>
      {files.length < 2 ? null : (
        <div className="flex h-11 shrink-0 items-center px-5">
          <Select
            label="File"
            value={file}
            options={files.map((path) => ({ value: path, title: path }))}
            onChange={setChosen}
          />
        </div>
      )}
      <ProjectFile key={file} name={name} file={file} />
    </>
  );
}

function ProjectFile({ name, file }: { readonly name: string; readonly file: string }) {
  const check = useProjectCheck(name, file);
  const { data: schema } = useQuery(composeSchemaQuery);
  const complete = useMemo<CodeCompletion | undefined>(
    () => schema && ((text, offset) => completeCompose(schema, text, offset)),
    [schema],
  );
  const title = file.slice(file.lastIndexOf('/') + 1);
  return (
    <LocalTextPanel
      edited={{
        path: file,
        name: title,
        kind: title,
        check,
        complete: /\.ya?ml$/.test(file) ? complete : undefined,
        action: {
          title: 'Plan up…',
          icon: <ArrowUpFromLine size={14} />,
          run: () => askPlan(name, 'up'),
        },
      }}
      absent={
        <EmptyState icon={<FileX size={24} />} title={`There is no ${title} any more`}>
          It was {file}.
        </EmptyState>
      }
    />
  );
}
