import type { BigCauseKind } from '../../api/types/microscope.ts';

/** A kind of thing that images carry without need, told by where it lies or what it is called. */
export interface Rule {
  readonly kind: BigCauseKind;
  readonly title: string;
  /** What to do, in plain words. */
  readonly suggestion: string;
  /**
   * Folders that count with everything in them: from the root (`/var/lib/apt/lists`), or the end of a path at any depth
   * (`.git`, `.cache/pip`). The last part is never a pattern; `*` stands for one name before it.
   */
  readonly folders?: readonly string[];
  /** Endings of names of single files. */
  readonly endings?: readonly string[];
}

/** The first rule that fits counts. */
export const RULES: readonly Rule[] = [
  {
    kind: 'package-cache',
    title: 'apt package lists',
    suggestion: 'End the RUN that calls apt-get with "&& rm -rf /var/lib/apt/lists/*", in the same RUN.',
    folders: ['/var/lib/apt/lists'],
  },
  {
    kind: 'package-cache',
    title: 'packages that apt downloaded',
    suggestion:
      'Call "apt-get clean" in the same RUN, or mount the cache: RUN --mount=type=cache,target=/var/cache/apt.',
    folders: ['/var/cache/apt', '/var/cache/debconf'],
  },
  {
    kind: 'package-cache',
    title: 'the package cache of apk',
    suggestion: 'Use "apk add --no-cache", which keeps neither index nor packages.',
    folders: ['/var/cache/apk', '/etc/apk/cache'],
  },
  {
    kind: 'package-cache',
    title: 'the package cache of dnf or yum',
    suggestion: 'End the RUN that installs with "&& dnf clean all", in the same RUN.',
    folders: [
      '/var/cache/dnf',
      '/var/cache/yum',
      '/var/cache/libdnf5',
      '/var/cache/zypp',
      '/var/cache/pacman',
    ],
  },
  {
    kind: 'language-cache',
    title: 'the cache of pip',
    suggestion: 'Use "pip install --no-cache-dir", or RUN --mount=type=cache,target=/root/.cache/pip.',
    folders: ['.cache/pip', '.cache/uv', '.cache/pypoetry'],
  },
  {
    kind: 'language-cache',
    title: 'the cache of npm, yarn or pnpm',
    suggestion: 'End the RUN with "npm cache clean --force", or RUN --mount=type=cache,target=/root/.npm.',
    folders: [
      '.npm/_cacache',
      '.cache/yarn',
      '.yarn/cache',
      '.pnpm-store',
      'node_modules/.cache',
      '/usr/local/share/.cache',
    ],
  },
  {
    kind: 'language-cache',
    title: 'the caches of Go',
    suggestion:
      'Build in one stage and COPY the program into another; or mount /root/.cache/go-build and /go/pkg/mod as caches.',
    folders: ['.cache/go-build', '/go/pkg/mod', 'go/pkg/mod'],
  },
  {
    kind: 'language-cache',
    title: 'the caches of cargo, Maven, Gradle, Composer or gem',
    suggestion:
      'Build in one stage and COPY the result into another, or mount the folder as a cache for that RUN.',
    folders: [
      '.cargo/registry',
      '/usr/local/cargo/registry',
      '.m2/repository',
      '.gradle/caches',
      '.composer/cache',
      '.bundle/cache',
      '.gem/cache',
    ],
  },
  {
    kind: 'version-control',
    title: 'history of version control',
    suggestion: 'Put ".git" into .dockerignore, or clone with "--depth 1" and delete .git in the same RUN.',
    folders: ['.git', '.hg', '.svn'],
  },
  {
    kind: 'temporary-files',
    title: 'temporary files and logs',
    suggestion: 'Delete them in the RUN that makes them; nothing reads them from an image.',
    folders: ['/tmp', '/var/tmp', '/var/log', '.cache/ccache', '__pycache__'],
    endings: ['.pyc', '.pyo'],
  },
  {
    kind: 'documentation',
    title: 'documentation and manual pages',
    suggestion:
      'Keep dpkg from unpacking them (path-exclude=/usr/share/doc/* and man/* in /etc/dpkg/dpkg.cfg.d), or start from a slim image.',
    folders: [
      '/usr/share/doc',
      '/usr/share/man',
      '/usr/share/info',
      '/usr/share/gtk-doc',
      '/usr/local/share/doc',
      '/usr/local/share/man',
    ],
  },
  {
    kind: 'locales',
    title: 'translations',
    suggestion:
      'Keep dpkg from unpacking them (path-exclude=/usr/share/locale/*), unless the program speaks these languages.',
    folders: ['/usr/share/locale', '/usr/share/i18n', '/usr/lib/locale'],
  },
  {
    kind: 'build-tools',
    title: 'compilers and header files',
    suggestion:
      'Build in one stage and COPY only the result into a stage without compilers, or remove them in the same RUN.',
    folders: [
      '/usr/lib/gcc',
      '/usr/libexec/gcc',
      '/usr/include',
      '/usr/local/include',
      '/usr/local/go',
      '/usr/local/rustup',
      '.rustup',
      '/usr/share/cmake',
      '/usr/lib/llvm-*/bin',
    ],
  },
  {
    kind: 'debug-and-static',
    title: 'debug symbols and static libraries',
    suggestion: 'Running programs need neither: use "strip", and leave -dev and -dbg packages out.',
    folders: ['/usr/lib/debug'],
    endings: ['.a', '.la', '.debug'],
  },
];
