/** One DER element: tag, shortest length, content (X.690 8.1, 10.1). */
export function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(body.length)]), body]);
}

function lengthOctets(size: number): readonly number[] {
  if (size < 0x80) return [size];
  const octets: number[] = [];
  for (let rest = size; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest & 0xff);
  return [0x80 | octets.length, ...octets];
}

export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return der(0x30, ...parts);
}

export function octetString(content: Uint8Array): Buffer {
  return der(0x04, content);
}

/** A BIT STRING of whole octets. */
export function bitString(content: Uint8Array): Buffer {
  return der(0x03, Uint8Array.of(0), content);
}

/** An INTEGER that is not negative. */
export function integer(value: bigint): Buffer {
  const hex = value.toString(16);
  // Two's complement: a leading zero keeps the sign.
  const digits = hex.length % 2 === 1 ? `0${hex}` : Number.parseInt(hex[0] ?? "0", 16) >= 8 ? `00${hex}` : hex;
  return der(0x02, Buffer.from(digits, "hex"));
}

export function objectIdentifier(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  const octets = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc % 128];
    for (let high = Math.floor(arc / 128); high > 0; high = Math.floor(high / 128)) groups.unshift((high % 128) | 0x80);
    return groups;
  });
  return der(0x06, Buffer.from(octets));
}

/** RFC 5280 4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050 on. Milliseconds since the epoch, UTC; years 0 to 9999. */
export function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, "");
  const year = Number(digits.slice(0, 4));
  const isShort = year >= 1950 && year < 2050;
  return isShort ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}
