import {
  Command,
  Container,
  Database,
  Hammer,
  HardDrive,
  Layers,
  Network,
  ScrollText,
  Settings,
  Workflow,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { EngineBadge } from '../features/engine/engine-badge.tsx';
import { useDialogs } from '../stores/dialogs.ts';
import { cx } from '../ui/cx.ts';
import { Keys } from '../ui/keys.tsx';

const PAGES = [
  { to: '/containers', title: 'Containers', icon: <Container size={16} /> },
  { to: '/images', title: 'Images', icon: <Layers size={16} /> },
  { to: '/builds', title: 'Builds', icon: <Hammer size={16} /> },
  { to: '/compose', title: 'Compose', icon: <Workflow size={16} /> },
  { to: '/volumes', title: 'Volumes', icon: <Database size={16} /> },
  { to: '/networks', title: 'Networks', icon: <Network size={16} /> },
  { to: '/logs', title: 'Logs', icon: <ScrollText size={16} /> },
  { to: '/disk', title: 'Disk', icon: <HardDrive size={16} /> },
];

export function Sidebar() {
  return (
    <div className="flex w-52 shrink-0 flex-col border-r border-line bg-chrome">
      <div className="flex h-13 items-center gap-2.5 px-4">
        <img src="/icon.svg" alt="" width={22} height={22} />
        <span className="text-base font-semibold tracking-tight text-ink">Gantry</span>
      </div>
      <nav aria-label="Pages" className="flex flex-1 flex-col gap-0.5 px-2 pt-1">
        {PAGES.map(({ to, title, icon }) => (
          <PageLink key={to} to={to} icon={icon}>
            {title}
          </PageLink>
        ))}
      </nav>
      <div className="flex flex-col gap-0.5 px-2 pb-2">
        <button
          type="button"
          onClick={() => useDialogs.setState({ palette: true })}
          className="flex h-8 items-center gap-2.5 rounded-md px-3 text-sm text-ink-2 hover:bg-hover hover:text-ink"
        >
          <Command size={16} />
          <span className="flex-1 text-left">Commands</span>
          <Keys keys="Ctrl+K" />
        </button>
        <PageLink to="/settings" icon={<Settings size={16} />}>
          Settings
        </PageLink>
        <div className="mt-1 border-t border-line pt-1">
          <EngineBadge />
        </div>
      </div>
    </div>
  );
}

interface PageLinkProps {
  readonly to: string;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

function PageLink({ to, icon, children }: PageLinkProps) {
  return (
    <NavLink
      to={to}
      className={({ isActive }) =>
        cx(
          'flex h-8 items-center gap-2.5 rounded-md px-3 text-sm no-underline',
          isActive ? 'bg-pressed font-medium text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
        )
      }
    >
      {icon}
      {children}
    </NavLink>
  );
}
