import {
  Container,
  Database,
  Download,
  Eraser,
  FolderOpen,
  Hammer,
  HardDrive,
  Keyboard,
  KeyRound,
  Layers,
  Network,
  Play,
  ScrollText,
  Settings,
  Workflow,
} from 'lucide-react';
import { useNavigate } from 'react-router';
import { openOpenProject } from '../features/compose/open/open-store.ts';
import { type ContainerTab, VERB_ICONS } from '../features/containers/container-menu.tsx';
import { allows, type ContainerVerb, VERBS } from '../features/containers/container-verbs.ts';
import { stateLook } from '../features/containers/container-view.ts';
import { useContainers } from '../features/containers/queries.ts';
import { useContainerVerbs } from '../features/containers/use-container-verbs.ts';
import { useImages } from '../features/images/queries.ts';
import { useNetworks } from '../features/networks/queries.ts';
import { useVolumes } from '../features/volumes/queries.ts';
import { volumePage } from '../features/volumes/volume-view.ts';
import { openBuild, openCreateNetwork, openPull, openRun, useDialogs } from '../stores/dialogs.ts';
import type { PaletteCommand } from './command-item.tsx';

interface CommandGroup {
  readonly title: string;
  readonly commands: readonly PaletteCommand[];
}

const QUICK: readonly ContainerVerb[] = ['start', 'stop', 'restart', 'pause', 'unpause', 'kill', 'remove'];
const TABS: readonly ContainerTab[] = ['logs', 'terminal', 'inspect'];

export function usePaletteCommands(): readonly CommandGroup[] {
  const navigate = useNavigate();
  const go = (to: string) => () => void navigate(to);
  const { containers = [] } = useContainers();
  const { images = [] } = useImages();
  const { networks = [] } = useNetworks();
  const { volumes = [] } = useVolumes();
  const run = useContainerVerbs();
  return [
    {
      title: 'Go to',
      commands: [
        {
          id: 'page containers',
          title: 'Containers',
          icon: <Container size={16} />,
          shortcut: 'Ctrl+1',
          run: go('/containers'),
        },
        {
          id: 'page images',
          title: 'Images',
          icon: <Layers size={16} />,
          shortcut: 'Ctrl+2',
          run: go('/images'),
        },
        {
          id: 'page volumes',
          title: 'Volumes',
          icon: <Database size={16} />,
          shortcut: 'Ctrl+3',
          run: go('/volumes'),
        },
        {
          id: 'page networks',
          title: 'Networks',
          icon: <Network size={16} />,
          shortcut: 'Ctrl+4',
          run: go('/networks'),
        },
        {
          id: 'page network map',
          title: 'Map of the networks',
          icon: <Network size={16} />,
          run: go('/networks/map'),
        },
        {
          id: 'page disk',
          title: 'Disk',
          icon: <HardDrive size={16} />,
          shortcut: 'Ctrl+5',
          run: go('/disk'),
        },
        {
          id: 'page logs',
          title: 'Logs of all containers',
          icon: <ScrollText size={16} />,
          shortcut: 'Ctrl+6',
          run: go('/logs'),
        },
        {
          id: 'page builds',
          title: 'Builds',
          icon: <Hammer size={16} />,
          run: go('/builds'),
        },
        {
          id: 'page compose',
          title: 'Compose projects',
          icon: <Workflow size={16} />,
          run: go('/compose'),
        },
        {
          id: 'page settings',
          title: 'Settings',
          icon: <Settings size={16} />,
          shortcut: 'Ctrl+,',
          run: go('/settings'),
        },
        {
          id: 'run a container',
          title: 'Run a container…',
          icon: <Play size={16} />,
          shortcut: 'N',
          run: () => openRun(),
        },
        { id: 'pull an image', title: 'Pull an image…', icon: <Download size={16} />, run: openPull },
        {
          id: 'create a network',
          title: 'Create a network…',
          icon: <Network size={16} />,
          run: openCreateNetwork,
        },
        {
          id: 'open a project',
          title: 'Open a Compose file…',
          icon: <FolderOpen size={16} />,
          run: openOpenProject,
        },
        {
          id: 'build',
          title: 'Build an image…',
          icon: <Hammer size={16} />,
          run: () => openBuild(),
        },
        {
          id: 'reclaim disk space',
          title: 'Reclaim disk space…',
          icon: <Eraser size={16} />,
          run: go('/disk?part=reclaim'),
        },
        {
          id: 'log in to a registry',
          title: 'Log in to a registry…',
          icon: <KeyRound size={16} />,
          run: go('/settings?registry='),
        },
        {
          id: 'keyboard shortcuts',
          title: 'Keyboard shortcuts',
          icon: <Keyboard size={16} />,
          shortcut: '?',
          run: () => useDialogs.setState({ shortcuts: true }),
        },
      ],
    },
    {
      title: 'Containers',
      commands: containers.map((container) => ({
        id: `container ${container.id}`,
        title: container.name,
        detail: `${stateLook(container).text}, ${container.image}`,
        icon: <Container size={16} />,
        run: go(`/containers/${container.id}`),
      })),
    },
    {
      title: 'Images',
      commands: images
        .filter(({ dangling }) => !dangling)
        .map(({ rowId, id, reference }) => ({
          id: `image ${rowId}`,
          title: reference,
          icon: <Layers size={16} />,
          run: go(`/images/${encodeURIComponent(id)}`),
        })),
    },
    {
      title: 'Networks',
      commands: networks.map(({ id, name, driver, subnets }) => ({
        id: `network ${id}`,
        title: name,
        detail: [driver, ...subnets].join(', '),
        icon: <Network size={16} />,
        run: go(`/networks/${id}`),
      })),
    },
    {
      title: 'Volumes',
      commands: volumes.map(({ name, label, users }) => ({
        id: `volume ${name}`,
        title: label,
        detail: users.length === 0 ? 'Unused' : `Used by ${users.map((user) => user.name).join(', ')}`,
        icon: <Database size={16} />,
        run: go(volumePage(name)),
      })),
    },
    {
      title: 'Run an image',
      commands: images
        .filter(({ dangling }) => !dangling)
        .map(({ rowId, reference }) => ({
          id: `run ${rowId}`,
          title: `Run ${reference}`,
          icon: <Play size={16} />,
          run: () => openRun(reference),
        })),
    },
    {
      title: 'Container actions',
      commands: containers.flatMap((container) => [
        ...QUICK.filter((verb) => allows(verb, container.state)).map((verb) => ({
          id: `${verb} ${container.id}`,
          title: `${VERBS[verb].title} ${container.name}`,
          icon: VERB_ICONS[verb],
          run: () => run(verb, [container]),
        })),
        ...TABS.map((tab) => ({
          id: `${tab} ${container.id}`,
          title: `${tab[0]?.toUpperCase() ?? ''}${tab.slice(1)} of ${container.name}`,
          icon: <Container size={16} />,
          run: go(`/containers/${container.id}/${tab}`),
        })),
      ]),
    },
  ];
}
