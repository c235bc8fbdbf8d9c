type Texts = Readonly<Record<string, string>>;

/** How a service is deployed; Swarm's part of it is kept for display only. */
export interface Deploy {
  readonly mode?: string;
  readonly endpoint_mode?: string;
  readonly replicas?: number;
  /** Labels of the service, not of its containers. */
  readonly labels?: Texts;
  readonly resources: {
    readonly limits?: Limits;
    readonly reservations?: Reservations;
  };
  readonly restart_policy?: {
    readonly condition?: string;
    readonly delay?: string;
    readonly max_attempts?: number;
    readonly window?: string;
  };
  readonly update_config?: UpdateConfig;
  readonly rollback_config?: UpdateConfig;
  readonly placement: {
    readonly constraints?: readonly string[];
    readonly preferences?: readonly { readonly spread: string }[];
    readonly max_replicas_per_node?: number;
  };
}

export interface Limits {
  readonly cpus?: number;
  /** Bytes. */
  readonly memory?: number;
  readonly pids?: number;
}

export interface Reservations {
  readonly cpus?: number;
  /** Bytes. */
  readonly memory?: number;
  readonly generic_resources?: readonly { readonly discrete_resource_spec: GenericResource }[];
  readonly devices?: readonly DeviceRequest[];
}

export interface GenericResource {
  readonly kind: string;
  readonly value: number;
}

/** A GPU or another device asked for by what it can do. */
export interface DeviceRequest {
  readonly capabilities: readonly string[];
  readonly driver?: string;
  /** -1: all. */
  readonly count?: number;
  readonly device_ids?: readonly string[];
  readonly options?: Texts;
}

export interface UpdateConfig {
  readonly parallelism?: number;
  readonly delay?: string;
  readonly failure_action?: string;
  readonly monitor?: string;
  readonly max_failure_ratio?: number;
  readonly order?: string;
}
