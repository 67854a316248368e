/** The stored schedule status of a timer, one blob each, at the path of the real host. */
import { type ContainerClient, RestError } from '@azure/storage-blob';
import { z } from 'zod';
import { functionId } from '../app/functions.ts';

const statusSchema = z.object({ Last: z.string(), Next: z.string(), LastUpdated: z.string() });

export type ScheduleStatus = z.infer<typeof statusSchema>;

export interface StatusStore {
  read(functionName: string): Promise<ScheduleStatus | undefined>;
  write(functionName: string, status: ScheduleStatus): Promise<void>;
}

/** .NET's DateTime.MinValue: the timer never ran. */
export const never = '0001-01-01T00:00:00';

export function statusStore(container: ContainerClient, hostId: string): StatusStore {
  const blob = (name: string) =>
    container.getBlockBlobClient(`timers/${hostId}/${functionId(name)}.Listener/status`);
  return {
    async read(name) {
      try {
        const content = await blob(name).downloadToBuffer();
        return statusSchema.parse(JSON.parse(content.toString('utf8')));
      } catch (error) {
        if (error instanceof RestError && error.statusCode === 404) return undefined;
        throw error;
      }
    },
    async write(name, status) {
      const text = JSON.stringify(status);
      await blob(name).upload(text, Buffer.byteLength(text));
    },
  };
}
