// The time from process start until every function of the bundle is registered, without Node's own start. It also
// measures the size of the package.
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Figure, figure, median } from './measure.ts';

const root = resolve(import.meta.dirname, '../..');
const runs = 7;

export async function cold(): Promise<Figure[]> {
  execFileSync(process.execPath, ['build.ts'], { cwd: root, stdio: 'ignore' });
  const loader = resolve(import.meta.dirname, 'load-functions.ts');
  const nothing: number[] = [];
  const everything: number[] = [];
  for (let run = 0; run < runs; run++) {
    nothing.push(start(['-e', '0']));
    everything.push(start([loader]));
  }
  const bytes = globSync('dist/**/*.js', { cwd: root }).reduce(
    (sum, file) => sum + statSync(resolve(root, file)).size,
    0,
  );
  const own = median(everything) - median(nothing);
  return [
    figure('cold', 'start beyond Node', own, 'ms', median(nothing)),
    figure('cold', 'package', bytes / 1024 / 1024, 'MB'),
  ];
}

function start(args: readonly string[]): number {
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${String(status)}`);
  return performance.now() - startedAt;
}
