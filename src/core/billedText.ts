import { emptyDefinition, type Assistant } from './assistant.ts';
import type { Bill } from './bill.ts';
import type { Connection } from './connections.ts';
import type { Spending } from './spending.ts';

const nobody: Assistant = { ...emptyDefinition, id: 'built-in/nobody', name: '' };

/**
 * A call with a text that belongs to no thread, held against the caps beforehand and entered in the ledger. `count` tells the bill what
 * came of it. Throws what `ask` throws, and FailureError `withheld` before anything is sent.
 */
export async function billedText<Result extends { readonly model: string }>(
  spending: Pick<Spending, 'allow'>, connection: Connection, text: string, ask: () => Promise<Result | undefined>, count: (bill: Bill, result: Result) => void,
): Promise<Result | undefined> {
  const { model = '' } = connection;
  const bill = await spending.allow({ threadId: crypto.randomUUID(), connection, model, assistant: nobody, history: [], prompt: { text, attachments: [] } });
  bill.begin(model);
  try {
    const result = await ask();
    if (result !== undefined) {
      bill.begin(result.model);
      count(bill, result);
    }
    bill.close(false);
    return result;
  } catch (error) {
    bill.close(true);
    throw error;
  }
}
