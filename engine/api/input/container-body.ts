import { z } from 'zod';
import type { ContainerConfig, ContainerCreateRequest, HealthcheckConfig } from '../types/container.ts';
import { endpointBody } from './endpoint-body.ts';
import { hostConfigBody } from './host-config-body.ts';
import { flag, integer, list, setMap, struct, text, textMap, words } from './shape.ts';

const healthcheck = struct<HealthcheckConfig>({
  Test: list,
  Interval: integer,
  Timeout: integer,
  Retries: integer,
  StartPeriod: integer,
  StartInterval: integer,
});

const configFields = {
  Hostname: text,
  Domainname: text,
  User: text,
  AttachStdin: flag,
  AttachStdout: flag,
  AttachStderr: flag,
  ExposedPorts: setMap,
  Tty: flag,
  OpenStdin: flag,
  StdinOnce: flag,
  Env: list,
  Cmd: words,
  Healthcheck: healthcheck,
  ArgsEscaped: flag,
  Image: text,
  Volumes: setMap,
  WorkingDir: text,
  Entrypoint: words,
  NetworkDisabled: flag,
  MacAddress: text,
  OnBuild: list,
  Labels: textMap,
  StopSignal: text,
  StopTimeout: integer,
  Shell: words,
};

const networking = struct<NonNullable<Required<ContainerCreateRequest>['NetworkingConfig']>>({
  EndpointsConfig: z.record(
    z.string(),
    z.preprocess((value) => value ?? {}, endpointBody),
  ),
});

/** The `Config` part alone, as `POST /commit` takes it. */
export const containerConfigBody = struct<ContainerConfig>(configFields);

/** The body of `POST /containers/create`. */
export const containerCreateBody = struct<ContainerCreateRequest>({
  ...configFields,
  HostConfig: hostConfigBody,
  NetworkingConfig: networking,
});
