// npm run apply: makes the configuration of an engine equal to a folder of documents.
import { main } from './main.ts';

process.exitCode = await main(process.argv.slice(2), process.env, (text) => {
  process.stdout.write(`${text}\n`);
});
