import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { cx } from '../../ui/cx.ts';
import { JumpToNewest } from './jump-to-newest.tsx';
import type { LogLens, Match } from './log-lens.ts';
import { LogRow } from './log-row.tsx';
import { selectedSeqs, selectedText } from './log-selection.ts';
import { logText } from './log-text.ts';

interface LogLinesProps {
  readonly lens: LogLens;
  /** Changes when the lens shows something else. */
  readonly version: number;
  readonly query: string;
  readonly current: Match | undefined;
  readonly wrap: boolean;
  readonly timestamps: boolean;
  readonly following: boolean;
  readonly onFollow: (following: boolean) => void;
}

const LINE_HEIGHT = 18;
const AT_END = 24;

export function LogLines(props: LogLinesProps) {
  const { lens, version, query, current, wrap, timestamps, following, onFollow } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const everything = useRef(false);
  const lastTop = useRef(0);
  const getItemKey = useCallback((index: number) => lens.seqAt(index), [lens]);
  const virtualizer = useVirtualizer({
    count: lens.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey,
    overscan: 20,
    paddingStart: 8,
    paddingEnd: 12,
    anchorTo: 'end',
    followOnAppend: following,
    rangeExtractor: (range) => {
      const kept = selectedSeqs(scroller.current)
        .map((seq) => lens.indexOf(seq))
        .filter((index) => index >= 0 && index < lens.count);
      return [...new Set([...defaultRangeExtractor(range), ...kept])].sort((a, b) => a - b);
    },
  });

  useLayoutEffect(() => {
    virtualizer.measure();
  }, [virtualizer, wrap, timestamps]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (following && element !== null && version >= 0) element.scrollTop = element.scrollHeight;
  }, [following, version, wrap, timestamps]);

  useEffect(() => {
    if (current !== undefined) virtualizer.scrollToIndex(lens.indexOf(current.seq), { align: 'center' });
  }, [current, lens, virtualizer]);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-label="Log"
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
        onKeyDown={(event) => {
          const command = event.ctrlKey || event.metaKey;
          if (!command) everything.current = false;
          if (event.key !== 'a' || !command) return;
          event.preventDefault();
          everything.current = true;
          document.getSelection()?.selectAllChildren(event.currentTarget);
        }}
        onPointerDown={() => {
          everything.current = false;
        }}
        onCopy={(event) => {
          const text = everything.current ? logText(lens, timestamps) : selectedText(scroller.current, lens);
          if (text === undefined) return;
          event.clipboardData.setData('text/plain', text);
          event.preventDefault();
        }}
      >
        <div className="relative min-w-full" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const line = lens.lineAt(index);
            if (line === undefined) return null;
            return (
              <div
                key={line.seq}
                ref={wrap ? virtualizer.measureElement : undefined}
                data-index={index}
                data-seq={line.seq}
                className={cx('absolute top-0 left-0', wrap ? 'w-full' : 'min-w-full')}
                style={{ transform: `translateY(${start}px)` }}
              >
                <LogRow
                  line={line}
                  query={query}
                  current={current?.seq === line.seq ? current.at : undefined}
                  timestamps={timestamps}
                  wrap={wrap}
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
