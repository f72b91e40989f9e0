import fc from "fast-check";
import { expect, test } from "vitest";
import { repository } from "../../../../test/support/repository.ts";

test("a value of a TOML text inside a manifest is where its span says, however the text is written", async () => {
  const path = fc.stringMatching(/^\/[a-z]{1,8}(\/[a-z0-9-]{1,8}){0,3}\.(pem|crt)$/);
  const style = fc.constantFrom("|", "|-", "|+", "|2-", "quoted");
  const comments = fc.array(fc.stringMatching(/^# [a-z ]{0,12}$/), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(path, path, style, comments, fc.constantFrom("\n", "\r\n"), async (ca, key, header, lines, end) => {
      const toml = [...lines, "[raftstore]", "", "[security]", `ca-path = "${ca}"`, ...lines, `key-path = '${key}'`].join("\n");
      const indent = header === "|2-" ? "    " : "      ";
      const body = header === "quoted" ? JSON.stringify(toml) : `${header}\n${toml.replaceAll(/^(?=.)/gm, indent)}`;
      const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: tikv}\ndata:\n  tikv.toml: ${body}\n`.replaceAll("\n", end);
      const { instance, cut } = await repository({ "k8s/tikv.yaml": text });
      const { security } = instance("tikv");
      const placeOf = (material: typeof security.ca) =>
        material.kind === "unseen" && material.path ? cut(material.path.span) : material.kind;
      const quote = header === "quoted" ? '\\"' : '"';
      expect([placeOf(security.ca), placeOf(security.key)]).toEqual([`${quote}${ca}${quote}`, `'${key}'`]);
    }),
    { seed: 7, numRuns: 200 },
  );
});
