import type { ChannelId } from "../../model/channels/channel.ts";
import { counted } from "../../text/counted.ts";
import { postureText } from "../matrix.ts";
import type { PlannedChannel, PlannedEnvironment, PlannedSide, PlanReport } from "../plan.ts";

import { ends, label, longestDiagram, parties } from "./mermaid.ts";

/** A flow chart of the channels that a change alters, with what each was and is; undefined where it alters none. */
export function renderChangedMermaid(plan: PlanReport, limit = longestDiagram): string | undefined {
  const changed = plan.environments.filter(({ channels }) => channels.changed.length > 0);
  if (changed.length === 0) return undefined;
  let text = "flowchart LR\n";
  let edges = 0;
  for (const [index, environment] of changed.entries()) {
    const part = drawEnvironment(environment, `e${index}`, edges);
    const note = `%% ${counted(changed.length - index, "environment")} left out\n`;
    if (text.length + part.text.length + note.length >= limit) return text + note;
    text += part.text;
    edges += part.edges;
  }
  return text;
}

type Mood = "worse" | "better" | "neutral";

interface Arrow {
  readonly id: ChannelId;
  readonly words: string;
  readonly mood: Mood;
  readonly pairs: number;
}

const strokes: Readonly<Record<Mood, string | undefined>> = {
  worse: "stroke:#c00,stroke-width:3px",
  better: "stroke:#080,stroke-width:2px",
  neutral: undefined,
};

function drawEnvironment({ name, tier, channels }: PlannedEnvironment, id: string, firstEdge: number) {
  const arrows = arrowsOf(channels.changed);
  const nodes = [...new Set(arrows.flatMap((arrow) => ends[arrow.id]))].map(
    (party) => `    ${id}_${party}["${label(parties[party])}"]\n`,
  );
  const drawn = arrows.map((arrow) => {
    const [from, to] = ends[arrow.id];
    const pairs = arrow.pairs === 1 ? "" : ` (${counted(arrow.pairs, "pair")})`;
    return `    ${id}_${from} -->|"${label(`${arrow.id}: ${arrow.words}${pairs}`)}"| ${id}_${to}\n`;
  });
  const styles = (["worse", "better"] as const).flatMap((mood) => {
    const edges = arrows.flatMap((arrow, index) => (arrow.mood === mood ? [firstEdge + index] : []));
    return edges.length === 0 ? [] : [`  linkStyle ${edges.join(",")} ${strokes[mood]}\n`];
  });
  const title = tier === name ? name : `${name} (${tier})`;
  return {
    text: `  subgraph ${id}["${label(title)}"]\n${nodes.join("")}${drawn.join("")}  end\n${styles.join("")}`,
    edges: arrows.length,
  };
}

/** Pairs of one channel that change alike are one arrow. */
function arrowsOf(channels: readonly PlannedChannel[]): readonly Arrow[] {
  const arrows = new Map<string, Arrow>();
  for (const channel of channels) {
    const words = changeText(channel);
    const key = `${channel.id}\n${words}`;
    const pairs = (arrows.get(key)?.pairs ?? 0) + channel.pairs;
    arrows.set(key, { id: channel.id, words, mood: moodOf(channel), pairs });
  }
  return [...arrows.values()];
}

function moodOf({ direction, before, after }: PlannedChannel): Mood {
  const isRefused = after?.handshake === "fails" && before?.handshake !== "fails";
  if (direction === "weaker" || isRefused) return "worse";
  return direction === "stronger" || (direction === "handshake" && after?.handshake === "succeeds") ? "better" : "neutral";
}

/** `● mTLS → ✗ plaintext, refused`. */
export function changeText({ before, after }: PlannedChannel): string {
  return `${sideText(before)} → ${sideText(after)}`;
}

/** `● mTLS, refused`; `not there` for no channel. */
export function sideText(side: PlannedSide | null): string {
  if (side === null) return "not there";
  return `${postureText[side.posture]}${side.handshake === "fails" ? ", refused" : ""}`;
}
