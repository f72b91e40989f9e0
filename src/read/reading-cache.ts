import type { PemFile } from "../model/certificates/certificate.ts";
import type { Reading } from "../model/instances/draft.ts";
import type { SourceFile } from "./source-file.ts";
import type { YamlResult } from "./yaml/yaml.ts";

/** What was read from files that several trees share: a file that is the same object in both is read once. */
export class ReadingCache {
  readonly yaml = new WeakMap<SourceFile, YamlResult>();
  readonly #readings = new WeakMap<SourceFile, Map<string, Reading>>();
  readonly #keys = new WeakMap<SourceFile, { readonly found: PemFile | undefined }>();

  reading(form: string, file: SourceFile, read: () => Reading): Reading {
    const byForm = this.#readings.get(file) ?? new Map<string, Reading>();
    this.#readings.set(file, byForm);
    const reading = byForm.get(form) ?? read();
    byForm.set(form, reading);
    return reading;
  }

  keys(file: SourceFile, search: () => PemFile | undefined): PemFile | undefined {
    const known = this.#keys.get(file) ?? { found: search() };
    this.#keys.set(file, known);
    return known.found;
  }
}
