import * as v from 'valibot';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const optional = <Schema extends v.GenericSchema>(schema: Schema): v.ExactOptionalSchema<Schema, undefined> => v.exactOptional(schema);

/** Deltas that are sent before the fault strikes; 3 unless told. An answer that is shorter is struck after its last delta. */
const after = optional(count);
/** Whether the server works the answer off, and keeps it, though nobody hears the end. */
const finish = optional(v.boolean());

/** Which requests a fault is for. */
const matching = {
  method: optional(v.string()),
  /** The whole path, such as `/v1/responses`; `*` stands for one segment. */
  path: optional(v.string()),
  /** How many matching requests suffer it; 1 unless told. */
  times: optional(v.pipe(count, v.minValue(1))),
};

const kind = <Name extends string, Entries extends v.ObjectEntries>(name: Name, entries: Entries) =>
  v.strictObject({ fault: v.literal(name), ...matching, ...entries });

/** What can be planned to happen to a request, by the name in `fault`. */
export const faultSchema = v.variant('fault', [
  /** Answers with this status, in the real service's words for `code`, or for the status alone. `{key}` in the message is the key that was sent. */
  kind('status', {
    status: v.pipe(count, v.minValue(200), v.maxValue(599)),
    code: optional(v.string()),
    message: optional(v.string()),
    headers: optional(v.record(v.string(), v.string())),
    /** Goes out as it is, as HTML unless `headers` say otherwise. */
    body: optional(v.string()),
  }),
  /** Never answers. */
  kind('hang', {}),
  /** 200 with a login page, as from a captive portal. */
  kind('html', {}),
  kind('redirect', { location: v.string(), status: optional(v.picklist([301, 302, 303, 307, 308])) }),
  /** Works the request off, then closes the socket instead of answering. */
  kind('lostAnswer', {}),
  /** Destroys the socket. */
  kind('cut', { after, finish }),
  /** Ends the answer cleanly before its terminal event. */
  kind('endEarly', { after, finish }),
  /** Sends no more, and keeps the socket open; with `comments`, a `: ping` every 200 ms. */
  kind('stall', { after, comments: optional(v.boolean()) }),
  /** Sends lines of data that are no JSON, then goes on. */
  kind('garbage', { after, lines: optional(count) }),
  /** One line of data is this many megabytes long. */
  kind('hugeLine', { after, megabytes: v.pipe(count, v.minValue(1), v.maxValue(400)) }),
  /** Writes one byte at a time. */
  kind('byteByByte', {}),
  /** Sends each event twice. */
  kind('duplicate', {}),
  /** An `error` event in the middle, and no more. */
  kind('errorEvent', { after, code: optional(v.string()), message: optional(v.string()) }),
  /** The answer is broken off by the server and says so. */
  kind('incomplete', { after, reason: optional(v.picklist(['max_output_tokens', 'content_filter'])) }),
  /** The answer ends as failed. */
  kind('failed', { after, code: optional(v.picklist(['server_error', 'rate_limit_exceeded', 'invalid_prompt'])), message: optional(v.string()) }),
  /** A run of a thread takes too long, or waits too long for what its functions return, and expires. Nothing else knows it. */
  kind('expire', {}),
  /** The model refuses, in place of an answer. */
  kind('refusal', {}),
]);

/** One planned fault: what happens (`fault`), how, and to which requests. */
export type Fault = Readonly<v.InferOutput<typeof faultSchema>>;

/** A fault that comes in place of the answer, before any work is done. */
export type ReplacingFault = Extract<Fault, { readonly fault: 'status' | 'hang' | 'html' | 'redirect' }>;

/** A fault that strikes once, between two deltas of a stream. */
export type StrikingFault = Extract<Fault, { readonly fault: 'cut' | 'endEarly' | 'stall' | 'garbage' | 'hugeLine' }>;

/** Deltas before a fault strikes, when it does not say. */
export const deltasBefore = 3;

/** Whether the fault comes in place of the answer. */
export function replaces(fault: Fault): fault is ReplacingFault {
  return fault.fault === 'status' || fault.fault === 'hang' || fault.fault === 'html' || fault.fault === 'redirect';
}

/** Whether the fault strikes between two deltas. */
export function strikes(fault: Fault): fault is StrikingFault {
  return fault.fault === 'cut' || fault.fault === 'endEarly' || fault.fault === 'stall' || fault.fault === 'garbage' || fault.fault === 'hugeLine';
}
