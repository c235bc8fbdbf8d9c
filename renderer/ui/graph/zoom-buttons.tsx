import { Panel, useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { IconButton } from '../icon-button.tsx';

interface ZoomButtonsProps {
  /** What the picture is, for the last button: `map`. */
  readonly noun: string;
  /** True once somebody moved it, false to have all of it shown again. */
  readonly onTouch: (touched: boolean) => void;
}

export function ZoomButtons({ noun, onTouch }: ZoomButtonsProps) {
  const { zoomIn, zoomOut } = useReactFlow();
  const zoom = (step: () => unknown) => () => {
    onTouch(true);
    step();
  };
  return (
    <Panel position="bottom-left" className="flex rounded-md border border-line bg-raised">
      <IconButton size="sm" label="Zoom out" icon={<Minus size={14} />} onClick={zoom(zoomOut)} />
      <IconButton size="sm" label="Zoom in" icon={<Plus size={14} />} onClick={zoom(zoomIn)} />
      <IconButton
        size="sm"
        label={`Show all of the ${noun}`}
        icon={<Maximize size={14} />}
        onClick={() => onTouch(false)}
      />
    </Panel>
  );
}
