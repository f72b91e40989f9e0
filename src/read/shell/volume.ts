/** What `-v` of docker and a short `volumes:` entry of compose mount: `source:target[:options]`. */
export interface VolumeWords {
  readonly source: string;
  readonly target: string;
}

/**
 * Splits a mount at its colons; those inside `${…}`, and that of a drive (`C:\`), are none of them. Undefined when nothing
 * of the host is named. The last part is an option only without a slash.
 */
export function volumeWords(text: string): VolumeWords | undefined {
  const [source, target, options, ...more] = partsOf(text);
  if (!source || !target || more.length > 0 || options?.includes("/") === true) return undefined;
  return { source, target };
}

function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  const lastClose = text.lastIndexOf("}");
  let start = 0;
  for (let at = /^[A-Za-z]:[\\/]/.test(text) ? 2 : 0; at < text.length; at++) {
    if (text.startsWith("${", at) && at < lastClose) at = text.indexOf("}", at);
    else if (text[at] === ":") {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
