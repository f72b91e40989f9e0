import type { RepoPath, Span } from "../../text/span.ts";
import type { PemFile } from "../certificates/certificate.ts";
import type { Channel } from "../channels/channel.ts";
import type { CertificateRequest, DeclaredObject, DeclaredSecret, InsecureClient } from "../instances/deployment.ts";
import type { Component, Instance, Material, PdInstance, TikvInstance } from "../instances/instance.ts";

export const tiers = ["production", "staging", "development"] as const;
export type Tier = (typeof tiers)[number];

/** Credentials of a client outside the cluster, when the config file names them. */
export interface ClientCredentials {
  readonly ca: Material;
  readonly certificate: Material;
}

/** One deployment of a cluster. */
export interface Environment {
  readonly name: string;
  readonly tier: Tier;
  /** Neither the config file nor a folder's or file's name says the tier. */
  readonly tierIsAssumed?: boolean | undefined;
  /** The word in a name or label that says the tier, as written; undefined where it is declared or assumed. */
  readonly tierWord?: string | undefined;
  /** An example or a test case, by the name of its folder: no deployment of the cluster beside it. */
  readonly isIllustration?: boolean | undefined;
  /** Name of the policy that judges it; undefined for the run's own. */
  readonly policy?: string | undefined;
  readonly instances: readonly Instance[];
  readonly clients?: ClientCredentials | undefined;
  /** Files with certificates and keys that lie in this environment, whether a config names them or not. */
  readonly files: readonly PemFile[];
  /** First line of its first file. */
  readonly at: Span;
  readonly channels: readonly Channel[];
  /** The names of the instances that belong together; undefined where all do. One may be in several (see `clustersAmong`). */
  readonly clusters?: readonly (readonly string[])[] | undefined;
}

/** Something that could not be read as what it is meant to be. Rules turn it into findings. */
export interface Problem {
  readonly kind: "syntax" | "template" | "unreadable";
  readonly at: Span;
  readonly message: string;
  readonly help: string;
  readonly component?: Component | undefined;
  readonly environment?: string | undefined;
}

/** All that is judged. */
export interface Model {
  readonly environments: readonly Environment[];
  /** Every file with certificates or keys, in the order of their paths. */
  readonly files: readonly PemFile[];
  readonly problems: readonly Problem[];
  readonly requests?: readonly CertificateRequest[] | undefined;
  readonly secrets?: readonly DeclaredSecret[] | undefined;
  readonly objects?: readonly DeclaredObject[] | undefined;
  readonly insecureClients?: readonly InsecureClient[] | undefined;
  /** Where instances stand that are in no declared environment: the first of each file. */
  readonly undeclared?: readonly Span[] | undefined;
  /** What was assumed where neither the files nor the config file say it; whole sentences. */
  readonly assumptions: readonly string[];
  /** The environment in which a file lies; undefined when it lies in none. */
  environmentOf(path: RepoPath): Environment | undefined;
}

/**
 * The environments that are deployments of one cluster, as far as anybody says so. Folders without a word for their tier are
 * more likely clusters of their own: one such may stand for production, several are not compared; examples never are.
 */
export function comparableEnvironments(model: Model): readonly Environment[] {
  const deployed = model.environments.filter(({ isIllustration }) => isIllustration !== true);
  const told = deployed.filter(({ tierIsAssumed }) => tierIsAssumed !== true);
  return deployed.length - told.length <= 1 ? deployed : told;
}

/** The PD instances of an environment. */
export function pdsOf(environment: Environment): readonly PdInstance[] {
  return environment.instances.filter((instance) => instance.component === "pd");
}

/** The TiKV instances of an environment. */
export function tikvsOf(environment: Environment): readonly TikvInstance[] {
  return environment.instances.filter((instance) => instance.component === "tikv");
}
