/** An orphan ends after this time at the latest: the services that it would wait for are ending too. */
const orphanMs = 3000;

/**
 * Runs one service of the local Azure as a process. One JSON line on standard output says that it is ready and at
 * which address. It ends on SIGTERM or SIGINT, or when its parent is gone (standard input ends).
 */
export function runService(ready: Record<string, unknown>, stop: () => Promise<void>): void {
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  const orphaned = () => {
    setTimeout(() => process.exit(1), orphanMs).unref();
    end();
  };
  process.stdin.on('end', orphaned);
  process.stdin.on('error', orphaned);
  process.stdin.resume();
  process.stdout.write(`${JSON.stringify({ event: 'ready', ...ready })}\n`);
}
