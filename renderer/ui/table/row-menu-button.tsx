import { Ellipsis } from 'lucide-react';
import { createContext, useContext } from 'react';
import { IconButton } from '../icon-button.tsx';
import type { MenuPoint } from '../point-menu.tsx';

export interface RowMenuOpener {
  readonly openRowMenu: (rowId: string, at: MenuPoint) => void;
}

export const RowMenuContext = createContext<RowMenuOpener>({ openRowMenu: () => undefined });

interface RowMenuButtonProps {
  readonly rowId: string;
  readonly label: string;
}

export function RowMenuButton({ rowId, label }: RowMenuButtonProps) {
  const { openRowMenu } = useContext(RowMenuContext);
  return (
    <IconButton
      size="sm"
      label={label}
      aria-haspopup="menu"
      icon={<Ellipsis size={15} />}
      onClick={({ currentTarget }) => {
        const { left, bottom } = currentTarget.getBoundingClientRect();
        openRowMenu(rowId, { x: left, y: bottom, from: currentTarget });
      }}
    />
  );
}
