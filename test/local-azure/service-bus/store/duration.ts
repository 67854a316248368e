/** ISO 8601 durations of Service Bus settings: days and smaller units. */
const pattern = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

export function durationMs(name: string, text: string): number {
  const match = pattern.exec(text);
  if (match === null || text.endsWith('P') || text.endsWith('T'))
    throw new Error(`${name} must be an ISO 8601 duration of days and smaller, not '${text}'.`);
  const [days, hours, minutes, seconds] = match
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  return (((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!) * 1000;
}
