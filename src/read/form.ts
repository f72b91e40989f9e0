import type { Certificate, PrivateKey, TrustSettings } from "../model/certificates/certificate.ts";
import type { Reading } from "../model/instances/draft.ts";
import type { RepoPath, Span } from "../text/span.ts";
import type { SourceFile } from "./source-file.ts";
import type { YamlResult } from "./yaml/yaml.ts";

export interface FormContext {
  /** Reads X.509; undefined when no file looked as if it held a certificate. */
  readonly x509: X509Reader | undefined;
  /** Any file that was read, by path. */
  file(path: RepoPath): SourceFile | undefined;
  /** All files that were read, sorted by path. */
  files(): readonly SourceFile[];
  /** The documents of a YAML file, read once. For forms that need `yaml`. */
  yaml(file: SourceFile): YamlResult;
}

/** Readers that load only when a form that needs them claims a file. */
export type FormNeed = "x509" | "yaml";

/** Reads the DER of one object. Bad input is a sentence, not an exception. */
export interface X509Reader {
  certificate(der: Uint8Array, span: Span): Certificate | { readonly because: string };
  /** The body of a `TRUSTED CERTIFICATE` block: a certificate, and what OpenSSL shall trust it for. */
  trustedCertificate?(
    der: Uint8Array,
    span: Span,
  ): { readonly certificate: Certificate; readonly trust: TrustSettings | undefined } | { readonly because: string };
  /** `label` is the PEM label (`RSA PRIVATE KEY`), or undefined for a binary file. */
  privateKey(der: Uint8Array, span: Span, label: string | undefined): PrivateKey | { readonly because: string };
  /**
   * Verifies the signatures that chains of these certificates will ask for on other threads, where there are many.
   * Nothing is different afterwards but that `isSignedBy` knows its answer.
   */
  verifyAhead?(certificates: readonly Certificate[]): Promise<void>;
}

/** One committed form: an adapter from files to instances. */
export interface Form {
  readonly meta: {
    readonly id: string;
    readonly title: string;
    /** For the page of forms: what is read, what is derived, what stays unknown. */
    readonly reads: string;
    readonly derives: string;
    readonly unknown: string;
    /** The folder of its example, where that is not `examples/<id>`. */
    readonly example?: string | undefined;
  };
  readonly needs?: readonly FormNeed[];
  /** Is this file one of ours? By name and content, cheaply; asked once for every file that was read. Several forms may claim one. */
  claims(file: SourceFile): boolean;
  read(files: readonly SourceFile[], context: FormContext): Reading;
}
