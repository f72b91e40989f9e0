import { expect, test } from "vitest";
import { catalogue } from "../judge/catalogue.ts";
import { rulesFor } from "./proof.ts";

test.each([
  [{ proofs: false, base: false }, ["handshake", "change"]],
  [{ proofs: true, base: false }, ["change"]],
  [{ proofs: false, base: true }, ["handshake"]],
  [{ proofs: true, base: true }, []],
])("with %o all rules run but those of the phases %j", async (has, without) => {
  const ids = (await rulesFor(has)).map(({ id }) => id);
  expect([...ids].sort()).toEqual(
    catalogue
      .filter(({ phase }) => !without.includes(phase))
      .map(({ id }) => id)
      .sort(),
  );
});
