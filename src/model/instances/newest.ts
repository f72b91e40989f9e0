import type { Component } from "./instance.ts";
import type { Version } from "./version.ts";

/** The newest release of each program that the rules know: what holds where neither the files nor the config file name one. */
export const newestRelease: Readonly<Record<Component, Version>> = {
  pd: { major: 8, minor: 5, patch: 7, text: "v8.5.7" },
  tikv: { major: 8, minor: 5, patch: 7, text: "v8.5.7" },
};
