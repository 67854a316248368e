/**
 * Loads the app's function files, each as its own entry, like the worker with package.json's `main` glob. A process
 * evaluates a file once; a second host in the same process reuses its registrations.
 */
import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { functionsCore, type Registrations } from './core.ts';

class EntryPointError extends Error {
  override readonly name = 'EntryPointError';
}

const loaded = new Map<string, Registrations>();

/** The entry files under an app's root: sources, or the built files. */
export async function functionFilesIn(root: string, built: boolean): Promise<string[]> {
  const pattern = built ? 'dist/functions/**/*.js' : 'functions/**/*.ts';
  const files: string[] = [];
  for await (const file of glob(pattern, { cwd: root })) files.push(file);
  return files
    .filter((file) => !file.endsWith('.d.ts'))
    .sort()
    .map((file) => resolve(root, file));
}

async function loadFile(file: string): Promise<Registrations> {
  const cached = loaded.get(file);
  if (cached) return cached;
  const core = functionsCore();
  const registrations: Registrations = { functions: [], hooks: [] };
  core.collector = registrations;
  try {
    if (!existsSync(file)) throw new Error('the file does not exist');
    await import(pathToFileURL(file).href);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EntryPointError(`Worker was unable to load entry point "${file}": ${reason}`, {
      cause: error,
    });
  } finally {
    delete core.collector;
  }
  loaded.set(file, registrations);
  return registrations;
}

/** Files load one after the other, so that each registration is attributed to its file. */
export async function loadFunctionFiles(files: readonly string[]): Promise<Registrations> {
  const all: Registrations = { functions: [], hooks: [] };
  const owner = new Map<string, string>();
  for (const file of files) {
    const { functions, hooks } = await loadFile(file);
    all.hooks.push(...hooks);
    for (const registered of functions) {
      const { name } = registered.metadata;
      const other = owner.get(name.toLowerCase());
      if (other !== undefined)
        throw new EntryPointError(
          `The function name '${name}' is registered in ${other} and in ${file}.`,
        );
      owner.set(name.toLowerCase(), file);
      all.functions.push(registered);
    }
  }
  return all;
}
