// npm run apply: brings an engine's configuration to what a folder of documents says.
import { main } from './main.ts';

process.exitCode = await main(process.argv.slice(2), process.env, (text) => {
  process.stdout.write(`${text}\n`);
});
