/** Writes contacts.csv: `node test/local-azure/demo/write-contacts.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDemoFile } from './contacts.ts';

const file = join(import.meta.dirname, 'contacts.csv');
const { bytes, rows, faults } = createDemoFile();
writeFileSync(file, bytes);
console.log(`${file}: ${rows} rows, ${faults.length} faults`);
