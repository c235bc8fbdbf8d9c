import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef } from 'react';
import { cx } from '../../../ui/cx.ts';
import { JumpToNewest } from '../jump-to-newest.tsx';
import type { Needle } from '../line-pieces.ts';
import type { AllLens } from './all-lens.ts';
import { AllRow, COLUMN } from './all-row.tsx';

interface AllLinesProps {
  readonly lens: AllLens;
  /** Changes when the lens shows something else. */
  readonly version: number;
  readonly needle: Needle;
  readonly wrap: boolean;
  readonly timestamps: boolean;
  readonly columns: readonly string[];
  /** Ids of the containers that there are. */
  readonly present: ReadonlySet<string>;
  readonly following: boolean;
  readonly onFollow: (following: boolean) => void;
}

const LINE_HEIGHT = 18;
const AT_END = 24;

export function AllLines(props: AllLinesProps) {
  const { lens, version, needle, wrap, timestamps, columns, present, following, onFollow } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const getItemKey = useCallback((index: number) => lens.at(index)?.key ?? -index, [lens]);
  const virtualizer = useVirtualizer({
    count: lens.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey,
    overscan: 20,
    paddingEnd: 12,
    anchorTo: 'end',
    followOnAppend: following,
  });

  useLayoutEffect(() => {
    virtualizer.measure();
  }, [virtualizer, wrap, timestamps, columns]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (following && element !== null && version >= 0) element.scrollTop = element.scrollHeight;
  }, [following, version, wrap, timestamps, columns]);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-label="All logs"
        aria-live="off"
        tabIndex={0}
        className={cx(
          'h-full overflow-y-auto focus-visible:-outline-offset-2',
          wrap ? 'overflow-x-hidden' : 'overflow-x-auto',
        )}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          const atEnd = scrollHeight - scrollTop - clientHeight < AT_END;
          if (atEnd !== following && (atEnd || scrollTop < lastTop.current)) onFollow(atEnd);
          lastTop.current = scrollTop;
        }}
      >
        {columns.length === 0 ? null : (
          <div
            aria-hidden
            className="sticky top-0 z-10 flex h-7 min-w-full items-center border-b border-line bg-canvas pr-4 pl-5 text-2xs font-medium text-ink-3"
          >
            {timestamps ? <span className="w-27 shrink-0">Time</span> : null}
            <span className={COLUMN}>Container</span>
            {columns.map((name) => (
              <span key={name} className={COLUMN} title={name}>
                {name}
              </span>
            ))}
            <span>Message</span>
          </div>
        )}
        <div className="relative min-w-full" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const line = lens.at(index);
            if (line === undefined) return null;
            return (
              <div
                key={key}
                ref={wrap ? virtualizer.measureElement : undefined}
                data-index={index}
                className={cx('absolute top-0 left-0', wrap ? 'w-full' : 'min-w-full')}
                style={{ transform: `translateY(${start}px)` }}
              >
                <AllRow
                  line={line}
                  needle={needle}
                  timestamps={timestamps}
                  wrap={wrap}
                  columns={columns}
                  removed={!present.has(line.source.id)}
                />
              </div>
            );
          })}
        </div>
      </div>
      {following || lens.count === 0 ? null : <JumpToNewest onJump={() => onFollow(true)} />}
    </div>
  );
}
