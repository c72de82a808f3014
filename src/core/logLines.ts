import { FailureError } from '../shared/rpc.ts';

/** The longest line of a log entry, in characters. */
const lineLimit = 400;

/** How many causes of an error are followed. */
const depth = 6;

/**
 * A log entry: the message, and beneath it what is known of the error and of its causes. Of what a server said there are only the
 * status, codes and its name for the request, and the one line that the user was shown; never a body, which may repeat the prompt.
 */
export function logEntry(message: string, error: unknown, redact: (text: string) => string): string {
  return [redact(message), ...causesOf(error).map((cause) => lineOf(cause, redact))].join('\n  ');
}

function causesOf(error: unknown): readonly Error[] {
  const causes: Error[] = [];
  for (let at = error; at instanceof Error && causes.length < depth; at = at.cause) causes.push(at);
  return causes;
}

// What is cut first may hold half a secret, which nobody would know for one.
function lineOf(error: Error, redact: (text: string) => string): string {
  const line = error instanceof FailureError ? `${error.name}: ${error.message} (${error.failure.kind})` : [wordsOf(error), ...factsOf(error)].join(', ');
  return redact(line).replaceAll(/\s*\n\s*/g, ' ').slice(0, lineLimit);
}

/** Messages that an API's answer or a parser wrote hold what was sent or received. */
function wordsOf(error: Error): string {
  return 'status' in error || error instanceof SyntaxError ? kindOf(error) : `${error.name}: ${error.message}`;
}

function kindOf(error: Error): string {
  return error instanceof SyntaxError ? 'SyntaxError: what was to be read is not JSON' : 'An answer of the server';
}

/** `status`, `code`, `type`, `param` and `requestID` are the fields of the SDK's errors; system errors have `code` and `syscall`. */
function factsOf(error: Error): readonly string[] {
  return (['status', 'code', 'type', 'param', 'syscall', 'requestID'] as const).flatMap((name) => {
    const value: unknown = Reflect.get(error, name);
    return (typeof value === 'string' && /^[\w.:[\]-]{1,100}$/.test(value)) || typeof value === 'number' ? [`${name === 'requestID' ? 'request' : name} ${String(value)}`] : [];
  });
}
