import { createBrowserRouter, Navigate } from 'react-router';
import { PageError } from './page-error.tsx';
import { BuildPage } from './pages/build-page.tsx';
import { BuildsPage } from './pages/builds-page.tsx';
import { ContainerPage } from './pages/container-page.tsx';
import { ContainersPage } from './pages/containers-page.tsx';
import { DiskPage } from './pages/disk-page.tsx';
import { DockerfilePage } from './pages/dockerfile-page.tsx';
import { ImagePage } from './pages/image-page.tsx';
import { ImagesPage } from './pages/images-page.tsx';
import { LogsPage } from './pages/logs-page.tsx';
import { NetworkPage } from './pages/network-page.tsx';
import { NetworksPage } from './pages/networks-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { ProjectPage } from './pages/project-page.tsx';
import { ProjectsPage } from './pages/projects-page.tsx';
import { SettingsPage } from './pages/settings-page.tsx';
import { StarterPage } from './pages/starter-page.tsx';
import { VolumePage } from './pages/volume-page.tsx';
import { VolumesPage } from './pages/volumes-page.tsx';
import { Shell } from './shell.tsx';

const errorElement = <PageError />;

export function makeRouter() {
  return createBrowserRouter([
    {
      element: <Shell />,
      errorElement,
      children: [
        { index: true, element: <Navigate to="/containers" replace /> },
        { path: 'containers', element: <ContainersPage />, errorElement },
        { path: 'containers/:id/:tab?', element: <ContainerPage />, errorElement },
        { path: 'images', element: <ImagesPage />, errorElement },
        { path: 'images/:id/:tab?', element: <ImagePage />, errorElement },
        { path: 'builds', element: <BuildsPage />, errorElement },
        { path: 'builds/dockerfile', element: <DockerfilePage />, errorElement },
        { path: 'builds/starter', element: <StarterPage />, errorElement },
        { path: 'builds/:id', element: <BuildPage />, errorElement },
        { path: 'compose', element: <ProjectsPage />, errorElement },
        { path: 'compose/:name/:tab?', element: <ProjectPage />, errorElement },
        { path: 'volumes', element: <VolumesPage />, errorElement },
        { path: 'volumes/:name/:tab?', element: <VolumePage />, errorElement },
        { path: 'networks', element: <NetworksPage part="list" />, errorElement },
        { path: 'networks/map', element: <NetworksPage part="map" />, errorElement },
        { path: 'networks/:id/:tab?', element: <NetworkPage />, errorElement },
        { path: 'logs', element: <LogsPage />, errorElement },
        { path: 'disk', element: <DiskPage />, errorElement },
        { path: 'settings', element: <SettingsPage />, errorElement },
        { path: '*', element: <NotFoundPage /> },
      ],
    },
  ]);
}
