/** A bill of materials as `npm sbom --sbom-format cyclonedx` prints it, as far as it is changed here. */
export interface Sbom {
  readonly metadata: { readonly component: { readonly name: string; readonly "bom-ref": string } };
  readonly components: readonly Component[];
  readonly dependencies?: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

interface Component {
  readonly name: string;
  readonly version: string;
  readonly "bom-ref": string;
  readonly scope?: string;
  readonly properties?: readonly { readonly name: string }[];
}

/**
 * Of a bill of the whole lockfile, the packages whose licences stand in `dist/licenses.txt`: the program has no dependencies
 * when it is installed, and all that it is built of is "development" to npm. A bundled package without an entry is an error.
 */
export function bundledOnly(sbom: Sbom, licenses: string): Sbom {
  const bundled = new Map([...licenses.matchAll(/^Name: (.+)\nVersion: (.+)$/gm)].map(([, name, version]) => [name, version]));
  const components = sbom.components
    .filter(({ name, version }) => bundled.get(name) === version)
    .map((component) => ({ ...component, scope: "required", properties: [] }));
  for (const [name, version] of bundled) {
    if (!components.some((component) => component.name === name)) throw new Error(`${name} ${version} is not in the lockfile`);
  }
  const { component } = sbom.metadata;
  const refs = new Set(components.map((each) => each["bom-ref"]));
  const dependencies = (sbom.dependencies ?? [])
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }));
  return {
    ...sbom,
    // npm names it after the folder.
    metadata: { ...sbom.metadata, component: { ...component, name: component["bom-ref"].replace(/@[^@]*$/, "") } },
    components,
    dependencies: [{ ref: component["bom-ref"], dependsOn: [...refs] }, ...dependencies],
  };
}
