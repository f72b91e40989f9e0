import type { Form } from "../form.ts";
import { ansibleForm } from "./ansible/form.ts";
import { certManagerForm } from "./cert-manager/form.ts";
import { certificateRequestsForm } from "./certificate-requests/form.ts";
import { composeForm } from "./compose/form.ts";
import { helmValuesForm } from "./helm-values/form.ts";
import { kustomizeForm } from "./kustomize/form.ts";
import { pemForm } from "./pem/form.ts";
import { scriptForm } from "./script/form.ts";
import { secretsForm } from "./secrets/form.ts";
import { systemdForm } from "./systemd/form.ts";
import { tidbOperatorV1Form } from "./tidb-operator-v1/form.ts";
import { tidbOperatorV2Form } from "./tidb-operator-v2/form.ts";
import { tikvOperatorForm } from "./tikv-operator/form.ts";
import { tiupForm } from "./tiup/form.ts";
import { tomlForm } from "./toml/form.ts";
import { workloadsForm } from "./workloads/form.ts";

/** All forms, asked in this order; the first that claims a file reads it. */
export const forms: readonly Form[] = [
  pemForm,
  tomlForm,
  tiupForm,
  composeForm,
  systemdForm,
  scriptForm,
  ansibleForm,
  helmValuesForm,
  tidbOperatorV1Form,
  tidbOperatorV2Form,
  tikvOperatorForm,
  secretsForm,
  certManagerForm,
  workloadsForm,
  kustomizeForm,
  certificateRequestsForm,
];
