/**
 * The effect of a reply on later messages. For a number, the carrier knows only STOP, START and UNSTOP. A short code
 * has a longer list. Every reply is also sent to the app.
 */
const numberStops = ['STOP'];
const shortCodeStops = ['STOP', 'QUIT', 'END', 'REVOKE', 'OPT OUT', 'CANCEL', 'UNSUBSCRIBE'];
const starts = ['START', 'UNSTOP'];

export function optOuts() {
  const blocked = new Set<string>();
  const key = (sender: string, recipient: string) => `${sender} ${recipient}`;
  return {
    hear(sender: string, recipient: string, message: string): void {
      const word = message.trim().toUpperCase();
      const stops = sender.startsWith('+') ? numberStops : shortCodeStops;
      if (stops.includes(word)) blocked.add(key(sender, recipient));
      if (starts.includes(word)) blocked.delete(key(sender, recipient));
    },
    blocks: (sender: string, recipient: string) => blocked.has(key(sender, recipient)),
  };
}
