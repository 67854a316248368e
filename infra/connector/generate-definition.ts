// Writes apiDefinition.swagger.json after a change of the API: `npm run connector`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { createConnectorDefinition } from './definition.ts';

const file = join(import.meta.dirname, 'apiDefinition.swagger.json');
const style = await resolveConfig(file);
writeFileSync(
  file,
  await format(JSON.stringify(createConnectorDefinition()), { ...style, filepath: file }),
);
