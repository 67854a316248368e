import { z } from 'zod';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Azure accepts https callback URLs only. The simulator also accepts http URLs of this machine. */
function isReachable(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || loopback.test(hostname);
}

export const callbackUrl = z.url({ protocol: /^https?$/ }).refine(isReachable, {
  error: 'must be https: Call Automation does not support http (but for a host on this machine)',
  // A text that is not a URL was refused before.
  when: ({ issues }) => issues.length === 0,
});
