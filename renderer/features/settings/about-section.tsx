import { useQuery } from '@tanstack/react-query';
import { versionQuery } from '../../bridge/queries.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { KeyValue } from '../../ui/key-value.tsx';
import { aboutQuery, infoQuery } from './queries.ts';
import { SettingsSection } from './settings-section.tsx';

export function AboutSection() {
  const { data: about } = useQuery(aboutQuery);
  const { data: version } = useQuery(versionQuery);
  const { data: info } = useQuery(infoQuery);
  return (
    <SettingsSection title="About">
      <KeyValue
        label="About Gantry"
        rows={[
          [
            'Gantry',
            about === undefined ? '' : `${about.version}, ${about.shell} shell on ${about.platform}`,
          ],
          ['Engine', version === undefined ? '' : `${version.Version}, API ${version.ApiVersion}`],
          ['Data', <Path key="data" label="Copy data path" path={about?.dataRoot} />],
          ['Socket', <Path key="socket" label="Copy socket path" path={about?.socket} />],
          [
            'Storage',
            info === undefined ? '' : `${info.Driver}, ${info.Images} images, ${info.Containers} containers`,
          ],
          [
            'Machine',
            info === undefined
              ? ''
              : `${info.OperatingSystem}, Linux ${info.KernelVersion}, ${info.NCPU} CPUs, ${formatBytes(info.MemTotal)}`,
          ],
          ['Runtime', info === undefined ? '' : `${info.DefaultRuntime}, cgroup v${info.CgroupVersion}`],
        ]}
      />
    </SettingsSection>
  );
}

function Path({ path, label }: { readonly path: string | undefined; readonly label: string }) {
  if (path === undefined) return null;
  return (
    <span className="-my-1 inline-flex items-center gap-1">
      <code className="font-mono text-xs break-all">{path}</code>
      <CopyButton label={label} text={path} />
    </span>
  );
}
