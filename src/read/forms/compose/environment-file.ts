/** The lines `NAME=value` of an environment file, as compose and systemd read them; a value that refers to others is left out. */
export function environmentFile(text: string): readonly (readonly [string, string])[] {
  return text.split(/\r?\n/).flatMap((line): (readonly [string, string])[] => {
    const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line);
    if (match === null) return [];
    const [, name, written = ""] = match;
    const quoted = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(written);
    const value = quoted === null ? written.replace(/\s+#.*$/, "") : (quoted[2] as string);
    const isComputed = quoted?.[1] !== "'" && value.includes("$");
    return isComputed ? [] : [[name as string, value]];
  });
}
