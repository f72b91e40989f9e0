const longest = 80;

/** A value of the user's as a message quotes it: cut to a readable length, without credentials in a URL. */
export function shown(value: string): string {
  const plain = value.replaceAll(/\/\/[^/@\s,]*@/g, "//…@");
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}
