import { type ComponentProps, lazy, Suspense } from 'react';
import { Skeleton } from '../skeleton.tsx';

/** The editor is large and few pages need it: it comes when the first file is opened. */
const Editor = lazy(() => import('./code-editor.tsx'));
const Diff = lazy(() => import('./code-diff.tsx'));

export function CodeEditor(props: ComponentProps<typeof Editor>) {
  return (
    <Suspense fallback={<Waiting />}>
      <Editor {...props} />
    </Suspense>
  );
}

export function CodeDiff(props: ComponentProps<typeof Diff>) {
  return (
    <Suspense fallback={<Waiting />}>
      <Diff {...props} />
    </Suspense>
  );
}

function Waiting() {
  return (
    <div aria-hidden className="flex flex-1 flex-col gap-2 p-4">
      <Skeleton className="h-3 w-2/3" />
      <Skeleton className="h-3 w-1/2" />
      <Skeleton className="h-3 w-3/5" />
    </div>
  );
}
