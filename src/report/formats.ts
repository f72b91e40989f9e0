import type { Render } from "./options.ts";

export const formatNames = ["text", "json", "sarif", "markdown", "junit", "rdjson", "github", "ics"] as const;
/** What `check --format` prints. */
export type FormatName = (typeof formatNames)[number];

/** Each format loads when it is asked for. */
export const formats: Readonly<Record<FormatName, () => Promise<Render>>> = {
  text: async () => (await import("./terminal/text.ts")).renderText,
  json: async () => (await import("./machine/json.ts")).renderJson,
  sarif: async () => (await import("./machine/sarif.ts")).renderSarif,
  markdown: async () => (await import("./markdown/markdown.ts")).renderMarkdown,
  junit: async () => (await import("./machine/junit.ts")).renderJunit,
  rdjson: async () => (await import("./machine/rdjson.ts")).renderRdjson,
  github: async () => (await import("./machine/github.ts")).renderGithub,
  ics: async () => (await import("./machine/calendar.ts")).renderCalendar,
};

export const channelFormatNames = ["text", "mermaid", "json"] as const;
/** What `channels --format` prints. */
export type ChannelFormatName = (typeof channelFormatNames)[number];

/** Likewise for the channels alone. */
export const channelFormats: Readonly<Record<ChannelFormatName, () => Promise<Render>>> = {
  text: async () => (await import("./channels.ts")).renderChannels,
  mermaid: async () => (await import("./markdown/mermaid.ts")).renderMermaid,
  json: async () => (await import("./channels.ts")).renderChannelsJson,
};
