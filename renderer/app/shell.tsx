import { Outlet, useLocation, useNavigate } from 'react-router';
import { StartDialog } from '../features/builds/start/start-dialog.tsx';
import { OpenProjectOutlet } from '../features/compose/open/open-dialog.tsx';
import { PlanOutlet } from '../features/compose/plan/plan-outlet.tsx';
import { EngineGate } from '../features/engine/engine-gate.tsx';
import { FolderOutlet } from '../features/folders/folder-dialog.tsx';
import { CreateNetworkDialog } from '../features/networks/create-dialog.tsx';
import { CommandDialog } from '../features/run/command-dialog.tsx';
import { EditDialog } from '../features/run/edit/edit-dialog.tsx';
import { RunDialog } from '../features/run/run-dialog.tsx';
import { PullDialog } from '../features/transfers/pull-dialog.tsx';
import { PushDialog } from '../features/transfers/push-dialog.tsx';
import {
  closeBuild,
  closeCommand,
  closeCreateNetwork,
  closeEdit,
  closeRun,
  closeTransfers,
  useDialogs,
} from '../stores/dialogs.ts';
import { CommandPalette } from './command-palette.tsx';
import { ShortcutsHelp } from './shortcuts-help.tsx';
import { Sidebar } from './sidebar.tsx';
import { useGlobalShortcuts } from './use-global-shortcuts.ts';

export function Shell() {
  useGlobalShortcuts();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { run, edit, command, pull, push, network, build } = useDialogs();
  const page = <Outlet />;
  return (
    <div className="flex h-full">
      <Sidebar />
      <div className="relative flex min-w-0 flex-1 flex-col bg-canvas">
        {pathname === '/settings' ? page : <EngineGate>{page}</EngineGate>}
      </div>
      {run === undefined ? null : (
        <RunDialog
          image={run.image}
          onClose={closeRun}
          onStarted={(id, interactive) => {
            closeRun();
            void navigate(`/containers/${id}/${interactive ? 'terminal' : 'logs'}`);
          }}
        />
      )}
      {edit === undefined ? null : (
        <EditDialog
          id={edit}
          onClose={closeEdit}
          onDone={(id) => {
            closeEdit();
            void navigate(`/containers/${id}/logs`);
          }}
        />
      )}
      {command === undefined ? null : <CommandDialog id={command} onClose={closeCommand} />}
      {pull === undefined ? null : <PullDialog transfer={pull.transfer} onClose={closeTransfers} />}
      {push === undefined ? null : (
        <PushDialog reference={push.reference} transfer={push.transfer} onClose={closeTransfers} />
      )}
      {network ? <CreateNetworkDialog onClose={closeCreateNetwork} /> : null}
      {build === undefined ? null : <StartDialog start={build} onClose={closeBuild} />}
      <OpenProjectOutlet />
      <PlanOutlet />
      <FolderOutlet />
      <CommandPalette />
      <ShortcutsHelp />
    </div>
  );
}
