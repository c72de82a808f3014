import { padded, writeBytes } from './answers.ts';
import type { Exchange } from './exchange.ts';
import { deltasBefore, strikes, type StrikingFault } from './faults.ts';

/** One server-sent event; `delta` marks those that bring a piece of the answer. */
export interface Frame {
  readonly event?: string;
  readonly data: string;
  readonly delta: boolean;
}

/** Server-sent events on an exchange, as far as its fault lets them through. */
export class EventStream {
  readonly #exchange: Exchange;
  #heard: boolean;
  #deltas = 0;
  #waits = true;
  #megabytes = 0;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    this.#heard = exchange.fault?.fault !== 'lostAnswer';
    if (this.#heard) exchange.outgoing.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  }

  /** Sends an event; settles once it is on its way, and throws when nobody is there any more. */
  async send(frame: Frame): Promise<void> {
    const fault = this.#striking();
    const due = this.#deltas === (fault?.after ?? deltasBefore);
    if (fault !== undefined && this.#waits && (frame.delta ? due : this.#deltas > 0)) {
      this.#waits = false;
      await this.#strike(fault);
    }
    if (frame.delta) this.#deltas += 1;
    this.#exchange.witness?.streamed(frame.event ?? '', frame.data);
    await this.#write(frame);
  }

  /** Ends the stream. */
  end(): void {
    if (this.#exchange.fault?.fault === 'lostAnswer') this.#exchange.hangUp();
    else if (this.#heard) this.#exchange.outgoing.end();
  }

  /** A fault may come over a stream that is open already. */
  #striking(): StrikingFault | undefined {
    const { fault } = this.#exchange;
    return fault !== undefined && strikes(fault) ? fault : undefined;
  }

  async #write(frame: Frame): Promise<void> {
    if (!this.#heard) return;
    const data = this.#megabytes === 0 ? frame.data : padded(frame.data, this.#megabytes);
    this.#megabytes = 0;
    const text = `${frame.event === undefined ? '' : `event: ${frame.event}\n`}data: ${data}\n\n`;
    const kind = this.#exchange.fault?.fault;
    if (kind === 'byteByByte') await writeBytes(this.#exchange, text);
    else await this.#exchange.write(kind === 'duplicate' ? text + text : text);
  }

  async #strike(fault: StrikingFault): Promise<void> {
    const exchange = this.#exchange;
    switch (fault.fault) {
      case 'cut':
      case 'endEarly':
        this.#heard = false;
        if (fault.finish === true) exchange.workOn();
        if (fault.fault === 'cut') exchange.hangUp();
        else exchange.outgoing.end();
        if (fault.finish !== true) await exchange.hold();
        return;
      case 'stall': {
        const pings = fault.comments === true ? setInterval(() => void exchange.outgoing.write(': ping\n\n'), 200) : undefined;
        await exchange.hold().finally(() => {
          clearInterval(pings);
        });
        return;
      }
      case 'garbage':
        await exchange.write('data: {"delta":"oops\n\n'.repeat(fault.lines ?? 1));
        return;
      case 'hugeLine':
        this.#megabytes = fault.megabytes;
    }
  }
}
