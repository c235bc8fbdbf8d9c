import type { StarterLine } from '../types.ts';
import { cmd, EVERYTHING, expose, firstOf, line, type Project, type Template, textOf } from './project.ts';

const DEFAULT_VERSION = '3.13';
const DEFAULT_PORT = '8000';
const CACHED = 'Downloads are kept in a cache of the builder, not in the image.';
const PIP_CACHE = '--mount=type=cache,target=/root/.cache/pip';

export const pythonTemplate: Template = {
  kind: 'python',
  choosable: EVERYTHING,
  recognise(project) {
    const file = firstOf(project, 'pyproject.toml', 'requirements.txt', 'setup.py', 'Pipfile', 'manage.py');
    return file === undefined ? undefined : `${file} is there`;
  },
  choices: (project, port) => ({
    version: versionOf(project),
    port: DEFAULT_PORT,
    command: commandOf(project, port || DEFAULT_PORT),
  }),
  dockerfile: (project, { version, port, command }) => [
    line(
      `FROM python:${version}-slim`,
      'The version that the project names, else a recent one. “slim” leaves out compilers.',
    ),
    line(
      'ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1',
      'No .pyc files in the image; what is printed is seen at once.',
    ),
    line('WORKDIR /app', 'Where everything that follows happens.'),
    line('RUN useradd --create-home --uid 10001 app', 'Somebody other than root to run as.'),
    ...packages(project),
    line('USER app', 'From here on nothing runs as root.'),
    ...expose(port),
    cmd(command),
  ],
  ignore: () => [
    line('__pycache__', 'Compiled for this machine’s Python.'),
    line('**/__pycache__', 'The same, deeper.'),
    line('.venv', 'Packages are installed inside.'),
    line('venv', 'The same under its other name.'),
    line('.pytest_cache', 'Made by tests.'),
  ],
};

const BEFORE = 'Before the rest: as long as it stays the same, the install comes from the cache.';

function packages(project: Project): readonly StarterLine[] {
  const rest = line('COPY . .', 'The rest, without what .dockerignore names.');
  if (project.names.has('uv.lock')) {
    return [
      line(`RUN ${PIP_CACHE} pip install uv`, `uv, which wrote the lock. ${CACHED}`),
      line('COPY pyproject.toml uv.lock ./', BEFORE),
      line(
        'RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev --no-install-project',
        'Exactly what the lock names.',
      ),
      line('ENV PATH="/app/.venv/bin:$PATH"', 'Programs of the packages are found.'),
      rest,
    ];
  }
  if (project.names.has('poetry.lock')) {
    return [
      line(`RUN ${PIP_CACHE} pip install poetry`, `Poetry, which wrote the lock. ${CACHED}`),
      line('ENV POETRY_VIRTUALENVS_CREATE=false', 'The image is the environment; it needs none inside.'),
      line('COPY pyproject.toml poetry.lock ./', BEFORE),
      line('RUN poetry install --only main --no-root', 'Exactly what the lock names.'),
      rest,
    ];
  }
  if (project.names.has('requirements.txt')) {
    return [
      line('COPY requirements.txt ./', BEFORE),
      line(`RUN ${PIP_CACHE} pip install --requirement requirements.txt`, CACHED),
      rest,
    ];
  }
  if (project.names.has('Pipfile')) {
    return [
      line(`COPY Pipfile${project.names.has('Pipfile.lock') ? ' Pipfile.lock' : ''} ./`, BEFORE),
      line(`RUN ${PIP_CACHE} pip install pipenv && pipenv install --system`, CACHED),
      rest,
    ];
  }
  if (firstOf(project, 'pyproject.toml', 'setup.py') === undefined) return [rest];
  return [rest, line(`RUN ${PIP_CACHE} pip install .`, `The project and what it depends on. ${CACHED}`)];
}

function versionOf(project: Project): string {
  const said = [
    /^\s*(3\.\d+)/.exec(textOf(project, '.python-version'))?.[1],
    /requires-python\s*=\s*["'][^"'\d]*(3\.\d+)/.exec(textOf(project, 'pyproject.toml'))?.[1],
    /^\s*python-(3\.\d+)/.exec(textOf(project, 'runtime.txt'))?.[1],
  ];
  return said.find((version) => version !== undefined) ?? DEFAULT_VERSION;
}

function commandOf(project: Project, port: string): string {
  const declared = ['requirements.txt', 'pyproject.toml', 'Pipfile']
    .map((file) => textOf(project, file))
    .join('\n');
  const uses = (name: string) => new RegExp(`(^|["'\\s])${name}\\b`, 'im').test(declared);
  const file = firstOf(project, 'main.py', 'app.py', 'server.py', 'app/main.py', 'src/main.py');
  const module = (file ?? 'main.py').replace(/\.py$/, '').replaceAll('/', '.');
  if (project.names.has('manage.py')) return `python manage.py runserver 0.0.0.0:${port}`;
  if (uses('fastapi') || uses('uvicorn') || uses('starlette'))
    return `uvicorn ${module}:app --host 0.0.0.0 --port ${port}`;
  if (uses('flask')) return `flask --app ${module} run --host 0.0.0.0 --port ${port}`;
  return `python ${file ?? 'main.py'}`;
}
