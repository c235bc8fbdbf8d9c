import { Handle, Position } from '@xyflow/react';

/** Where lines begin and end; nobody draws lines by hand here. */
export function Handles() {
  return (
    <>
      <Handle id="left" type="target" position={Position.Left} isConnectable={false} className="invisible" />
      <Handle
        id="right"
        type="source"
        position={Position.Right}
        isConnectable={false}
        className="invisible"
      />
      <Handle id="lane" type="target" position={Position.Right} isConnectable={false} className="invisible" />
      <Handle id="out" type="source" position={Position.Left} isConnectable={false} className="invisible" />
    </>
  );
}
