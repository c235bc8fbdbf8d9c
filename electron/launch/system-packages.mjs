// The programs of the system that Gantry calls: which are missing, why they are needed, and how to install them here.
import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statfsSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { exclusively, fail, ROOT, run, say } from './common.mjs';

/** @typedef {'npm' | 'run' | 'test'} Purpose */
/** @typedef {'apt' | 'dnf' | 'pacman' | 'zypper' | 'apk'} Manager */
/**
 * @typedef {object} Need
 * @property {string} name what a person calls it
 * @property {string} why
 * @property {() => boolean} present
 * @property {Partial<Record<Manager, string | string[]>>} packages of several, the first that the manager has is taken
 */

/** @param {string} name @returns {Partial<Record<Manager, string>>} */
const everywhere = (name) => ({ apt: name, dnf: name, pacman: name, zypper: name, apk: name });

/** @type {Record<Purpose, Need[]>} */
const NEEDS = {
  npm: [
    {
      name: 'a C++ compiler',
      why: 'npm builds node-pty (terminals) from source',
      present: () => nodePtyIsBuilt() || hasCommand('g++') || hasCommand('clang++'),
      packages: { ...everywhere('gcc-c++'), apt: 'g++', pacman: 'gcc', apk: 'g++' },
    },
    {
      name: 'make',
      why: 'npm builds node-pty (terminals) from source',
      present: () => nodePtyIsBuilt() || hasCommand('make'),
      packages: everywhere('make'),
    },
    {
      name: 'python3',
      why: 'npm builds node-pty (terminals) from source',
      present: () => nodePtyIsBuilt() || hasCommand('python3'),
      packages: { ...everywhere('python3'), pacman: 'python' },
    },
  ],
  run: [
    {
      name: 'crun or runc',
      why: 'runs containers',
      present: () => hasCommand('crun') || hasCommand('runc'),
      packages: everywhere('crun'),
    },
    {
      name: 'runc',
      why: 'runs containers where the cgroup hierarchy is not pure v2, which crun may refuse',
      present: () => cgroupsArePureV2() || hasCommand('runc'),
      packages: everywhere('runc'),
    },
    {
      name: 'conmon',
      why: 'keeps a container running without the engine',
      present: () => hasCommand('conmon'),
      packages: everywhere('conmon'),
    },
    {
      name: 'a static init program',
      why: 'is the first process of containers that are started with --init',
      present: () =>
        ['docker-init', 'catatonit', 'tini-static', 'tini'].some(hasCommand) ||
        existsSync('/usr/libexec/podman/catatonit'),
      packages: { ...everywhere('catatonit'), apt: 'tini', apk: 'tini-static' },
    },
    {
      name: 'nft',
      why: 'publishes ports and separates networks',
      present: () => hasCommand('nft'),
      packages: everywhere('nftables'),
    },
    {
      name: 'conntrack',
      why: 'lets go of UDP conversations when a published port moves',
      present: () => hasCommand('conntrack'),
      packages: { ...everywhere('conntrack-tools'), apt: 'conntrack' },
    },
    {
      name: 'ip',
      why: 'makes bridges and network namespaces',
      present: () => hasCommand('ip'),
      packages: { ...everywhere('iproute2'), dnf: 'iproute' },
    },
    {
      name: 'a static busybox',
      why: 'is the content of the starter image and a helper inside containers',
      present: () => staticBusybox() !== undefined,
      packages: { ...everywhere('busybox-static'), dnf: 'busybox', pacman: 'busybox' },
    },
    { name: 'GNU tar', why: 'unpacks layers', present: () => hasFull('tar'), packages: everywhere('tar') },
    {
      name: 'GNU coreutils (cp, du, sort …)',
      why: 'copy, weigh and sort what is large',
      present: () => hasFull('cp', 'du', 'mkfifo', 'nice', 'rm', 'sort'),
      packages: everywhere('coreutils'),
    },
    {
      name: 'GNU xargs',
      why: 'removes many files at once',
      present: () => hasFull('xargs'),
      packages: everywhere('findutils'),
    },
    {
      name: 'git',
      why: 'fetches what images are built from',
      present: () => hasCommand('git'),
      packages: everywhere('git'),
    },
    {
      name: 'getfattr',
      why: 'keeps the capabilities of files that builds copy',
      present: () => hasCommand('getfattr'),
      packages: everywhere('attr'),
    },
    {
      name: 'mount and umount',
      why: 'mount layers and volumes',
      present: () => hasFull('mount', 'umount'),
      packages: { ...everywhere('util-linux'), apt: 'mount' },
    },
    {
      name: 'nsenter, unshare, setpriv and flock',
      why: 'look into the namespaces of a container, make new ones, and lock the data',
      present: () => hasFull('nsenter', 'unshare', 'setpriv', 'flock'),
      packages: everywhere('util-linux'),
    },
    {
      name: 'ps',
      why: 'lists the processes of a container',
      present: () => hasFull('ps'),
      packages: { ...everywhere('procps'), dnf: 'procps-ng', pacman: 'procps-ng' },
    },
    {
      name: 'bzip2',
      why: 'unpacks .tar.bz2 files',
      present: () => hasCommand('bzip2'),
      packages: everywhere('bzip2'),
    },
    {
      name: 'xz',
      why: 'unpacks .tar.xz files',
      present: () => hasCommand('xz'),
      packages: { ...everywhere('xz'), apt: 'xz-utils' },
    },
    {
      name: 'zstd',
      why: 'unpacks zstd layers',
      present: () => hasCommand('zstd'),
      packages: everywhere('zstd'),
    },
  ],
  test: [
    {
      name: 'chromium',
      why: 'shows the page in end-to-end tests',
      present: () => chromium() !== undefined,
      packages: everywhere('chromium'),
    },
    {
      name: 'a font',
      why: 'without one the page has no letters',
      present: hasFont,
      packages: {
        apt: 'fonts-dejavu-core',
        dnf: 'dejavu-sans-fonts',
        pacman: 'ttf-dejavu',
        zypper: 'dejavu-fonts',
        apk: 'ttf-dejavu',
      },
    },
    {
      name: 'docker (the client)',
      why: 'the real client is held against our API',
      present: () => hasCommand('docker'),
      packages: {
        apt: ['docker-cli', 'docker.io'],
        dnf: ['docker-cli', 'moby-engine'],
        pacman: 'docker',
        zypper: 'docker',
        apk: 'docker-cli',
      },
    },
    {
      name: 'docker-compose',
      why: 'brings projects up against our API, and finds those that we bring up',
      present: () => hasCommand('docker-compose'),
      packages: everywhere('docker-compose'),
    },
    {
      name: 'skopeo',
      why: 'reads and writes our images with code that is not ours',
      present: () => hasCommand('skopeo'),
      packages: everywhere('skopeo'),
    },
    {
      name: 'umoci',
      why: 'unpacks our images with code that is not ours',
      present: () => hasCommand('umoci'),
      packages: everywhere('umoci'),
    },
    {
      name: 'openssl',
      why: 'makes the certificates of registries in tests',
      present: () => hasCommand('openssl'),
      packages: everywhere('openssl'),
    },
    {
      name: 'ss',
      why: 'tells tests who listens',
      present: () => hasCommand('ss'),
      packages: { ...everywhere('iproute2'), dnf: 'iproute' },
    },
    {
      name: 'mkfs.xfs',
      why: 'makes a file system that shares blocks, for snapshots of volumes',
      present: () => hasCommand('mkfs.xfs'),
      packages: everywhere('xfsprogs'),
    },
    {
      name: 'docker-registry',
      why: 'is the registry that pulls and pushes are tested with',
      present: () => hasCommand('docker-registry') || hasCommand('registry'),
      packages: {
        ...everywhere('docker-registry'),
        dnf: 'docker-distribution',
        zypper: 'distribution-registry',
      },
    },
  ],
};

/** @type {Record<Manager, { command: string, install: string[], guarded?: boolean }>} */
const MANAGERS = {
  apt: {
    command: 'apt-get',
    install: ['apt-get', 'install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'],
    guarded: true,
  },
  dnf: { command: 'dnf', install: ['dnf', 'install', '-y', '--setopt=install_weak_deps=False'] },
  pacman: { command: 'pacman', install: ['pacman', '-Sy', '--noconfirm', '--needed'] },
  zypper: { command: 'zypper', install: ['zypper', '--non-interactive', 'install', '--no-recommends'] },
  apk: { command: 'apk', install: ['apk', 'add', '--no-cache'] },
};

/** Debian starts a service as it installs it, unless a policy forbids it; and enables it for the next boot. */
const GUARD = `
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 130' INT TERM
  printf '#!/bin/sh\\nexit 101\\n' >"$policy"
  chmod 755 "$policy"
fi
"$@" || exit
command -v systemctl >/dev/null || exit 0
case " $* " in *" docker.io "*) systemctl disable docker.service docker.socket containerd.service ;; esac
case " $* " in *" docker-registry "*) systemctl disable docker-registry.service ;; esac
exit 0
`;

/**
 * Installs what is missing for a purpose, and says what and why. Returns whether everything is there at the end.
 * @param {Purpose} purpose
 */
export async function ensureSystemPackages(purpose) {
  if (process.platform !== 'linux') return purpose === 'npm';
  if (missing(purpose).length === 0) return true;
  return exclusively('system-packages', async () => {
    const absent = missing(purpose);
    if (absent.length === 0) return true;
    say('Missing on this system:');
    for (const need of absent) say(`  ${need.name} – ${need.why}`);

    const manager = managerHere();
    if (!manager) {
      say(
        `gantry: no package manager that I know is here; install by hand: ${absent.map((need) => need.name).join(', ')}.`,
      );
      return false;
    }
    const names = await packageNames(manager, absent);
    const command = asRoot([...MANAGERS[manager].install, ...names]);
    if (!command) {
      say(
        `gantry: ${names.join(', ')} can only be installed by root; run: ${MANAGERS[manager].install.join(' ')} ${names.join(' ')}`,
      );
      return false;
    }
    await install(manager, names);
    const left = missing(purpose);
    if (left.length === 0) return true;
    const leftNames = await packageNames(manager, left);
    say(
      `gantry: ${left.map((need) => need.name).join(', ')} could not be installed; run by hand: ` +
        (leftNames.length > 0
          ? [...command.slice(0, command.length - names.length), ...leftNames].join(' ')
          : 'this system has no package for it'),
    );
    return false;
  });
}

/** @param {Purpose} purpose */
function missing(purpose) {
  return NEEDS[purpose].filter((need) => !need.present());
}

/** @param {Manager} manager @param {string[]} names */
async function install(manager, names) {
  if (names.length === 0) return;
  const { install: installing, guarded } = MANAGERS[manager];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  say(`Installing ${names.join(' ')} (${MANAGERS[manager].command}) …`);
  for (let attempt = 1; attempt <= 3; attempt++) {
    const script = guarded ? ['sh', '-c', GUARD, 'sh', ...installing, ...names] : [...installing, ...names];
    const [command = '', ...args] = asRoot(script) ?? [];
    const { code } = await run(command, args, { env });
    if (code === 0) return;
    if (attempt < 3) {
      say(`that failed (exit code ${code}); trying again …`);
      await sleep(attempt * 3000);
      await refresh(manager);
    }
  }
}

/** @param {Manager} manager */
async function refresh(manager) {
  if (manager !== 'apt') return;
  const [command = '', ...args] = asRoot(['apt-get', 'update', '-qq', '-o', 'DPkg::Lock::Timeout=300']) ?? [];
  await run(command, args);
}

/** @param {Manager} manager @param {Need[]} needs */
async function packageNames(manager, needs) {
  const names = new Set();
  let refreshed = false;
  for (const need of needs) {
    const choices = [need.packages[manager] ?? []].flat();
    if (choices.length === 0) say(`gantry: ${manager} has no package for ${need.name}; install it by hand.`);
    if (manager !== 'apt') {
      if (choices[0]) names.add(choices[0]);
      continue;
    }
    if (!refreshed && asRoot([])) {
      await refresh(manager);
      refreshed = true;
    }
    for (const [index, choice] of choices.entries()) {
      if (index < choices.length - 1 && !(await aptHas(choice))) continue;
      names.add(choice);
      break;
    }
  }
  return [...names];
}

/** @param {string} name */
async function aptHas(name) {
  const { output } = await run('apt-cache', ['policy', name], { quiet: true });
  return /Candidate: (?!\(none\))/.test(output);
}

/** @returns {Manager | undefined} */
function managerHere() {
  return /** @type {Manager[]} */ (Object.keys(MANAGERS)).find((name) => hasCommand(MANAGERS[name].command));
}

/** @param {string[]} command @returns {string[] | undefined} */
function asRoot(command) {
  if (process.getuid?.() === 0) return command;
  if (!hasCommand('sudo')) return undefined;
  // Without a terminal sudo could only hang on its password prompt.
  return ['sudo', ...(process.stdin.isTTY ? [] : ['-n']), '--preserve-env=DEBIAN_FRONTEND', ...command];
}

/** A user's PATH often lacks the sbin folders, where nft and runc live. */
const FOLDERS = [
  ...(process.env['PATH'] ?? '').split(delimiter),
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
];

/** @param {string} name @returns {string | undefined} */
function findCommand(name) {
  for (const folder of FOLDERS) {
    if (folder === '') continue;
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not here; the next folder.
    }
  }
  return undefined;
}

/** @param {string} name */
function hasCommand(name) {
  return findCommand(name) !== undefined;
}

/** Whether all are there in full, not as the applets of a busybox, which lack options. */
/** @param {...string} names */
function hasFull(...names) {
  return names.every((name) => {
    const file = findCommand(name);
    return file !== undefined && !/busybox|toybox/.test(realpathSync(file));
  });
}

export function chromium() {
  return ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
    .map(findCommand)
    .find(Boolean);
}

function staticBusybox() {
  return ['busybox', 'busybox-static', 'busybox.static']
    .map(findCommand)
    .find((file) => file && isStaticElf(file));
}

/** A dynamically linked program names its interpreter (PT_INTERP) in its program headers. */
/** @param {string} file */
function isStaticElf(file) {
  const bytes = readFileSync(realpathSync(file));
  if (bytes.length < 64 || bytes.readUInt32BE(0) !== 0x7f454c46) return false;
  const is64 = bytes[4] === 2;
  const start = is64 ? Number(bytes.readBigUInt64LE(32)) : bytes.readUInt32LE(28);
  const size = bytes.readUInt16LE(is64 ? 54 : 42);
  const count = bytes.readUInt16LE(is64 ? 56 : 44);
  for (let index = 0; index < count; index++) {
    if (bytes.readUInt32LE(start + index * size) === 3) return false;
  }
  return true;
}

function cgroupsArePureV2() {
  try {
    return statfsSync('/sys/fs/cgroup').type === 0x63677270;
  } catch {
    return true;
  }
}

function nodePtyIsBuilt() {
  return existsSync(join(ROOT, 'node_modules/node-pty/build/Release/pty.node'));
}

function hasFont() {
  return ['/usr/share/fonts', '/usr/local/share/fonts'].some(
    (folder) =>
      existsSync(folder) &&
      readdirSync(folder, { recursive: true }).some((name) => /\.(ttf|otf|ttc|pfb)$/i.test(String(name))),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const purposes = /** @type {Purpose[]} */ (process.argv.slice(2));
  const known = Object.keys(NEEDS);
  if (purposes.length === 0 || purposes.some((purpose) => !known.includes(purpose))) {
    fail(`usage: node electron/launch/system-packages.mjs ${known.join(' | ')} …`);
  }
  let complete = true;
  for (const purpose of purposes) complete = (await ensureSystemPackages(purpose)) && complete;
  process.exitCode = complete ? 0 : 1;
}
