import { describe, expect, test } from "vitest";
import { cut, placed } from "../../../test/support/placed.ts";
import { firstUnknown } from "../placed-text.ts";
import { interpolate } from "./interpolation.ts";

const variables: Readonly<Record<string, string>> = { SET: "value", EMPTY: "" };
const fill = (text: string) => interpolate(placed(text), (name) => variables[name]);

// docs.docker.com/reference/compose-file/interpolation
describe("interpolate", () => {
  test.each([
    ["$SET and ${SET}", "value and value"],
    ["${SET:-default}", "value"],
    ["${EMPTY:-default}", "default"],
    ["${EMPTY-default}", ""],
    ["${UNSET:-default}", "default"],
    ["${UNSET-default}", "default"],
    ["${UNSET:-}", ""],
    ["${UNSET:-http://${UNSET:-pd}:2379}", "http://pd:2379"],
    ["${SET:+other}", "other"],
    ["${EMPTY:+other}", ""],
    ["$${SET} costs $$5", "${SET} costs $5"],
    ["a $ b $", "a $ b $"],
    ["${SET", "${SET"],
  ])("%s is %s", (text, value) => {
    const filled = fill(text);
    expect(filled.value).toBe(value);
    expect(firstUnknown(filled)).toBeUndefined();
  });

  test.each(["$UNSET", "${UNSET}", "${UNSET:?must be set}", "${UNSET:+other}"])("%s is decided outside the files", (text) => {
    expect(firstUnknown(fill(`http://${text}:2379`))).toEqual({
      because: "${UNSET} is set where compose runs",
      span: placed(`http://${text}:2379`).slice(7, 7 + text.length),
    });
  });

  test("a default keeps its place in the file, a value of a variable has the place of the variable", () => {
    const text = "url: ${SCHEME:-https}://${SET}:2379";
    const filled = fill(text);
    expect(filled.value).toBe("url: https://value:2379");
    expect(cut(text, filled.slice(5, 10))).toBe("https");
    expect(cut(text, filled.slice(13, 18))).toBe("${SET}");
    expect(cut(text, filled.slice(19, 23))).toBe("2379");
    expect(cut(text, filled.slice(5, 23))).toBe("https}://${SET}:2379");
  });
});
