/**
 * Where a mark stands from an offset on, -1 where it does not: `indexOf`, which remembers what it looked through. Whoever asks
 * at each of many opening marks for a closing one that is not there reads the text once.
 */
export function markSearch(text: string, mark: string): (from: number) => number {
  let [from, found] = [0, text.indexOf(mark)];
  return (offset) => {
    const isKnown = offset >= from && (found === -1 || offset <= found);
    if (!isKnown) [from, found] = [offset, text.indexOf(mark, offset)];
    return found;
  };
}
