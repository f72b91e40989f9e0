import type { Reading } from "./draft.ts";
import type { Setting } from "./setting.ts";

/** A reading whose instances were all started with these flags, by dotted key (`client-urls`): for examples and tests. */
export function withFlags(reading: Reading, flags: Readonly<Record<string, string>>): Reading {
  return {
    ...reading,
    instances: reading.instances.map((draft) => {
      const given = Object.entries(flags).map(([key, value]): [string, Setting<string>] => [
        key,
        { value, span: draft.at, origin: "flag" },
      ]);
      return { ...draft, overrides: new Map([...(draft.overrides ?? []), ...given]) };
    }),
  };
}
