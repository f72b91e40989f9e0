import { expect, test } from "vitest";
import { catalogue } from "../judge/catalogue.ts";
import { rulesFor } from "./proof.ts";

test.each([
  [{ proofs: false, base: false }, ["handshake", "rollout"]],
  [{ proofs: true, base: false }, ["rollout"]],
  [{ proofs: false, base: true }, ["handshake"]],
  [{ proofs: true, base: true }, []],
])("with %o all rules run but those of %j", async (has, without) => {
  const ids = (await rulesFor(has)).map(({ id }) => id);
  const groupOf = (id: string) => id.slice(0, id.indexOf("/"));
  expect([...ids].sort()).toEqual(catalogue.map(({ id }) => id).filter((id) => !without.includes(groupOf(id))));
});
