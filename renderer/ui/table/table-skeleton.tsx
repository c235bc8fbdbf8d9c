import { Skeleton } from '../skeleton.tsx';

const WIDTHS = ['w-40', 'w-56', 'w-32', 'w-48', 'w-36', 'w-44'];

/** Has the height of the rows that will come, so that nothing jumps. */
export function TableSkeleton({ label }: { readonly label: string }) {
  return (
    <div role="status" aria-label={label} className="flex-1 overflow-hidden">
      <div className="h-8 shadow-[inset_0_-1px_0_var(--line)]" />
      {WIDTHS.map((width) => (
        <div
          key={width}
          className="flex h-[38px] items-center gap-8 px-5 shadow-[inset_0_-1px_0_var(--line)]"
        >
          <Skeleton className="size-4" />
          <Skeleton className={`h-3 ${width}`} />
          <Skeleton className="h-3 w-28" />
          <Skeleton className="ml-auto h-3 w-16" />
        </div>
      ))}
    </div>
  );
}
