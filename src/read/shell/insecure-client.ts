import type { InsecureClient } from "../../model/instances/deployment.ts";
import { fileName } from "../../text/span.ts";
import type { PlacedText } from "../placed-text.ts";

/** What only a cluster's own ports and paths are. */
const clusterTarget =
  /^https:\/\/.*(?::(?:2379|2380|20160|20180)(?:[/?]|$)|\/pd\/api\/|\/pd\/health)|^https:\/\/[^/]*\b(?:pd|tikv)\d*(?:[.:/-]|$)/i;

/** Does a command dial the cluster without verifying whom it reaches? `client` says who it is, as messages call it. */
export function insecureClientIn(words: readonly PlacedText[], client: string): InsecureClient | undefined {
  const skipping = words.find(({ value }) => /^--?insecure-skip-(?:tls-)?verify(?:=true)?$/i.test(value));
  if (skipping !== undefined && words.some(({ value }) => isOfCluster(value))) {
    return { at: skipping.span, setting: skipping.value, client };
  }
  const curl = words.findIndex(({ value }) => /^(?:curl|wget)$/.test(fileName(value)));
  if (curl === -1) return undefined;
  const rest = words.slice(curl + 1);
  const flag =
    fileName(words[curl]?.value ?? "") === "wget" ? /^--no-check-certificate$/ : /^(?:-[a-jl-zA-Z]*k[a-zA-Z]*|--insecure)$/;
  const insecure = rest.find(({ value }) => flag.test(value));
  if (insecure === undefined || !rest.some(({ value }) => clusterTarget.test(value))) return undefined;
  return { at: insecure.span, setting: `${fileName(words[curl]?.value ?? "")} ${insecure.value}`, client };
}

function isOfCluster(word: string): boolean {
  return (
    clusterTarget.test(word) ||
    /(?:^|\/)(?:pd-ctl|tikv-ctl|pd-server|br|cdc|tiup)$/.test(word) ||
    /:(?:2379|20160|20180)\b/.test(word)
  );
}
