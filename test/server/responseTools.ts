import type { Response, ResponseFormatTextConfig, Tool } from 'openai/resources/responses/responses';
import * as v from 'valibot';
import { idsInStores, readableFiles } from './readableFiles.ts';
import type { ToolBox } from './toolBox.ts';
import type { World } from './world.ts';

const json = v.record(v.string(), v.unknown());
const isTyped = (value: unknown): boolean => typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const knownTool = v.variant('type', [
  v.looseObject({
    type: v.literal('function'),
    name: v.pipe(v.string(), v.maxLength(128), v.regex(/^[\w-]+$/)),
    description: v.exactOptional(v.nullable(v.string())),
    parameters: v.optional(v.nullable(json), null),
    strict: v.optional(v.nullable(v.boolean()), null),
  }),
  v.strictObject({
    type: v.literal('file_search'),
    vector_store_ids: v.pipe(v.array(v.string()), v.minLength(1)),
    max_num_results: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50))),
    ranking_options: v.exactOptional(v.object({})),
    filters: v.exactOptional(v.null()),
  }),
  v.strictObject({
    type: v.literal('code_interpreter'),
    container: v.union([v.string(), v.strictObject({
      type: v.literal('auto'),
      file_ids: v.exactOptional(v.array(v.string())),
      memory_limit: v.exactOptional(v.nullable(v.picklist(['1g', '4g', '16g', '64g']))),
    })]),
  }),
]);
const known = new Set<unknown>(['function', 'file_search', 'code_interpreter']);
const otherTool = v.custom<Tool>(isTyped);

/** A tool of a request: those that this server plays are checked, all others are taken as they are. */
export const responseTool = v.lazy((given): v.GenericSchema<unknown, Tool> => {
  const named = typeof given === 'object' && given !== null && 'type' in given && known.has(given.type);
  return named || !isTyped(given) ? knownTool : otherTool;
});

/** How the text of an answer shall look. */
export const textFormat = v.custom<ResponseFormatTextConfig>(isTyped);

/** Which tool shall be used. */
export const toolChoice = v.union([v.picklist(['none', 'auto', 'required']), v.custom<Exclude<Response['tool_choice'], string>>(isTyped)]);

interface Offer {
  readonly tools: readonly Tool[];
  readonly tool_choice?: Response['tool_choice'];
  readonly parallel_tool_calls?: boolean | null;
}

/** What the model may use. */
export function toolBoxOf({ tools, tool_choice: choice = 'auto', parallel_tool_calls: parallel }: Offer, world: World): ToolBox {
  if (choice === 'none') return { functions: [], code: false };
  const stores = tools.flatMap((tool) => (tool.type === 'file_search' ? tool.vector_store_ids : []));
  const must = mustOf(choice);
  return {
    functions: tools.flatMap((tool) => (tool.type === 'function' ? [tool.name] : [])),
    code: tools.some(({ type }) => type === 'code_interpreter'),
    parallel: parallel ?? true,
    ...(tools.some(({ type }) => type === 'file_search') ? { files: readableFiles(world, idsInStores(world, stores)) } : {}),
    ...(must === undefined ? {} : { must }),
  };
}

function mustOf(choice: Response['tool_choice']): ToolBox['must'] {
  if (choice === 'required') return {};
  return typeof choice !== 'string' && choice.type === 'function' ? { name: choice.name } : undefined;
}
