import { removeBuilt, writeContext } from '../../fixtures/build-folder.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

test.afterEach(({ docker }) => removeBuilt(docker));

/** Stands in for an image with a tool that a build calls: each call is written down, and does what a build needs of it. */
function standIn(tool: string, does: string, more = ''): string {
  return `FROM busybox
RUN printf '%s\\n' '#!/bin/sh' 'echo "${tool} $*" >> /calls' '${does}' > /bin/${tool} && chmod +x /bin/${tool}
${more}`;
}

test('a web application in Node: files lent to one step, a cache of packages, and a user of its own', async ({
  docker,
  folder,
}) => {
  await writeContext(folder, {
    'base/Dockerfile': standIn(
      'npm',
      'mkdir -p node_modules; cp package.json node_modules/; echo package >> /root/.npm/kept',
      'RUN mkdir -p /etc && echo node:x:1000:1000:::/bin/sh >> /etc/passwd\n',
    ),
    'app/package.json': '{"name":"web"}',
    'app/package-lock.json': '{}',
    'app/app.js': 'serve()',
    'app/Dockerfile': `ARG VERSION=20
FROM story/node:\${VERSION}-alpine
ENV NODE_ENV production
WORKDIR /usr/src/app
RUN --mount=type=bind,source=package.json,target=package.json \\
    --mount=type=bind,source=package-lock.json,target=package-lock.json \\
    --mount=type=cache,target=/root/.npm \\
    npm ci --omit=dev
USER node
COPY app.js .
EXPOSE 8080
CMD echo "user $(id -u) runs $(cat app.js) in $NODE_ENV"
`,
  });
  await docker.text`build -t story/node:20-alpine ${`${folder}/base`}`;
  await docker.text`build -t story/web ${`${folder}/app`}`;
  expect(await docker.text`run --rm story/web`).toBe('user 1000 runs serve() in production');
  const left =
    await docker.text`run --rm story/web sh -c ${'cat /calls; ls /usr/src/app /usr/src/app/node_modules'}`;
  expect(left.split('\n')).toEqual([
    'npm ci --omit=dev',
    '/usr/src/app:',
    'app.js',
    'node_modules',
    '',
    '/usr/src/app/node_modules:',
    'package.json',
  ]);
  await docker.text`build --build-arg VERSION=20 -t story/web ${`${folder}/app`}`;
  expect(await docker.text`image inspect -f ${'{{json .Config.ExposedPorts}}'} story/web`).toBe(
    '{"8080/tcp":{}}',
  );
});

test('two programs compiled from one base, each alone in an image of its own', async ({ docker, folder }) => {
  await writeContext(folder, {
    'base/Dockerfile': standIn('go', '[ "$1" != build ] || cp /bin/busybox "$3"'),
    'app/go.mod': 'module story',
    'app/go.sum': '',
    'app/cmd/client/main.go': 'package main',
    'app/cmd/server/main.go': 'package main',
    'app/Dockerfile': `FROM story/golang AS base
WORKDIR /src
COPY go.mod go.sum .
RUN go mod download
COPY . .
FROM base AS build-client
RUN go build -o /bin/busybox-client ./cmd/client
FROM base AS build-server
RUN go build -o /bin/busybox-server ./cmd/server
FROM scratch AS prod-client
COPY --from=build-client /bin/busybox-client /bin/
ENTRYPOINT [ "/bin/busybox-client" ]
FROM scratch AS prod-server
COPY --from=build-server /bin/busybox-server /bin/
ENTRYPOINT [ "/bin/busybox-server" ]
`,
  });
  const build = (target: string) =>
    docker.text`build --target ${target} -t ${`story/${target}`} ${`${folder}/app`}`;
  await docker.text`build -t story/golang ${`${folder}/base`}`;
  expect(await build('prod-client')).not.toContain('./cmd/server');
  expect(await docker.text`run --rm story/prod-client echo client`).toBe('client');
  const second = await docker.text`build -t story/prod-server ${`${folder}/app`}`;
  expect(second.match(/Using cache/g)).toHaveLength(4);
  expect(await docker.text`run --rm story/prod-server ls /bin`).toBe('busybox-server');
});
