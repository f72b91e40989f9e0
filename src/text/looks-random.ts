const services = /^(?:AKIA|ASIA|gh[opsu]_|github_pat_|glpat-|xox[abprs]-|sk_live_|AIza|eyJ|LS0tLS1CRUdJT)/;

/**
 * Does a run of letters, digits and `+/_=-` look like a key and not like words, a path or a number? In random base64 small
 * letters, capitals and digits follow each other at random: three of five neighbours are of different kinds, in words one of
 * ten, in names in camel case one of four. Hexadecimal digits are a key from 32 on.
 */
export function looksRandom(run: string): boolean {
  if (run.length < 16) return false;
  if (services.test(run)) return true;
  if (/^[0-9a-f]{32,}$|^[0-9A-F]{32,}$/.test(run)) return /[a-fA-F]/.test(run) && /\d/.test(run);
  let pairs = 0;
  let changes = 0;
  for (let at = 1; at < run.length; at++) {
    const [one, other] = [kindOf(run.charCodeAt(at - 1)), kindOf(run.charCodeAt(at))];
    if (one === 0 || other === 0) continue;
    pairs += 1;
    if (one !== other) changes += 1;
  }
  return pairs >= 13 && changes > pairs * leastChange(run);
}

/** The shorter a run, the more it can look random by chance; short names in camel case have no digits: `GenEmbedEtcdConfig`. */
function leastChange(run: string): number {
  if (run.length >= 40) return 0.28;
  if (run.length >= 32) return 0.32;
  return /\d/.test(run) ? 0.35 : 0.5;
}

/** 1 for a small letter, 2 for a capital, 3 for a digit, 0 for all else. */
function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return 1;
  if (code >= 65 && code <= 90) return 2;
  return code >= 48 && code <= 57 ? 3 : 0;
}
