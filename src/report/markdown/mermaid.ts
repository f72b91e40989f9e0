import type { ChannelId } from "../../model/channels/channel.ts";
import { counted } from "../../text/counted.ts";
import { cellsOf, cellText } from "../matrix.ts";
import type { RenderOptions } from "../options.ts";
import type { Report, ReportEnvironment } from "../report.ts";
import { environmentsWorstFirst } from "../verdict.ts";

/** Mermaid draws no text of 50,000 characters or more (its `maxTextSize`). */
export const longestDiagram = 50_000;

export type Party = "client" | "monitoring" | "pd" | "tikv" | "dashboard" | "tidb" | "metrics" | "kms" | "storage";

export const parties: Readonly<Record<Party, string>> = {
  client: "clients",
  monitoring: "monitoring",
  pd: "PD",
  tikv: "TiKV",
  dashboard: "PD's dashboard",
  tidb: "TiDB",
  metrics: "metrics storage",
  kms: "key management",
  storage: "object storage",
};

/** Who talks to whom in a channel. */
export const ends: Readonly<Record<ChannelId, readonly [Party, Party]>> = {
  "client-pd": ["client", "pd"],
  "tikv-pd": ["tikv", "pd"],
  "pd-pd-client": ["pd", "pd"],
  "pd-pd-peer": ["pd", "pd"],
  "client-tikv": ["client", "tikv"],
  "tikv-tikv": ["tikv", "tikv"],
  "status-tikv": ["monitoring", "tikv"],
  "pd-metric-storage": ["pd", "metrics"],
  "pd-metric-push": ["pd", "metrics"],
  "tikv-metric-push": ["tikv", "metrics"],
  "dashboard-tidb": ["dashboard", "tidb"],
  "tikv-kms": ["tikv", "kms"],
  "tikv-object-storage": ["tikv", "storage"],
};

/** A flow chart with an arrow per channel and environment; thick and red where the traffic is plaintext or is refused. */
export function renderMermaid(report: Report, { limit = longestDiagram }: RenderOptions): string {
  const head = "flowchart LR\n";
  const most = Math.min(limit, longestDiagram);
  let text = head;
  let edges = 0;
  const environments = environmentsWorstFirst(report);
  for (const [index, environment] of environments.entries()) {
    const part = drawEnvironment(environment, `e${index}`, edges);
    const note = `%% ${counted(environments.length - index, "environment")} left out\n`;
    if (text.length + part.text.length + note.length >= most) return text + note;
    text += part.text;
    edges += part.edges;
  }
  return text;
}

function drawEnvironment(environment: ReportEnvironment, id: string, firstEdge: number) {
  const { name, tier, instances } = environment;
  const cells = [...cellsOf(environment)];
  const drawn = new Set(cells.flatMap(([channel]) => ends[channel]));
  const count = (component: Party) => instances.filter((instance) => instance.component === component).length;
  const nodes = [...drawn].map((party) => {
    const size = count(party);
    return `    ${id}_${party}["${label(size > 1 ? `${parties[party]} (${size})` : parties[party])}"]\n`;
  });
  const arrows = cells.map(([channel, cell]) => {
    const [from, to] = ends[channel];
    return `    ${id}_${from} -->|"${label(`${channel}: ${cellText(cell)}`)}"| ${id}_${to}\n`;
  });
  const bad = cells.flatMap(([, cell], index) => (cell.posture === "plaintext" || cell.failed > 0 ? [firstEdge + index] : []));
  const style = bad.length === 0 ? "" : `  linkStyle ${bad.join(",")} stroke:#c00,stroke-width:3px\n`;
  const title = tier === name ? name : `${name} (${tier})`;
  return {
    text: `  subgraph ${id}["${label(title)}"]\n${nodes.join("")}${arrows.join("")}  end\n${style}`,
    edges: cells.length,
  };
}

/** Text of a label: letters and digits as they are, all else as Mermaid's character entities (`#35;`). */
export function label(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} .,_/-]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const isVisible = code > 0x20 && !/[\p{C}\p{Z}]/u.test(character);
    return isVisible ? `#${code};` : "#65533;";
  });
}
