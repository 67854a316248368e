/** One POSIX shell that runs blocks of commands one after the other, like a terminal. */
import { spawn, spawnSync } from 'node:child_process';

/** A block that waits for a state waits at most this long. */
const maxBlockMs = 30_000;

export interface Shell {
  /** Returns the output, also of errors, and the exit code of the last command. Rejects if the shell ends. */
  run(commands: string): Promise<{ output: string; code: number }>;
  stop(): void;
}

/** The programs of the walk-through that this machine lacks. */
export const missingPrograms = (): string[] =>
  ['sh', 'curl', 'sed', 'grep'].filter(
    (program) => spawnSync(program, ['--version']).error !== undefined,
  );

export function startShell(): Shell {
  const shell = spawn('sh', [], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let runs = 0;
  let received: () => void = () => undefined;
  let isEnded = false;
  const collect = (bytes: Buffer) => {
    output += bytes.toString('utf8');
    received();
  };
  shell.stdout.on('data', collect);
  shell.stderr.on('data', collect);
  shell.on('close', () => {
    isEnded = true;
    received();
  });

  return {
    async run(commands) {
      output = '';
      const marker = `end of run ${(runs += 1)}: `;
      const end = new RegExp(`${marker}(\\d+)\\n$`);
      shell.stdin.write(`${commands}\necho "${marker}$?"\n`);
      const limit = setTimeout(() => shell.kill(), maxBlockMs);
      while (!end.test(output) && !isEnded) {
        await new Promise<void>((resolve) => {
          received = resolve;
        });
      }
      clearTimeout(limit);
      if (isEnded) throw new Error(`The shell ended within a block:\n${commands}\n${output}`);
      const [, code = ''] = end.exec(output) ?? [];
      return { output: output.replace(end, ''), code: Number(code) };
    },
    stop: () => void shell.kill(),
  };
}
