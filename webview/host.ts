import type { Port } from '../src/shared/rpc.ts';

/** The page's end of the channel to the extension host: only messages of the page's own origin are let in. */
export function windowPort(postMessage: (message: unknown) => void): Port {
  return {
    post: postMessage,
    listen: (receive) => {
      const listener = (event: MessageEvent<unknown>): void => {
        if (event.origin === window.origin) receive(event.data);
      };
      window.addEventListener('message', listener);
      return {
        dispose: () => {
          window.removeEventListener('message', listener);
        },
      };
    },
  };
}
