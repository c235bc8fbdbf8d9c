import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { cx } from '../../ui/cx.ts';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { FileTree } from './file-tree.tsx';
import { FileViewer } from './file-viewer.tsx';
import { LayerList } from './layer-list.tsx';
import { NoMicroscope } from './no-microscope.tsx';
import { layersQuery } from './queries.ts';
import { SearchResults } from './search-results.tsx';
import { ancestors } from './tree-rows.ts';
import { TreeToolbar } from './tree-toolbar.tsx';
import { usePlace } from './use-place.ts';

/** The layers beside what the image holds at one of them, and a file of it. */
export function LayersPanel({ image }: { readonly image: string }) {
  const { data, error, refetch } = useQuery(layersQuery(image));
  const [place, go] = usePlace();
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(ancestors(place.path ?? '/')));
  const [changed, setChanged] = useState(false);
  const [sort, setSort] = useState<'name' | 'size'>('name');
  const [query, setQuery] = useState('');
  const searched = useDeferredValue(query.trim());

  if (data === undefined) {
    if (error !== null)
      return <NoMicroscope what="The layers" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading layers" />;
  }
  const top = Math.max(0, data.layers.length - 1);
  const layer = Math.min(place.layer ?? top, top);
  const view = { image, layer, changed, sort };
  const { path } = place;
  const toggle = (folder: string) => {
    const next = new Set(open);
    if (!next.delete(folder)) next.add(folder);
    setOpen(next);
  };
  const reveal = (found: string) => {
    setQuery('');
    setOpen(new Set([...open, ...ancestors(found), found]));
    go({ path: found });
  };
  return (
    <div className="@container flex min-h-0 flex-1">
      <LayerList
        data={data}
        chosen={layer}
        onChoose={(next) => go({ layer: next })}
        className="w-60 shrink-0 border-r border-line @min-[1000px]:w-66"
      />
      <section
        aria-label="Files of the image"
        className={cx(
          'min-h-0 min-w-0 flex-1 flex-col',
          path === undefined ? 'flex' : 'hidden @min-[900px]:flex @min-[900px]:max-w-[46%]',
        )}
      >
        <TreeToolbar
          query={query}
          changed={changed}
          sort={sort}
          onQuery={setQuery}
          onChanged={setChanged}
          onSort={setSort}
        />
        {searched === '' ? (
          <FileTree
            view={view}
            open={open}
            selected={path}
            onToggle={toggle}
            onSelect={(file) => go({ path: file })}
          />
        ) : (
          <SearchResults
            view={view}
            query={searched}
            selected={path}
            onSelect={(file) => go({ path: file })}
            onReveal={reveal}
          />
        )}
      </section>
      {path === undefined ? null : (
        <div className="flex min-h-0 min-w-0 flex-1 border-line @min-[900px]:border-l">
          <FileViewer
            key={path}
            image={image}
            layer={layer}
            path={path}
            onClose={() => go({ path: undefined })}
          />
        </div>
      )}
    </div>
  );
}
