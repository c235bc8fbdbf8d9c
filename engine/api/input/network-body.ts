import { z } from 'zod';
import type {
  IpamConfig,
  NetworkConnectRequest,
  NetworkCreateRequest,
  NetworkDisconnectRequest,
} from '../types/network.ts';
import { endpointBody } from './endpoint-body.ts';
import { flag, struct, text, textMap } from './shape.ts';

const ipamConfig = struct<IpamConfig>({
  Subnet: text,
  IPRange: text,
  Gateway: text,
  AuxiliaryAddresses: textMap,
});

/** The body of `POST /networks/create`. */
export const networkCreateBody = struct<NetworkCreateRequest>({
  Name: text.default(''),
  Driver: text,
  Scope: text,
  EnableIPv4: flag,
  EnableIPv6: flag,
  IPAM: struct<Required<NetworkCreateRequest>['IPAM']>({
    Driver: text,
    Options: textMap,
    Config: z.array(ipamConfig),
  }),
  Internal: flag,
  Attachable: flag,
  Ingress: flag,
  ConfigOnly: flag,
  ConfigFrom: struct<Required<NetworkCreateRequest>['ConfigFrom']>({ Network: text }),
  Options: textMap,
  Labels: textMap,
});

/** The body of `POST /networks/{id}/connect`. */
export const networkConnectBody = struct<NetworkConnectRequest>({
  Container: text.default(''),
  EndpointConfig: endpointBody,
});

/** The body of `POST /networks/{id}/disconnect`. */
export const networkDisconnectBody = struct<NetworkDisconnectRequest>({
  Container: text.default(''),
  Force: flag,
});
