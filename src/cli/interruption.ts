/**
 * A signal that aborts at the first Ctrl-C, or when a workflow is cancelled; a second one ends the process at once. It stays
 * a listener for that: whoever tidies up at a signal that nobody else hears ends the process then and there.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const [signal, status] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(status);
      controller.abort(signal);
    });
  }
  return controller.signal;
}
