/** Of an orphan, whose end nobody else hastens: what it would wait for is ending too. */
const orphanMs = 3000;

/**
 * One part of the local Azure runs as a process of its own: it says in one JSON line on standard output that it is
 * ready and where, and ends when it is told to (SIGTERM, SIGINT) or when its parent is gone (standard input ends).
 */
export function runPart(ready: Record<string, unknown>, stop: () => Promise<void>): void {
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
