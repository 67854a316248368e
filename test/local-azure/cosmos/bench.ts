// What the emulator costs: prints three figures, each against its goal. Run it with
//   node test/local-azure/cosmos/bench.ts [--documents 1000000]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { CosmosClient, type Container, type JSONObject } from '@azure/cosmos';

const { values } = parseArgs({ options: { documents: { type: 'string', default: '1000000' } } });
const most = Number(values.documents);
const seeded = Math.min(100_000, most);
const batchSize = 100;
const concurrency = 8;
const partition = ['engagement', '0'];

const folder = mkdtempSync(join(tmpdir(), 'cosmos-bench-'));
const resources = join(folder, 'resources.json');
const order = (path: string) => [path, 'ascending'];
writeFileSync(
  resources,
  JSON.stringify({
    cosmos: {
      database: 'bench',
      containers: [
        {
          id: 'tasks',
          partitionKey: ['/engagementId', '/shard'],
          compositeIndexes: [
            [order('/status'), order('/rank')],
            [order('/status'), order('/eligibleAt')],
          ],
        },
      ],
    },
  }),
);

async function launch() {
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, [main, '--data', folder, '--resources', resources], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { endpoint, key } = JSON.parse(line) as { endpoint: string; key: string };
  const client = new CosmosClient({ endpoint, key });
  return { child, client, tasks: client.database('bench').container('tasks') };
}

function taskAt(n: number): JSONObject {
  return {
    id: `task-${n}`,
    engagementId: 'engagement',
    shard: '0',
    status: n % 4 === 0 ? 'waiting' : 'ready',
    rank: String((n * 7919) % 1_000_003).padStart(9, '0'),
    eligibleAt: new Date(1_800_000_000_000 + n * 1000).toISOString(),
    contactId: `contact-${n}`,
    attributes: { first: 'Ada', last: 'Lovelace', note: 'x'.repeat(120) },
  };
}

async function seed(tasks: Container, from: number, to: number) {
  let next = from;
  const work = async () => {
    while (next < to) {
      const start = next;
      next += batchSize;
      const operations = Array.from({ length: Math.min(batchSize, to - start) }, (_, at) => ({
        operationType: 'Create' as const,
        resourceBody: taskAt(start + at),
      }));
      const { code } = await tasks.items.batch(operations, partition);
      if (code !== 200) throw new Error(`The batch from ${start} answered ${code}.`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}

async function medianOf(tasks: Container, query: string) {
  const times: number[] = [];
  for (let run = 0; run < 31; run += 1) {
    const began = performance.now();
    const { resources: found } = await tasks.items
      .query(query, { partitionKey: partition })
      .fetchAll();
    if (found.length !== 50) throw new Error(`The query found ${found.length} documents.`);
    times.push(performance.now() - began);
  }
  return times.sort((left, right) => left - right)[15]!;
}

let { child, tasks, client } = await launch();
const began = performance.now();
await seed(tasks, 0, seeded);
const seconds = (performance.now() - began) / 1000;
console.log(`${seeded} documents in batches of ${batchSize}: ${seconds.toFixed(2)} s (goal 6 s)`);

await seed(tasks, seeded, most);
for (const clause of ['c.rank', 'c.status, c.rank']) {
  const query = `SELECT TOP 50 * FROM c WHERE c.status = 'ready' ORDER BY ${clause}`;
  const median = await medianOf(tasks, query);
  console.log(`TOP 50 ORDER BY ${clause} among ${most}: ${median.toFixed(1)} ms (goal 20 ms)`);
}

const died = once(child, 'exit');
child.kill('SIGKILL');
await died;
client.dispose();
const killed = performance.now();
({ child, tasks, client } = await launch());
const { resources: counts } = await tasks.items
  .query<number>('SELECT VALUE COUNT(1) FROM c', { partitionKey: partition })
  .fetchAll();
const restart = (performance.now() - killed) / 1000;
console.log(
  `After kill -9: ${String(counts[0])} of ${most} documents, answered in ${restart.toFixed(2)} s`,
);

const ended = once(child, 'exit');
child.kill('SIGTERM');
await ended;
client.dispose();
rmSync(folder, { recursive: true });
