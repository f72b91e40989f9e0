import { type Certificate, certificatesOf } from "../../../model/certificates/certificate.ts";
import { ownCertificateIn } from "../../../model/certificates/chain-order.ts";
import type { Environment } from "../../../model/environments/environment.ts";
import { comparedCommonName, type Matching, matchingOf } from "../../../model/handshake/allow-list.ts";
import type { Instance, PdInstance } from "../../../model/instances/instance.ts";
import type { Setting } from "../../../model/instances/setting.ts";
import { isAtLeast } from "../../../model/instances/version.ts";
import { fixBy, setValue } from "../../changes.ts";
import { type NameList, nameListsOf } from "../../channels/name-lists.ts";
import { verifiesClients, verifiesOnPort } from "../../channels/verification.ts";
import type { Rule, Statement } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";
import { isPlaceholder } from "../../settings/written.ts";

/** What one entry does that it does not say. */
type Verdict = Pick<Statement, "message" | "help" | "variant" | "related" | "fix">;

export const allowListLoose: Rule = {
  id: "config/allow-list-loose",
  phase: "files",
  meta: () => ({
    title: "An allowed name that admits more, or fewer, than it says",
    why: "PD and the releases of TiKV compare whole names; there are no patterns, and an empty name stands for certificates without a common name. TiKV's master looks for the entry anywhere in a name. A list that reads as strict can so admit strangers, or nobody.",
    fix: "Write each name in full, exactly as it stands in the certificate.",
    threats: ["impersonation", "outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.5", "CWE-863", "CWE-625"],
    policies: { baseline: { severity: "warning", variants: { intruder: "error" } }, strict: "error" },
    since: "0.1.0",
    fixes: ["unsafe"],
    sources: [
      "tikv: components/security/src/lib.rs, match_peer_names (exact in every release, substring on master since pull request 17865)",
      "grpc: src/core/tsi/ssl_transport_security.cc, an absent common name is the empty one",
      "pd: etcd's transport, AllowedCNs; measured on PD v5.4 to v26.3",
    ],
    variants: { intruder: "somebody gets in whom the entry does not name" },
    example: {
      bad: {
        tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tikv", «"*.prod"»]\n`,
        version: "v8.5.7",
      },
      good: {
        tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tikv", "tidb.prod"]\n`,
        version: "v8.5.7",
      },
    },
  }),

  *check(model) {
    for (const environment of model.environments) {
      const seen = new Map<Instance["component"], SeenNames>();
      for (const instance of environment.instances) {
        // Where nobody is verified another rule says so.
        if (verifiesClients(instance) === "no") continue;
        for (const list of nameListsOf(instance)) {
          if (!list.isRead || list.names.kind !== "known") continue;
          const names = seen.get(instance.component) ?? seenNames(environment, instance.component);
          seen.set(instance.component, names);
          for (const entry of list.names.value) {
            const verdict = judgeEntry(entry, list.names.value, list, instance, names);
            if (verdict === undefined) continue;
            yield {
              at: entry.span,
              subject: `security.${list.key}: ${entry.value}`,
              environment: instance.environment,
              component: instance.component,
              ...verdict,
            };
          }
        }
      }
    }
  },
};

function judgeEntry(
  entry: Setting<string>,
  entries: readonly Setting<string>[],
  list: NameList,
  instance: Instance,
  seen: SeenNames,
): Verdict | undefined {
  // PD up to v8.3 does not start with two names: config/allow-list-version speaks.
  if (instance.component === "pd" && entries.length > 1 && !isAtLeast(instance.version, "v8.4.0")) return undefined;
  if (isPlaceholder(entry.value)) return undefined;
  const matching = matchingOf(instance.component, instance.version);
  if (entry.value === "") return emptyEntry(entries, list, instance, matching);
  const literal = notAName(entry, list, seen, matching) ?? otherCase(entry, entries, list, seen);
  if (literal !== undefined) return literal;
  return matching === "substring" ? substringEntry(entry.value, list, seen) : undefined;
}

const takeItOut = "remove the empty entry and write the names of all that connect";

function emptyEntry(entries: readonly Setting<string>[], list: NameList, instance: Instance, matching: Matching): Verdict {
  if (matching === "substring") {
    const names =
      list.key === "cert-allowed-cn" ? "every common name, and certificates without one" : "every subject alternative name";
    return {
      message: `an empty entry in ${list.key} admits ${names}: TiKV ${instance.version.text} looks for it anywhere in the name`,
      help: takeItOut,
      variant: "intruder",
    };
  }
  if (instance.component === "pd" && entries.length === 1) return emptyEntryAlone(instance);
  return {
    message: `an empty entry in ${list.key} admits every certificate of the CA that has no common name`,
    help: takeItOut,
    variant: "intruder",
  };
}

/** Measured: v8.3 and older do not check at all; later ones want certificates without a common name, PD's own too. */
function emptyEntryAlone(pd: PdInstance): Verdict {
  const { certificate } = pd.security;
  const own = certificate.kind === "seen" ? ownCertificateIn(certificate.file) : undefined;
  const ownName = own === undefined ? undefined : comparedCommonName("pd", own);
  if (!isAtLeast(pd.version, "v8.4.0")) {
    const message = `an empty entry alone in cert-allowed-cn switches the check off in PD ${pd.version.text}: any certificate of the CA may connect to the peer port too`;
    return { message, help: "write the common name of PD's own certificates instead", variant: "intruder" };
  }
  if (ownName === "") {
    const message =
      "an empty entry alone in cert-allowed-cn admits every certificate of the CA that has no common name to the peer port, and any certificate of the CA to the client port";
    return { message, help: takeItOut, variant: "intruder" };
  }
  const dialsItself = verifiesOnPort(pd, "client") === "yes";
  const about =
    ownName === undefined
      ? "and PD does not start unless its own has none"
      : `and PD's own has one (${shown(ownName)}): PD refuses itself and does not start`;
  return {
    message: `an empty entry alone in cert-allowed-cn admits only certificates without a common name${dialsItself ? `, ${about}` : ""}`,
    help: takeItOut,
  };
}

/** An entry in the form of a pattern, of several names, or of another field than the one that is compared. */
function notAName(entry: Setting<string>, list: NameList, seen: SeenNames, matching: Matching): Verdict | undefined {
  const { value } = entry;
  const form = formOf(value);
  if (form === undefined || (list.key === "cert-allowed-cn" && seen.commonNames.has(value))) return undefined;
  const name = list.key === "cert-allowed-cn" ? "common name" : "subject alternative name";
  const admitted = matching === "substring" ? `a ${name} with just this text in it` : `a ${name} of just this text`;
  return {
    message: `${list.key} takes "${shown(value)}" literally, ${form.as}: it admits nobody but ${admitted}`,
    help: form.help,
    fix: form.meant && fixBy(form.help, "unsafe", setValue(entry, form.meant)),
  };
}

interface Form {
  readonly as: string;
  readonly help: string;
  /** The names that were meant, where they stand in the entry. */
  readonly meant?: readonly string[];
}

function formOf(value: string): Form | undefined {
  if (/^[\w.-]+$/.test(value)) return undefined;
  if (/[*?^$|]/.test(value)) return { as: "not as a pattern", help: "write each name in full: there are no patterns" };
  if (/^[^\s,;]+(?:[,;]\s*[^\s,;]+)+$/.test(value) && !value.includes("=")) {
    const meant = value.split(/[,;]\s*/);
    return { as: "not as several names", help: "make each name an entry of its own", meant };
  }
  if (/^(?:CN|O|OU)\s*=/i.test(value)) {
    const name = /^CN\s*=([^,=/]+)$/i.exec(value)?.[1]?.trim();
    const help = "write the common name alone, without CN=";
    return { as: "not as a distinguished name", help, ...(name && { meant: [name] }) };
  }
  const prefixed = /^(?:DNS|IP|URI|email):(.+)$/i.exec(value)?.[1];
  if (/^(?:DNS|IP|URI|email):/i.test(value))
    return { as: "prefix and all", help: "write the name alone, without the prefix", ...(prefixed && { meant: [prefixed] }) };
  if (value.trim() !== value) return { as: "blanks and all", help: "remove the blanks", meant: [value.trim()] };
  return undefined;
}

/** An entry that is the common name of a committed certificate but for upper and lower case. */
function otherCase(
  entry: Setting<string>,
  entries: readonly Setting<string>[],
  list: NameList,
  seen: SeenNames,
): Verdict | undefined {
  const { value } = entry;
  if (list.key !== "cert-allowed-cn" || seen.commonNames.has(value)) return undefined;
  const meant = seen.byLowerCase.get(value.toLowerCase());
  if (meant === undefined || entries.some((other) => other.value === meant.name)) return undefined;
  return {
    message: `cert-allowed-cn "${shown(value)}" does not admit the common name "${shown(meant.name)}": upper and lower case count`,
    help: `write "${shown(meant.name)}"`,
    fix: fixBy(`write "${shown(meant.name)}"`, "unsafe", setValue(entry, meant.name)),
    related: [{ at: meant.certificate.span, message: `its common name is "${shown(meant.name)}"` }],
  };
}

function substringEntry(value: string, list: NameList, seen: SeenNames): Verdict {
  const name = list.key === "cert-allowed-cn" ? "common name" : "subject alternative name";
  const intruder = list.key === "cert-allowed-cn" ? seen.holding(value) : undefined;
  return {
    message: `${list.key} "${shown(value)}" admits the ${name} "${shown(intruder?.name ?? nameAround(value))}" too: TiKV's master looks for an entry anywhere in the name`,
    help: "let this CA issue certificates to the components of this cluster alone: TiKV's master has no exact match",
    variant: "intruder",
    ...(intruder && { related: [{ at: intruder.certificate.span, message: `its common name is "${shown(intruder.name)}"` }] }),
  };
}

/** A name that a stranger could have and that holds the entry. */
function nameAround(value: string): string {
  if (/^\d+(?:\.\d+){3}$/.test(value)) return `${value}.example`;
  return value.startsWith(".") ? `stranger${value}` : `not-${value}-really`;
}

interface SeenName {
  readonly name: string;
  readonly certificate: Certificate;
}

/** The common names in the certificates that an environment commits, as one component compares them. */
interface SeenNames {
  readonly commonNames: ReadonlyMap<string, SeenName>;
  readonly byLowerCase: ReadonlyMap<string, SeenName>;
  /** A common name that holds a text and is not just that text. */
  holding(text: string): SeenName | undefined;
}

function seenNames(environment: Environment, component: Instance["component"]): SeenNames {
  const commonNames = new Map<string, SeenName>();
  const byLowerCase = new Map<string, SeenName>();
  for (const certificate of environment.files.flatMap(certificatesOf)) {
    // A CA does not connect.
    if (certificate.basicConstraints?.ca === true) continue;
    const name = comparedCommonName(component, certificate);
    if (name === "" || commonNames.has(name)) continue;
    commonNames.set(name, { name, certificate });
    byLowerCase.set(name.toLowerCase(), { name, certificate });
  }
  const all = [...commonNames.values()];
  // Instances of one environment share their lists: each text is looked for once.
  const found = new Map<string, SeenName | undefined>();
  const holding = (text: string) => {
    if (!found.has(text))
      found.set(
        text,
        all.find(({ name }) => name !== text && name.includes(text)),
      );
    return found.get(text);
  };
  return { commonNames, byLowerCase, holding };
}
