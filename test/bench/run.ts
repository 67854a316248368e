/** `npm run bench [-- NAME …] [--json]`: figures next to their references of the same run. */
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { cold } from './cold.ts';
import { cosmos } from './cosmos.ts';
import { intake } from './intake.ts';
import type { Figure } from './measure.ts';
import { tick } from './tick.ts';

const benches: Record<string, () => Promise<Figure[]>> = { cold, cosmos, tick, intake };

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals : Object.keys(benches);
const table = new Table({ head: ['bench', 'metric', 'value', 'unit', 'baseline', 'ratio'] });
for (const name of names) {
  const bench = benches[name];
  if (bench === undefined) {
    console.error(`There is no bench '${name}'; there are ${Object.keys(benches).join(', ')}.`);
    process.exit(2);
  }
  for (const figure of await bench()) {
    if (values.json) console.log(JSON.stringify(figure));
    const { metric, value, unit, baseline, ratio } = figure;
    table.push([name, metric, value, unit, baseline ?? '', ratio ?? '']);
  }
}
if (!values.json) console.log(table.toString());
