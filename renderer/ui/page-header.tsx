import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

export interface Crumb {
  readonly title: string;
  /** The page that it leads to. */
  readonly to?: string;
  /** Rendered instead of the title. */
  readonly node?: ReactNode;
}

interface PageHeaderProps {
  readonly crumbs: readonly Crumb[];
  readonly meta?: ReactNode;
  readonly actions?: ReactNode;
}

export function PageHeader({ crumbs, meta, actions }: PageHeaderProps) {
  return (
    <header className="flex h-13 shrink-0 items-center gap-3 px-5">
      <title>{`${crumbs.at(-1)?.title ?? ''} – Gantry`}</title>
      <nav aria-label="Breadcrumbs" className="min-w-0">
        <ol className="flex min-w-0 items-center gap-1.5">
          {crumbs.map((crumb, index) => {
            const last = index === crumbs.length - 1;
            return (
              <li key={crumb.title} className={last ? 'min-w-0' : 'flex shrink-0 items-center gap-1.5'}>
                {last ? (
                  <h1 className="selectable truncate text-lg font-semibold text-ink" title={crumb.title}>
                    {crumb.node ?? crumb.title}
                  </h1>
                ) : (
                  <>
                    <span className="text-lg text-ink-2">
                      <CrumbTitle crumb={crumb} />
                    </span>
                    <ChevronRight size={15} aria-hidden className="text-ink-3" />
                  </>
                )}
              </li>
            );
          })}
        </ol>
      </nav>
      {meta}
      <div className="ml-auto flex shrink-0 items-center gap-2">{actions}</div>
    </header>
  );
}

function CrumbTitle({ crumb: { title, to, node = title } }: { readonly crumb: Crumb }) {
  if (to === undefined) return node;
  return (
    <Link to={to} className="text-ink-2 no-underline hover:text-ink">
      {node}
    </Link>
  );
}
