import {
  BLANK,
  cmd,
  EVERYTHING,
  expose,
  firstOf,
  line,
  type Project,
  type Template,
  textOf,
} from './project.ts';

const WORK = line('WORKDIR /src', 'Where everything that follows happens.');
const REST = line('COPY . .', 'The rest, without what .dockerignore names.');
const CACHED = 'Downloads and what was compiled are kept in caches of the builder, not in the image.';

export const goTemplate: Template = {
  kind: 'go',
  choosable: EVERYTHING,
  recognise: (project) => (project.names.has('go.mod') ? 'go.mod is there' : undefined),
  choices: (project) => ({
    version: /^go (1\.\d+)/m.exec(textOf(project, 'go.mod'))?.[1] ?? '1.24',
    port: '8080',
    command: '/usr/local/bin/app',
  }),
  dockerfile: (project, { version, port, command }) => [
    line(`FROM golang:${version} AS build`, 'The version that go.mod names.'),
    WORK,
    line(
      `COPY go.mod${project.names.has('go.sum') ? ' go.sum' : ''} ./`,
      'Before the rest: as long as they stay the same, the modules come from the cache.',
    ),
    line('RUN --mount=type=cache,target=/go/pkg/mod go mod download', CACHED),
    REST,
    line(
      `RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -trimpath -o /app ${mainOf(project)}`,
      'Without cgo the program needs no libraries of a system.',
    ),
    BLANK,
    line('FROM alpine:3', 'Small, with a shell to look around in and the certificates for https.'),
    line('RUN adduser -D -u 10001 app', 'Somebody other than root to run as.'),
    line('COPY --from=build /app /usr/local/bin/app', 'The program alone; the compiler stays behind.'),
    line('USER app', 'From here on nothing runs as root.'),
    ...expose(port),
    cmd(command),
  ],
  ignore: () => [line('bin', 'Built inside.'), line('*.test', 'Compiled tests.')],
};

export const rustTemplate: Template = {
  kind: 'rust',
  choosable: EVERYTHING,
  recognise: (project) => (project.names.has('Cargo.toml') ? 'Cargo.toml is there' : undefined),
  choices: (project) => ({
    version: /^\s*rust-version\s*=\s*"(1\.\d+)/m.exec(textOf(project, 'Cargo.toml'))?.[1] ?? '1',
    port: '8080',
    command: '/usr/local/bin/app',
  }),
  dockerfile: (project, { version, port, command }) => {
    const locked = project.names.has('Cargo.lock') ? ' --locked' : '';
    return [
      line(
        `FROM rust:${version}-slim-bookworm AS build`,
        'The version that Cargo.toml names, on the system that it will run on.',
      ),
      WORK,
      line('COPY . .', 'All of it, without what .dockerignore names.'),
      line(
        `RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/target cargo build --release${locked} && cp target/release/${crateOf(project)} /app`,
        `${CACHED} The program is copied out, since the cache is not there later.`,
      ),
      BLANK,
      line('FROM debian:bookworm-slim', 'The same system without the compiler.'),
      line('RUN useradd --create-home --uid 10001 app', 'Somebody other than root to run as.'),
      line('COPY --from=build /app /usr/local/bin/app', 'The program alone.'),
      line('USER app', 'From here on nothing runs as root.'),
      ...expose(port),
      cmd(command),
    ];
  },
  ignore: () => [line('target', 'Compiled inside, and very large.')],
};

export const javaTemplate: Template = {
  kind: 'java',
  choosable: EVERYTHING,
  recognise(project) {
    const file = firstOf(project, 'pom.xml', 'build.gradle', 'build.gradle.kts');
    return file === undefined ? undefined : `${file} is there`;
  },
  choices: (project) => ({ version: javaVersion(project), port: '8080', command: 'java -jar /app/app.jar' }),
  dockerfile: (project, { version, port, command }) => [
    ...(project.names.has('pom.xml') ? maven(version) : gradle(version)),
    BLANK,
    line(`FROM eclipse-temurin:${version}-jre`, 'Java to run with; the compiler stays behind.'),
    line('RUN useradd --create-home --uid 10001 app', 'Somebody other than root to run as.'),
    line('WORKDIR /app', 'Where the program is.'),
    line('COPY --from=build /app.jar app.jar', 'The program alone.'),
    line('USER app', 'From here on nothing runs as root.'),
    ...expose(port),
    cmd(command),
  ],
  ignore: () => [
    line('target', 'Built inside.'),
    line('build', 'The same for Gradle.'),
    line('.gradle', 'Gradle’s own notes of this machine.'),
  ],
};

function maven(version: string) {
  return [
    line(`FROM maven:3-eclipse-temurin-${version} AS build`, 'Maven with the Java that the project names.'),
    WORK,
    line(
      'COPY pom.xml ./',
      'Before the rest: as long as it stays the same, the next step comes from the cache.',
    ),
    line('RUN --mount=type=cache,target=/root/.m2 mvn --batch-mode dependency:go-offline', CACHED),
    REST,
    line(
      'RUN --mount=type=cache,target=/root/.m2 mvn --batch-mode package -DskipTests && cp "$(ls target/*.jar | grep -v -e sources -e javadoc -e original | head -n 1)" /app.jar',
      'Tests belong before the image, not into it.',
    ),
  ];
}

function gradle(version: string) {
  return [
    line(`FROM gradle:8-jdk${version} AS build`, 'Gradle with the Java that the project names.'),
    WORK,
    line('COPY . .', 'All of it, without what .dockerignore names.'),
    line(
      'RUN --mount=type=cache,target=/home/gradle/.gradle gradle --no-daemon assemble && cp "$(ls build/libs/*.jar | grep -v -e plain -e sources | head -n 1)" /app.jar',
      CACHED,
    ),
  ];
}

function javaVersion(project: Project): string {
  const all = ['pom.xml', 'build.gradle', 'build.gradle.kts'].map((file) => textOf(project, file)).join('\n');
  const said =
    /<(?:java\.version|maven\.compiler\.(?:release|source|target)|release)>\s*(?:1\.)?(\d+)/.exec(all) ??
    /(?:JavaLanguageVersion\.of\(|JavaVersion\.VERSION_|sourceCompatibility\s*=\s*['"]?)(?:1[._])?(\d+)/.exec(
      all,
    );
  return said?.[1] ?? '21';
}

/** The package to build: the root, or the first program below `cmd`. */
function mainOf(project: Project): string {
  if (project.names.has('main.go')) return '.';
  if (project.names.has('cmd/main.go')) return './cmd';
  // The go tool passes over folders that begin with a dot or an underscore, and over testdata.
  const [program] = [...project.names]
    .filter((name) => /^cmd\/(?!(?:internal|testdata)\/)[A-Za-z0-9][\w.-]*\/$/.test(name))
    .sort();
  return program === undefined ? '.' : `./${program.slice(0, -1)}`;
}

function crateOf(project: Project): string {
  const text = textOf(project, 'Cargo.toml');
  const named =
    /\[\[bin\]\][^[]*?name\s*=\s*"([\w-]+)"/.exec(text) ??
    /\[package\][^[]*?name\s*=\s*"([\w-]+)"/.exec(text);
  return named?.[1] ?? project.name.replace(/[^\w-]/g, '-');
}
