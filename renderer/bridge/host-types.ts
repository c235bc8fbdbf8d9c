/** The desktop host's side of the contract, for whoever in the page needs to name it. */
export type {
  About,
  ClientMessage,
  HostMessage,
  HostStatus,
  InitialCredit,
  PageBridge,
  RegistryCredentials,
  RegistryLogin,
  Settings,
  StreamPortMessage,
} from '../../electron/desktop-api/types.ts';
