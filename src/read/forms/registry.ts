import type { Form } from "../form.ts";
import { pemForm } from "./pem/form.ts";
import { tomlForm } from "./toml/form.ts";

/** All forms, asked in this order; the first that claims a file reads it. */
export const forms: readonly Form[] = [pemForm, tomlForm];
