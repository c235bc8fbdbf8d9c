import { type ReactNode, useRef, useState } from 'react';

interface SplitViewProps {
  readonly label: string;
  readonly first: ReactNode;
  readonly second: ReactNode;
  /** Share of the first side, in percent. */
  readonly initial?: number;
}

const STEP = 4;

function clamp(percent: number): number {
  return Math.min(80, Math.max(20, percent));
}

export function SplitView({ label, first, second, initial = 50 }: SplitViewProps) {
  const [percent, setPercent] = useState(initial);
  const frame = useRef<HTMLDivElement>(null);
  return (
    <div ref={frame} className="flex min-h-0 min-w-0 flex-1">
      <div className="flex min-w-0 flex-col" style={{ width: `${percent}%` }}>
        {first}
      </div>
      <div
        role="separator"
        aria-label={label}
        aria-orientation="vertical"
        aria-valuenow={Math.round(percent)}
        tabIndex={0}
        className="relative w-px shrink-0 cursor-col-resize bg-line before:absolute before:inset-y-0 before:-right-1 before:-left-1 hover:bg-accent"
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          const box = frame.current?.getBoundingClientRect();
          if (box === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
          setPercent(clamp(((event.clientX - box.left) / box.width) * 100));
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowLeft') setPercent((now) => clamp(now - STEP));
          if (event.key === 'ArrowRight') setPercent((now) => clamp(now + STEP));
        }}
      />
      <div className="flex min-w-0 flex-1 flex-col">{second}</div>
    </div>
  );
}
